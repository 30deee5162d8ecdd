import { operationDescriptors } from "../../generated/operations.js";
import { checkPath } from "../call/path-check.js";
import { AtlasInvalidRequestError } from "../errors.js";
import { readFollowUpBody } from "../plan/plan-body.js";
import { isTargetTier, type SourceTier, TARGET_TIERS, type TargetTier } from "../plan/plan-options.js";
import { reading } from "../plan/read-properties.js";
import type { FollowUp } from "../plan/upgrade-plan.js";
import { isObject } from "../support/properties.js";

/**
 * What another process needs to resume an upgrade. It contains no secrets.
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
  /** The cluster's tier before the upgrade; missing until it was seen. */
  readonly source?: SourceTier;
  /** The operation that upgrades the cluster. */
  readonly operation?: "upgradeSharedCluster" | "upgradeFlexCluster";
  /** The cluster's id before the upgrade, which gives it a new one. */
  readonly oldId?: string;
  /** When the upgrade was sent, in UTC (ISO 8601). */
  readonly sentAt?: string;
  /** When Atlas accepted the upgrade, in UTC (ISO 8601), by Atlas's clock: the `Date` header of its response. */
  readonly acceptedAt?: string;
  /**
   * Whether the upgrade was sent. It is `unknown` from right before it is sent until Atlas has responded, and for an
   * upgrade that someone else may have sent.
   */
  readonly sent: "no" | "yes" | "unknown";
  /** Whether an upgrade has been seen under way, wherever it was sent from. */
  readonly underWay?: boolean;
  /** The call to make once the cluster is upgraded. */
  readonly afterwards?: FollowUp;
}

/**
 * Checks a token that comes from outside, and copies its known properties.
 *
 * @throws {@link AtlasInvalidRequestError} naming what is wrong
 */
export function readToken(given: UpgradeToken): UpgradeToken {
  // Through JSON, so that a run itself can be passed as a token.
  const token: UpgradeToken | null = reading("token", () => JSON.parse(JSON.stringify(given)));
  if (!isObject(token)) throw new AtlasInvalidRequestError("token", "must be an object");
  const check = (property: keyof UpgradeToken, isAllowed: boolean, rule: string) => {
    if (!isAllowed) throw new AtlasInvalidRequestError(`token.${property}`, `must be ${rule}`);
  };
  const { version, groupId, name, target, source, operation, oldId, sentAt, acceptedAt, sent, underWay, afterwards } =
    token;
  check("version", version === 1, "1, as this version of the package writes it");
  check("groupId", typeof groupId === "string", "a string");
  check("name", typeof name === "string", "a string");
  try {
    checkCluster(groupId, name);
  } catch (error) {
    if (!(error instanceof AtlasInvalidRequestError)) throw error;
    const property = `token.${error.property}`;
    throw new AtlasInvalidRequestError(property, "has a form that is not allowed", { cause: error });
  }
  check("target", isTargetTier(target), TARGET_TIERS);
  check("source", [undefined, "M0", "FLEX"].includes(source), "M0 or FLEX");
  const isOperation = [undefined, "upgradeSharedCluster", "upgradeFlexCluster"].includes(operation);
  check("operation", isOperation, "upgradeSharedCluster or upgradeFlexCluster");
  check("oldId", oldId === undefined || typeof oldId === "string", "a string");
  for (const [property, value] of Object.entries({ sentAt, acceptedAt })) {
    const isDate = value === undefined || !Number.isNaN(Date.parse(value));
    check(property as "sentAt" | "acceptedAt", isDate, "a date in ISO 8601");
  }
  check("sent", ["no", "yes", "unknown"].includes(sent), "no, yes or unknown");
  check("underWay", underWay === undefined || typeof underWay === "boolean", "true or false");
  const { operation: due, request } = Object(afterwards);
  check(
    "afterwards",
    afterwards === undefined || (due === "updateFlexCluster" && request?.name === name && target === "FLEX"),
    "a call of updateFlexCluster for the same cluster, which becomes FLEX",
  );
  const known = { version, groupId, name, target, source, operation, oldId, sentAt, acceptedAt, sent, underWay };
  const present = Object.entries(known).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(present) as unknown as UpgradeToken),
    ...(afterwards && {
      afterwards: { operation: "updateFlexCluster", request: { name, body: readFollowUpBody(request.body) } },
    }),
  };
}

/** Whether Atlas has accepted the upgrade, or one has been seen, so that it continues by itself. */
export function isUnderWay({ sent, underWay = false }: UpgradeToken): boolean {
  return sent === "yes" || underWay;
}

/** Whether there is something to follow: an upgrade that was seen, or may have been sent. */
export function hasBegun(token: UpgradeToken): boolean {
  return isUnderWay(token) || token.sentAt !== undefined;
}

/**
 * Checks a project id and a cluster name, as the operations do.
 *
 * @throws {@link AtlasInvalidRequestError} naming what is wrong
 */
export function checkCluster(groupId: string, name: string): void {
  const { path } = operationDescriptors.getFlexCluster;
  checkPath(path, { groupId, name }, operationDescriptors.getFlexCluster);
}
