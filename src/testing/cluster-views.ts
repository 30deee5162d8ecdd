import type { ClusterMoment, ClusterRecord, Snapshot } from "./emulated-cluster.js";

const VERSION = "8.0.4";

/** A shared or dedicated cluster, as `getCluster` returns it. */
export function toCluster(record: ClusterRecord, moment: ClusterMoment): object {
  const { snapshot } = moment;
  const { id } = snapshot;
  return {
    ...identity(record, moment, "clusters"),
    backupEnabled: snapshot.backupEnabled,
    paused: false,
    replicationSpecs: (snapshot.replicationSpecs ?? [{ regionConfigs: regionsOf(snapshot) }]).map((spec, index) => ({
      id: nextId(id, 2 * index + 1),
      zoneId: nextId(id, 2 * index + 2),
      zoneName: `Zone ${index + 1}`,
      ...spec,
    })),
  };
}

/** A Flex cluster, as `getFlexCluster` returns it. */
export function toFlexCluster(record: ClusterRecord, moment: ClusterMoment): object {
  const { cloud, region } = moment.snapshot;
  return {
    ...identity(record, moment, "flexClusters"),
    backupSettings: { enabled: true },
    providerSettings: { providerName: "FLEX", backingProviderName: cloud, regionName: region, diskSizeGB: 5 },
    versionReleaseSystem: "LTS",
  };
}

/** A cluster in the older model, as the upgrade of an M0 returns it. */
export function toLegacyCluster(record: ClusterRecord, moment: ClusterMoment): object {
  const { backupEnabled, cloud, region } = moment.snapshot;
  return {
    ...identity(record, moment, "clusters"),
    backupEnabled,
    paused: false,
    mongoDBMajorVersion: "8.0",
    providerSettings: {
      providerName: "TENANT",
      backingProviderName: cloud,
      instanceSizeName: "M0",
      effectiveInstanceSizeName: "M0",
      regionName: region,
    },
    versionReleaseSystem: "LTS",
  };
}

/** The cluster's connection strings; empty during part of an upgrade, and unchanged after it. */
export function connectionStringsOf({ name }: ClusterRecord, { hasStrings }: ClusterMoment): Record<string, string> {
  if (!hasStrings) return {};
  return {
    standard: `mongodb://${name}-shard-00-00.ab1cd.mongodb.net:27017/?ssl=true`,
    standardSrv: `mongodb+srv://${name}.ab1cd.mongodb.net`,
  };
}

function identity(record: ClusterRecord, moment: ClusterMoment, collection: string) {
  const { groupId, name } = record;
  const { snapshot, stateName, tags } = moment;
  return {
    clusterType: snapshot.clusterType,
    connectionStrings: connectionStringsOf(record, moment),
    createDate: snapshot.createDate,
    groupId,
    id: snapshot.id,
    links: [{ rel: "self", href: `https://cloud.mongodb.com/api/atlas/v2/groups/${groupId}/${collection}/${name}` }],
    mongoDBVersion: VERSION,
    name,
    stateName,
    tags,
    terminationProtectionEnabled: snapshot.terminationProtectionEnabled,
  };
}

function regionsOf({ tier, cloud, region }: Snapshot): readonly object[] {
  const common = { regionName: region, priority: 7 };
  if (tier === "M0") {
    return [{ ...common, providerName: "TENANT", backingProviderName: cloud, electableSpecs: { instanceSize: "M0" } }];
  }
  const electableSpecs = { instanceSize: tier, nodeCount: 3, diskSizeGB: 10 };
  return [{ ...common, providerName: cloud, electableSpecs }];
}

/** Makes an id of 24 hexadecimal digits, from the time in seconds and a number. */
export function makeId(ms: number, number: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000)) % 2 ** 32;
  return `${seconds.toString(16).padStart(8, "0")}90a1b2${number.toString(16).padStart(10, "0")}`;
}

function nextId(id: string, offset: number): string {
  const tail = (Number.parseInt(id.slice(-8), 16) + offset) % 2 ** 32;
  return id.slice(0, -8) + tail.toString(16).padStart(8, "0");
}
