import type {
  UpdateFlexClusterRequest,
  UpgradeFlexClusterRequest,
  UpgradeSharedClusterRequest,
  UpgradeSharedClusterToServerlessBody,
} from "../generated/operations.js";
import { AtlasInvalidRequestError } from "./errors.js";
import { flexToDedicated, sharedToDedicated, sharedToFlex } from "./plan-steps.js";

/** The tier of the cluster that there is today. Former M2 and M5 clusters are Flex clusters by now. */
export type SourceTier = "M0" | "FLEX";

/** A dedicated cluster size: `M10` or larger. */
export type DedicatedSize = `M${number}` | `M${number}_NVME` | `R${number}`;

/**
 * What happens to one member of the serverless request, or where a new one comes from.
 *
 * @example
 * ```ts
 * const lost = plan.changes.filter(({ change }) => change === "dropped");
 * ```
 */
export interface PlannedChange {
  /**
   * - `kept`: the same member with the same value;
   * - `renamed`: the same value, or what comes closest, in another member;
   * - `replaced`: the same member with another value;
   * - `added`: a member that the serverless request does not have;
   * - `dropped`: nothing takes its place;
   * - `afterwards`: applied by another call, once the cluster is `IDLE`.
   */
  readonly change: "kept" | "renamed" | "replaced" | "added" | "dropped" | "afterwards";
  /** The member's path in the serverless request; missing for what is added. */
  readonly from?: string;
  /** The member's path in the new request; missing for what is dropped. */
  readonly to?: string;
  /** The value in the new request. */
  readonly value?: unknown;
  readonly reason: string;
}

interface PlanBase {
  /** Everything that the serverless request said, and what becomes of it. */
  readonly changes: readonly PlannedChange[];
}

/** A call that is due once the upgraded cluster is `IDLE`. */
export interface FollowUp {
  readonly operation: "updateFlexCluster";
  /** The request, but for the project. */
  readonly request: Omit<UpdateFlexClusterRequest, "groupId">;
}

/**
 * The way from an M0.
 *
 * @example
 * ```ts
 * const { request, afterwards } = planUpgrade(body, { source: "M0", target: "FLEX" });
 * ```
 */
export interface SharedClusterPlan extends PlanBase {
  readonly operation: "upgradeSharedCluster";
  /** The request, but for the project. */
  readonly request: Omit<UpgradeSharedClusterRequest, "groupId">;
  /** What the upgrade itself does not take. */
  readonly afterwards?: FollowUp;
}

/**
 * The way from a Flex cluster.
 *
 * @example
 * ```ts
 * const { request } = planUpgrade(body, { source: "FLEX", target: "M10" });
 * ```
 */
export interface FlexClusterPlan extends PlanBase {
  readonly operation: "upgradeFlexCluster";
  /** The request, but for the project. */
  readonly request: Omit<UpgradeFlexClusterRequest, "groupId">;
}

/**
 * Where the cluster comes from, and where it goes.
 *
 * @example
 * ```ts
 * const options: PlanOptions = { source: "FLEX", target: "M10" };
 * ```
 */
export interface PlanOptions {
  readonly source: SourceTier;
  readonly target: "FLEX" | DedicatedSize;
}

/**
 * Turns the body of a call of `upgradeSharedClusterToServerless` into the request of the operation to call instead, and
 * says member by member what becomes of it. Nothing is sent.
 *
 * @throws {@link AtlasInvalidRequestError} if the body names no cluster, or if there is no way from source to target
 * @example
 * ```ts
 * const plan = planUpgrade(serverlessBody, { source: "M0", target: "FLEX" });
 * console.table(plan.changes);
 * await atlas.upgradeSharedCluster({ groupId, ...plan.request });
 * ```
 * @see https://www.mongodb.com/docs/atlas/flex-migration/
 */
export function planUpgrade(
  serverless: UpgradeSharedClusterToServerlessBody,
  options: { readonly source: "M0"; readonly target: "FLEX" | DedicatedSize },
): SharedClusterPlan;
export function planUpgrade(
  serverless: UpgradeSharedClusterToServerlessBody,
  options: { readonly source: "FLEX"; readonly target: DedicatedSize },
): FlexClusterPlan;
export function planUpgrade(
  serverless: UpgradeSharedClusterToServerlessBody,
  options: PlanOptions,
): SharedClusterPlan | FlexClusterPlan;
export function planUpgrade(
  serverless: UpgradeSharedClusterToServerlessBody,
  { source, target }: PlanOptions,
): SharedClusterPlan | FlexClusterPlan {
  checkSource(source);
  const { name, backingProviderName, regionName } = readPlace(serverless);
  const from = {
    ...serverless,
    name,
    providerSettings: { ...serverless.providerSettings, backingProviderName, regionName },
  };
  if (target === "FLEX") {
    if (source === "M0") return sharedToFlex(from);
    throw new AtlasInvalidRequestError(
      "target",
      "is FLEX, and so is the cluster: there is nothing to call (Atlas has moved former M2 and M5 clusters to Flex by itself)",
    );
  }
  checkSize(target);
  return source === "M0" ? sharedToDedicated(from, target) : flexToDedicated(from, target);
}

function checkSource(source: unknown): void {
  if (source === "M0" || source === "FLEX") return;
  const advice = source === "M2" || source === "M5" ? "; M2 and M5 clusters are Flex clusters by now, so say FLEX" : "";
  throw new AtlasInvalidRequestError("source", `must be M0 or FLEX${advice}`);
}

function checkSize(target: unknown): void {
  const [, number] = /^[MR](\d+)(?:_NVME)?$/.exec(String(target)) ?? [];
  if (number !== undefined && Number(number) >= 10) return;
  throw new AtlasInvalidRequestError("target", "must be FLEX or a dedicated size: M10 or larger");
}

// Types demand all of it but the name; a script in plain JavaScript may lack any.
function readPlace(serverless: UpgradeSharedClusterToServerlessBody) {
  const { name, providerSettings } = serverless ?? {};
  const { backingProviderName, regionName } = providerSettings ?? {};
  if (!name) throw new AtlasInvalidRequestError("name", "is missing: the body must name the cluster to upgrade");
  if (!backingProviderName) throw new AtlasInvalidRequestError("providerSettings.backingProviderName", "is missing");
  if (!regionName) throw new AtlasInvalidRequestError("providerSettings.regionName", "is missing");
  return { name, backingProviderName, regionName };
}
