import { operationDescriptors } from "../../generated/operations.js";
import { checkPath } from "../call/path-check.js";
import { AtlasInvalidRequestError } from "../errors.js";
import { readFollowUpBody } from "../plan/plan-body.js";
import { isTarget, type SourceTier, type TargetTier } from "../plan/plan-options.js";
import { reading } from "../plan/read-properties.js";
import type { FollowUp } from "../plan/upgrade-plan.js";

/**
 * What another process needs to go on with an upgrade; nothing in it is secret.
 *
 * @example
 * ```ts
 * await writeFile("token.json", JSON.stringify(run));
 * ```
 */
export interface UpgradeToken {
  readonly version: 1;
  readonly groupId: string;
  readonly name: string;
  readonly target: TargetTier;
  /** What the cluster was; missing until it was seen. */
  readonly source?: SourceTier;
  /** The operation that upgrades it. */
  readonly operation?: "upgradeSharedCluster" | "upgradeFlexCluster";
  /** The id that the cluster had: an upgrade gives it a new one. */
  readonly oldId?: string;
  /** When the upgrade was sent, in UTC (ISO 8601). */
  readonly sentAt?: string;
  /** When Atlas accepted it, in UTC (ISO 8601), by the clock of Atlas: the `Date` of its response. */
  readonly acceptedAt?: string;
  /**
   * Whether it was sent; `unknown` from right before the sending until Atlas has said so, and for an upgrade that somebody
   * else may have sent.
   */
  readonly sent: "no" | "yes" | "unknown";
  /** Whether an upgrade has been seen under way, also if it was sent elsewhere. */
  readonly underWay?: boolean;
  /** What is due once the cluster is upgraded. */
  readonly afterwards?: FollowUp;
}

/**
 * Checks a token that comes from elsewhere, and copies what is known of it.
 *
 * @throws {@link AtlasInvalidRequestError} naming what is wrong
 */
export function readToken(given: UpgradeToken): UpgradeToken {
  const wrong = (property: string, rule: string): never => {
    throw new AtlasInvalidRequestError(`token.${property}`, `must be ${rule}`);
  };
  // What JSON makes of it: the token of another process, or a run itself.
  const token: UpgradeToken | null = reading("token", () => JSON.parse(JSON.stringify(given)));
  if (typeof token !== "object" || token === null) throw new AtlasInvalidRequestError("token", "must be an object");
  const { version, groupId, name, target, source, operation, oldId, sentAt, acceptedAt, sent, underWay, afterwards } =
    token;
  if (version !== 1) wrong("version", "1, as this version of the package writes it");
  for (const [property, value] of Object.entries({ groupId, name })) {
    if (typeof value !== "string") wrong(property, "a string");
  }
  try {
    checkCluster(groupId, name);
  } catch (error) {
    if (!(error instanceof AtlasInvalidRequestError)) throw error;
    const property = `token.${error.property}`;
    throw new AtlasInvalidRequestError(property, "has a form that is not allowed", { cause: error });
  }
  if (!isTarget(target)) wrong("target", "FLEX or a dedicated size: M10 or larger");
  if (source !== undefined && source !== "M0" && source !== "FLEX") wrong("source", "M0 or FLEX");
  if (operation !== undefined && operation !== "upgradeSharedCluster" && operation !== "upgradeFlexCluster") {
    wrong("operation", "upgradeSharedCluster or upgradeFlexCluster");
  }
  if (oldId !== undefined && typeof oldId !== "string") wrong("oldId", "a string");
  for (const [property, value] of Object.entries({ sentAt, acceptedAt })) {
    if (value !== undefined && Number.isNaN(Date.parse(value))) wrong(property, "a date in ISO 8601");
  }
  if (sent !== "no" && sent !== "yes" && sent !== "unknown") wrong("sent", "no, yes or unknown");
  if (underWay !== undefined && typeof underWay !== "boolean") wrong("underWay", "true or false");
  if (afterwards !== undefined) {
    const { operation: due, request } = Object(afterwards);
    if (due !== "updateFlexCluster" || request?.name !== name || target !== "FLEX") {
      wrong("afterwards", "a call of updateFlexCluster for the same cluster, which becomes FLEX");
    }
  }
  return {
    version,
    groupId,
    name,
    target,
    sent,
    ...(source && { source }),
    ...(operation && { operation }),
    ...(oldId !== undefined && { oldId }),
    ...(sentAt !== undefined && { sentAt }),
    ...(acceptedAt !== undefined && { acceptedAt }),
    ...(underWay && { underWay }),
    ...(afterwards && {
      afterwards: {
        operation: "updateFlexCluster",
        request: { name, body: readFollowUpBody(afterwards.request.body) },
      },
    }),
  };
}

/** Whether Atlas has accepted it, or an upgrade has been seen: whether there is one that goes on by itself. */
export function isUnderWay({ sent, underWay = false }: UpgradeToken): boolean {
  return sent === "yes" || underWay;
}

/**
 * Checks what names a cluster, as the operations do.
 *
 * @throws {@link AtlasInvalidRequestError} naming what is wrong
 */
export function checkCluster(groupId: string, name: string): void {
  const { path } = operationDescriptors.getFlexCluster;
  checkPath(path, { groupId, name }, operationDescriptors.getFlexCluster);
}
