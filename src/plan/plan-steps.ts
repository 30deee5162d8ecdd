import type { UpgradeFlexClusterBody, UpgradeSharedClusterBody } from "../../generated/operations.js";
import type { ServerlessBodyRead, ServerlessRequest } from "./plan-body.js";
import type { FlexClusterPlan, PlannedChange, SharedClusterPlan } from "./upgrade-plan.js";

const BACKUP = "serverlessBackupOptions.serverlessContinuousBackupEnabled";
const CLOUD = "providerSettings.backingProviderName";
const REQUESTED_SIZE = "the requested cluster size";
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
      reason: "instead of SERVERLESS, which Atlas no longer creates",
    },
    added("providerSettings.instanceSizeName", "FLEX", "the only size of a Flex cluster"),
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
    renamed(
      CLOUD,
      "providerSettings.providerName",
      backingProviderName,
      "for a dedicated cluster, this property is the cloud",
    ),
    added("providerSettings.instanceSizeName", size, REQUESTED_SIZE),
    ...kept("providerSettings.", { regionName }),
    ...droppedBackup(
      from,
      "it is not documented which of the request's three backup settings corresponds to it; switch backups on afterwards",
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
  const closest = `${why}the closest to serverless continuous backup`;
  const changes: PlannedChange[] = [
    keptName(name),
    added("clusterType", "REPLICASET", "the only type of Flex cluster"),
    ...droppedProvider(from),
    renamed(CLOUD, `${REGION}.providerName`, backingProviderName, "a dedicated cluster has a cloud per region"),
    renamed(
      "providerSettings.regionName",
      `${REGION}.regionName`,
      regionName,
      "a dedicated cluster has a list of regions",
    ),
    added(`${REGION}.priority`, 7, "the highest, for the only region"),
    added(`${REGION}.electableSpecs.instanceSize`, size, REQUESTED_SIZE),
    added(`${REGION}.electableSpecs.nodeCount`, 3, "a replica set of three nodes"),
    renamed(BACKUP, "backupEnabled", continuous, closest),
    renamed(BACKUP, "pitEnabled", continuous, closest),
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

function added(to: string, value: unknown, reason: string): PlannedChange {
  return { change: "added", to, value, reason };
}

function renamed(from: string, to: string, value: unknown, reason: string): PlannedChange {
  return { change: "renamed", from, to, value, reason };
}

function keptName(name: string): PlannedChange {
  return { change: "kept", from: "name", to: "name", value: name, reason: "optional before, required now" };
}

function kept(prefix: string, properties: object): PlannedChange[] {
  return Object.entries(properties).map(([property, value]) => ({
    change: "kept",
    from: prefix + property,
    to: prefix + property,
    value,
    reason: "the same in both requests",
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
    ? { value: true, why: "on by default, since the request does not set it; " }
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
