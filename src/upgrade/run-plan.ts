import { planUpgrade } from "../plan/plan.js";
import type { PlanOptions, SourceTier, TargetTier } from "../plan/plan-options.js";
import type { FollowUp, PlannedChange, ServerlessBody, UpgradePlan } from "../plan/upgrade-plan.js";
import { deepFreeze } from "../support/deep-freeze.js";
import { isRecorded, settleEstimate } from "./recorded-settling.js";

/**
 * What an upgrade will send, and its consequences. Made before anything is sent.
 *
 * @example
 * ```ts
 * const confirm = (plan: UpgradeRunPlan) => askPerson(plan.consequences.join("\n"));
 * ```
 */
export interface UpgradeRunPlan {
  readonly source: SourceTier;
  readonly target: TargetTier;
  readonly operation: "upgradeSharedCluster" | "upgradeFlexCluster";
  /** The operation's request, including the project. */
  readonly request: UpgradePlan["request"] & { readonly groupId: string };
  /** Where each property of the request comes from: the serverless body, if given, or the cluster. */
  readonly changes: readonly PlannedChange[];
  /** The settings to apply once the cluster is upgraded. */
  readonly afterwards?: FollowUp;
  /** What can't be undone, and what to do beforehand: one sentence each. */
  readonly consequences: readonly string[];
  /** How long it takes, in milliseconds, by recorded upgrades; missing if none were recorded. */
  readonly estimateMs?: { readonly median: number; readonly p90: number };
}

/** The input of a plan. */
export interface RunPlanOptions {
  readonly groupId: string;
  readonly name: string;
  readonly source: SourceTier;
  readonly target: TargetTier;
  /** The cluster, as the API returns it. */
  readonly cluster: unknown;
  readonly serverless?: ServerlessBody | undefined;
}

const REGION = "replicationSpecs[0].regionConfigs[0]";
// Where the cluster has the properties that the serverless request has under other names.
const IN_CLUSTER: Record<SourceTier, Readonly<Record<string, string>>> = {
  M0: {
    "providerSettings.backingProviderName": `${REGION}.backingProviderName`,
    "providerSettings.regionName": `${REGION}.regionName`,
  },
  FLEX: { "serverlessBackupOptions.serverlessContinuousBackupEnabled": "backupSettings.enabled" },
};

/**
 * Plans an upgrade of a cluster. Tags, termination protection and backup come from the serverless body, if given.
 *
 * @throws {@link AtlasInvalidRequestError} if the body has a property that is not allowed, or the cluster lacks one
 * that is needed
 */
export function planRun({ groupId, name, source, target, cluster, serverless }: RunPlanOptions): UpgradeRunPlan {
  const providerSettings = { ...serverless?.providerSettings, ...cloudOf(cluster, source) };
  const body = { ...(serverless ?? settingsOf(cluster, source)), name, providerSettings };
  const plan = planUpgrade(body, { source, target } as PlanOptions & { source: SourceTier });
  const changes = plan.changes.flatMap((change) =>
    serverless ? fromBody(change, serverless) : fromCluster(change, source),
  );
  const request = { groupId, ...structuredClone(plan.request) };
  if (!serverless && plan.operation === "upgradeFlexCluster") {
    // Flex clusters have daily snapshots. Continuous backup would be new, and cost money.
    Object.assign(request.body, { pitEnabled: false });
    for (const change of changes) if (change.to === "pitEnabled") Object.assign(change, { value: false });
  }
  // Frozen, so that what is sent is what was shown.
  return deepFreeze({
    ...outlookOf(source, target),
    operation: plan.operation,
    request,
    changes,
    ...("afterwards" in plan && plan.afterwards && { afterwards: plan.afterwards }),
  });
}

function cloudOf(cluster: unknown, source: SourceTier): ServerlessBody["providerSettings"] {
  const { replicationSpecs, providerSettings } = Object(cluster);
  const settings = source === "FLEX" ? providerSettings : replicationSpecs?.[0]?.regionConfigs?.[0];
  const { backingProviderName, regionName } = Object(settings);
  return { backingProviderName, regionName };
}

/** The tags of a cluster, as the API returns it. */
export function tagsOf(cluster: unknown): { key: string; value: string }[] {
  const { tags } = Object(cluster);
  const shown: unknown[] = Array.isArray(tags) ? tags : [];
  return shown.map(Object).flatMap(({ key, value }) => (typeof key === "string" ? [{ key, value }] : []));
}

// No tags and no protection are the default, and need no setting.
function settingsOf(cluster: unknown, source: SourceTier) {
  const { terminationProtectionEnabled, backupSettings } = Object(cluster);
  const tags = tagsOf(cluster);
  return {
    ...(tags.length > 0 && { tags }),
    ...(terminationProtectionEnabled === true && { terminationProtectionEnabled }),
    serverlessBackupOptions: {
      serverlessContinuousBackupEnabled: source === "FLEX" && Object(backupSettings).enabled === true,
    },
  };
}

// An upgrade never moves a cluster, so the body's cloud and region are ignored.
function fromBody(change: PlannedChange, { providerSettings }: ServerlessBody): PlannedChange {
  const [, property = ""] = /^providerSettings\.(backingProviderName|regionName)$/.exec(change.from ?? "") ?? [];
  const given: unknown = Reflect.get(Object(providerSettings), property);
  if (given === undefined || given === change.value) return change;
  return { ...change, change: "replaced", reason: "the cluster's own, since an upgrade does not move a cluster" };
}

function fromCluster(change: PlannedChange, source: SourceTier): PlannedChange[] {
  const { from: planned, to, ...rest } = change;
  if (planned === undefined) return [change];
  if (change.change === "dropped") return [];
  const from = IN_CLUSTER[source][planned] ?? planned;
  if (change.change === "afterwards") return [{ ...change, from }];
  const reason =
    to === "pitEnabled" ? "Flex clusters have daily snapshots, not continuous backup" : "the cluster's current setting";
  return [{ ...rest, change: from === to ? "kept" : "renamed", from, ...(to !== undefined && { to }), reason }];
}

/** What to expect of an upgrade, whatever its request. */
export function outlookOf(source: SourceTier, target: TargetTier) {
  const consequences = consequencesOf(target);
  return { source, target, consequences, ...(isRecorded({ source, target }) && { estimateMs: settleEstimate }) };
}

function consequencesOf(target: TargetTier): string[] {
  const always = [
    "The cluster can't be reached for a while: stop writes first, and restart applications afterwards.",
    "The upgrade cannot be undone.",
  ];
  if (target === "FLEX") return [...always, "Billing for a Flex cluster starts."];
  return [
    ...always,
    "The cluster's current backup snapshots are deleted for good.",
    `Billing for a dedicated ${target} cluster starts.`,
    "The more data there is, the longer it takes.",
  ];
}
