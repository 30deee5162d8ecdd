import type { UpgradeFlexClusterBody, UpgradeSharedClusterBody } from "../../generated/operations.js";
import type { ServerlessBodyRead, ServerlessRequest } from "./plan-body.js";
import type { FlexClusterPlan, PlannedChange, SharedClusterPlan } from "./upgrade-plan.js";

const BACKUP = "serverlessBackupOptions.serverlessContinuousBackupEnabled";
const KEPT = { change: "kept", reason: "the same in both requests" } as const;
const REGION = "replicationSpecs[0].regionConfigs[0]";

/** Plans an upgrade from an M0 to Flex, the successor of serverless. */
export function sharedToFlex({ request: from, unknown }: ServerlessBodyRead): SharedClusterPlan {
  const { name, providerSettings } = from;
  const { backingProviderName, regionName } = providerSettings;
  const settings = settingsOf(from);
  const afterwards = Object.entries(settings).map(
    ([property, value]): PlannedChange => ({
      change: "afterwards",
      from: property,
      to: property,
      value,
      reason: "not part of the upgrade; updateFlexCluster sets it once the cluster is IDLE",
    }),
  );
  const changes: PlannedChange[] = [
    keptName(name),
    {
      ...(providerSettings.providerName === undefined
        ? { change: "added" }
        : { change: "replaced", from: "providerSettings.providerName" }),
      to: "providerSettings.providerName",
      value: "FLEX",
      reason: "in place of SERVERLESS, of which there are no new ones",
    },
    {
      change: "added",
      to: "providerSettings.instanceSizeName",
      value: "FLEX",
      reason: "the only size of a Flex cluster",
    },
    ...kept("providerSettings.", { backingProviderName, regionName }),
    ...droppedBackup(from, "Flex clusters have no continuous backup"),
    ...afterwards,
    ...droppedUnknown(unknown),
  ];
  return {
    operation: "upgradeSharedCluster",
    request: { body: bodyOf(changes) as UpgradeSharedClusterBody },
    ...(afterwards.length > 0 && { afterwards: { operation: "updateFlexCluster", request: { name, body: settings } } }),
    changes,
  };
}

/** Plans an upgrade from an M0 to a dedicated cluster. */
export function sharedToDedicated({ request: from, unknown }: ServerlessBodyRead, size: string): SharedClusterPlan {
  const { name, providerSettings } = from;
  const { backingProviderName, regionName } = providerSettings;
  const changes: PlannedChange[] = [
    keptName(name),
    ...droppedProvider(from),
    {
      change: "renamed",
      from: "providerSettings.backingProviderName",
      to: "providerSettings.providerName",
      value: backingProviderName,
      reason: "a dedicated cluster names its cloud there, where serverless had SERVERLESS",
    },
    { change: "added", to: "providerSettings.instanceSizeName", value: size, reason: "the size that was asked for" },
    ...kept("providerSettings.", { regionName }),
    ...droppedBackup(
      from,
      "which of the request's three backup switches is its counterpart is not documented; switch backups on afterwards",
    ),
    ...kept("", settingsOf(from)),
    ...droppedUnknown(unknown),
  ];
  const request = { body: bodyOf(changes) as UpgradeSharedClusterBody };
  return { operation: "upgradeSharedCluster", request, changes };
}

/** Plans an upgrade from a Flex cluster to a dedicated one. */
export function flexToDedicated({ request: from, unknown }: ServerlessBodyRead, size: string): FlexClusterPlan {
  const { name, providerSettings } = from;
  const { backingProviderName, regionName } = providerSettings;
  const { value: continuous, why } = continuousBackup(from);
  const backup = { backupEnabled: continuous, pitEnabled: continuous };
  const changes: PlannedChange[] = [
    keptName(name),
    { change: "added", to: "clusterType", value: "REPLICASET", reason: "the only kind that Flex clusters come as" },
    ...droppedProvider(from),
    {
      change: "renamed",
      from: "providerSettings.backingProviderName",
      to: `${REGION}.providerName`,
      value: backingProviderName,
      reason: "a dedicated cluster has its cloud for each region",
    },
    {
      change: "renamed",
      from: "providerSettings.regionName",
      to: `${REGION}.regionName`,
      value: regionName,
      reason: "a dedicated cluster has a list of regions",
    },
    { change: "added", to: `${REGION}.priority`, value: 7, reason: "the highest, for the only region" },
    {
      change: "added",
      to: `${REGION}.electableSpecs.instanceSize`,
      value: size,
      reason: "the size that was asked for",
    },
    { change: "added", to: `${REGION}.electableSpecs.nodeCount`, value: 3, reason: "a replica set of three nodes" },
    ...Object.entries(backup).map(
      ([property, value]): PlannedChange => ({
        change: "renamed",
        from: BACKUP,
        to: property,
        value,
        reason: `${why}what comes closest to serverless continuous backup`,
      }),
    ),
    ...kept("", settingsOf(from)),
    ...droppedUnknown(unknown),
  ];
  return { operation: "upgradeFlexCluster", request: { body: bodyOf(changes) as UpgradeFlexClusterBody }, changes };
}

// The body is made from the changes, so that they can't differ from what is sent.
function bodyOf(changes: readonly PlannedChange[]): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const { change, to, value } of changes) {
    if (to === undefined || change === "afterwards") continue;
    const path = to.split(/[.[\]]+/);
    const last = path.pop() ?? "";
    let parent = body;
    for (const [index, name] of path.entries()) {
      const next = path[index + 1] ?? last;
      parent[name] ??= /^\d+$/.test(next) ? [] : {};
      parent = parent[name] as Record<string, unknown>;
    }
    parent[last] = value;
  }
  return body;
}

function settingsOf({ tags, terminationProtectionEnabled }: ServerlessRequest) {
  return {
    ...(tags !== undefined && { tags }),
    ...(terminationProtectionEnabled !== undefined && { terminationProtectionEnabled }),
  };
}

function keptName(name: string): PlannedChange {
  return { ...KEPT, from: "name", to: "name", value: name, reason: "optional before, required now" };
}

function kept(prefix: string, properties: object): PlannedChange[] {
  return Object.entries(properties).map(([property, value]) => ({
    ...KEPT,
    from: prefix + property,
    to: prefix + property,
    value,
  }));
}

function droppedProvider({ providerSettings }: ServerlessRequest): PlannedChange[] {
  if (providerSettings.providerName === undefined) return [];
  const reason = "SERVERLESS has no counterpart; a dedicated cluster is described by its cloud and its size";
  return [{ change: "dropped", from: "providerSettings.providerName", reason }];
}

function droppedBackup(from: ServerlessRequest, reason: string): PlannedChange[] {
  return [{ change: "dropped", from: BACKUP, reason: continuousBackup(from).why + reason }];
}

// A request without the setting gets the description's default.
function continuousBackup({ serverlessBackupOptions }: ServerlessRequest): { value: boolean; why: string } {
  const value = serverlessBackupOptions?.serverlessContinuousBackupEnabled;
  return value === undefined
    ? { value: true, why: "on by default, since the request doesn't say it; " }
    : { value, why: "" };
}

// A body from a file can have properties that the types don't; each one is reported.
function droppedUnknown(unknown: readonly string[]): PlannedChange[] {
  return unknown.map((from) => ({
    change: "dropped",
    from,
    reason: "not a property that the serverless request can set",
  }));
}
