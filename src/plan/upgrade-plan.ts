import type {
  UpdateFlexClusterRequest,
  UpgradeFlexClusterRequest,
  UpgradeSharedClusterRequest,
} from "../../generated/operations.js";
import type { SourceTier } from "./plan-options.js";

/**
 * The body of an `upgradeSharedClusterToServerless` call. It is typed loosely, so that a `const body = {…}` or an
 * imported JSON file is assignable. Strings are checked when the plan is made.
 *
 * @example
 * ```ts
 * import body from "./serverless.json" with { type: "json" };
 * const plan = planUpgrade(body, { source: "M0", target: "FLEX" });
 * ```
 */
export interface ServerlessBody {
  /** The cluster to upgrade. Optional in the schema, but required for a plan. */
  readonly name?: string | undefined;
  readonly providerSettings: {
    /** `AWS`, `AZURE` or `GCP`. */
    readonly backingProviderName: string;
    /** Such as `US_EAST_1`. */
    readonly regionName: string;
    /** @default "SERVERLESS" */
    readonly providerName?: string | undefined;
  };
  readonly serverlessBackupOptions?:
    | {
        /** @default true */
        readonly serverlessContinuousBackupEnabled?: boolean | undefined;
      }
    | undefined;
  readonly tags?: readonly { readonly key: string; readonly value: string }[] | undefined;
  /** @default false */
  readonly terminationProtectionEnabled?: boolean | undefined;
}

/**
 * What happens to one property of the serverless request, or where a new one comes from.
 *
 * @example
 * ```ts
 * const lost = plan.changes.filter(({ change }) => change === "dropped");
 * ```
 */
export interface PlannedChange {
  /**
   * - `kept`: the same property with the same value;
   * - `renamed`: the same value, or the closest one, in another property;
   * - `replaced`: the same property with another value;
   * - `added`: a property that the serverless request does not have;
   * - `dropped`: the property has no counterpart;
   * - `afterwards`: applied by another call, once the cluster is `IDLE`.
   */
  readonly change: "kept" | "renamed" | "replaced" | "added" | "dropped" | "afterwards";
  /**
   * The property's path in the serverless request; missing for an added property. Its nested properties are included.
   */
  readonly from?: string;
  /** The property's path in the new request; missing for a dropped property. */
  readonly to?: string;
  /** The value in the new request. */
  readonly value?: unknown;
  readonly reason: string;
}

/** The properties of every plan. */
export interface PlanBase {
  /** What becomes of each property of the serverless request. */
  readonly changes: readonly PlannedChange[];
}

/** A call to make once the upgraded cluster is `IDLE`. */
export interface FollowUp {
  readonly operation: "updateFlexCluster";
  /** The request, but for the project. */
  readonly request: Omit<UpdateFlexClusterRequest, "groupId">;
}

/**
 * The plan for an M0.
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
  /** The call for settings that the upgrade request does not have. */
  readonly afterwards?: FollowUp;
}

/**
 * The plan for a Flex cluster.
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
 * The plan for a source.
 *
 * @example
 * ```ts
 * const plan: UpgradePlan<"FLEX"> = planUpgrade(body, { source: "FLEX", target: "M10" });
 * ```
 */
export type UpgradePlan<Source extends SourceTier = SourceTier> = Source extends "M0"
  ? SharedClusterPlan
  : FlexClusterPlan;
