import type { AtlasOperations } from "../../generated/operations.js";
import { makeId, toCluster, toFlexCluster, toLegacyCluster } from "./cluster-views.js";
import {
  type ClusterMoment,
  type ClusterRecord,
  type EmulatedCluster,
  type EmulatedTier,
  momentOf,
  type Snapshot,
  type Tag,
} from "./emulated-cluster.js";
import { declaredResponse, errorResponse, type PlannedResponse } from "./planned-response.js";
import type { Timeline } from "./timeline.js";

/** The project of clusters that name none. */
export const DEFAULT_PROJECT = "32b6e34b3d91647abb20e7b8";

const YEAR_MS = 365 * 24 * 3600 * 1000;
// How far apart identifiers are: what is within a cluster has the next ones.
const ID_STEP = 16;

/** A request whose form is as described. */
export interface ClusterRequest {
  readonly operationId: keyof AtlasOperations;
  readonly groupId: string;
  /** The path's parameters. */
  readonly path: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The clusters of an emulator, and what its requests do to them. */
export interface Clusters {
  readonly records: Iterable<ClusterRecord>;
  handle(request: ClusterRequest): PlannedResponse;
}

// What a body of the upgrades and of the update can have, once it was checked by its schema.
interface Body {
  readonly name?: string;
  readonly providerSettings?: {
    readonly providerName: string;
    readonly instanceSizeName?: string;
    readonly backingProviderName?: string;
    readonly regionName?: string;
  };
  readonly replicationSpecs?: readonly { readonly regionConfigs?: readonly RegionConfig[] }[];
  readonly backupEnabled?: boolean;
  readonly tags?: readonly Tag[];
  readonly terminationProtectionEnabled?: boolean;
}

interface RegionConfig {
  readonly providerName: string;
  readonly regionName?: string;
  readonly electableSpecs?: { readonly instanceSize?: string };
}

/** Sets the clusters up. */
export function createClusters(
  given: readonly EmulatedCluster[],
  timelineOf: (cluster: EmulatedCluster) => Timeline,
  now: () => number,
): Clusters {
  let ids = 0;
  const newId = (ms: number) => {
    ids += ID_STEP;
    return makeId(ms, ids);
  };
  const records = new Map<string, ClusterRecord>();
  for (const cluster of given) {
    const created = now() - YEAR_MS;
    const { groupId = DEFAULT_PROJECT, name, tier, cloud = "AWS", region = "US_EAST_1", tags = [] } = cluster;
    records.set(`${groupId}/${name}`, {
      groupId,
      name,
      restingState: cluster.stateName ?? "IDLE",
      timeline: timelineOf(cluster),
      accepted: 0,
      snapshot: {
        tier,
        cloud,
        region,
        tags,
        id: cluster.id ?? newId(created),
        createDate: cluster.createDate ?? toDate(created),
        terminationProtectionEnabled: cluster.terminationProtectionEnabled ?? false,
        backupEnabled: tier !== "M0",
      },
    });
  }

  const upgrade = (record: ClusterRecord, body: Body, tier: EmulatedTier, where: Partial<Snapshot>) => {
    const acceptedAt = now();
    // What an earlier upgrade came to.
    record.snapshot = momentOf(record, acceptedAt).snapshot;
    const { tags = [], terminationProtectionEnabled = false, backupEnabled = tier !== "M0" } = body;
    record.accepted += 1;
    record.upgrade = {
      acceptedAt,
      target: {
        ...record.snapshot,
        regionConfigs: undefined,
        ...where,
        tier,
        tags,
        terminationProtectionEnabled,
        backupEnabled,
        // The new cluster's own, in whole seconds, as dates of Atlas are.
        id: newId(acceptedAt),
        createDate: toDate(acceptedAt),
      } as Snapshot,
    };
    return { ...momentOf(record, acceptedAt), stateName: "UPDATING" as const };
  };

  const handlers: Record<keyof AtlasOperations, (record: ClusterRecord, body: Body) => PlannedResponse> = {
    getCluster: (record) => show("getCluster", record, momentOf(record, now()), "not FLEX", toCluster),
    getFlexCluster: (record) => show("getFlexCluster", record, momentOf(record, now()), "FLEX", toFlexCluster),
    updateFlexCluster: (record, { tags, terminationProtectionEnabled }) => {
      const { snapshot, stateName } = momentOf(record, now());
      if (snapshot.tier === "FLEX" && stateName !== "IDLE") return busy(record, stateName);
      if (snapshot.tier === "FLEX") {
        const changed = {
          ...snapshot,
          ...(tags && { tags }),
          ...(terminationProtectionEnabled !== undefined && { terminationProtectionEnabled }),
        };
        if (record.upgrade) record.upgrade = { ...record.upgrade, target: changed };
        else record.snapshot = changed;
      }
      return show("updateFlexCluster", record, momentOf(record, now()), "FLEX", toFlexCluster);
    },
    upgradeSharedCluster: (record, body) => {
      const refusal = refuseUpgrade(record, momentOf(record, now()), "M0");
      if (refusal) return refusal;
      const { providerName = "", instanceSizeName, backingProviderName, regionName } = body.providerSettings ?? {};
      const cloud = providerName === "FLEX" ? backingProviderName : providerName;
      const missing = Object.entries({ instanceSizeName, regionName, backingProviderName: cloud }).find(
        ([, value]) => value === undefined,
      );
      if (providerName === "TENANT" || providerName === "" || missing) {
        const [name, words] = missing
          ? [missing[0], "is missing"]
          : ["providerName", "must be FLEX, AWS, AZURE or GCP"];
        return errorResponse(400, "VALIDATION_ERROR", `request.body.providerSettings.${name} ${words}`);
      }
      const where = { cloud: String(cloud), region: String(regionName) };
      const moment = upgrade(record, body, instanceSizeName as EmulatedTier, where);
      return success("upgradeSharedCluster", toLegacyCluster(record, moment));
    },
    upgradeFlexCluster: (record, body) => {
      const refusal = refuseUpgrade(record, momentOf(record, now()), "FLEX");
      if (refusal) return refusal;
      const regionConfigs = body.replicationSpecs?.[0]?.regionConfigs ?? [];
      const [{ providerName, regionName, electableSpecs } = {} as Partial<RegionConfig>] = regionConfigs;
      const size = electableSpecs?.instanceSize;
      if (providerName === undefined || regionName === undefined || size === undefined) {
        const location = "request.body.replicationSpecs.0.regionConfigs.0";
        return errorResponse(
          400,
          "VALIDATION_ERROR",
          `${location} must have providerName, regionName and electableSpecs.instanceSize`,
        );
      }
      const where = { cloud: providerName, region: regionName, regionConfigs };
      return success("upgradeFlexCluster", toFlexCluster(record, upgrade(record, body, size as EmulatedTier, where)));
    },
    // What it says today is not known. Of what is possible, this says most plainly that it is over.
    upgradeSharedClusterToServerless: () => declaredResponse("upgradeSharedClusterToServerless", 410),
  };

  return {
    records: { [Symbol.iterator]: () => records.values() },
    handle: ({ operationId, groupId, path, body }) => {
      const name = path.clusterName ?? path.name ?? (body as Body | undefined)?.name ?? "";
      const record = records.get(`${groupId}/${name}`);
      const moment = record && momentOf(record, now());
      if (moment?.unavailable) {
        return errorResponse(503, "SERVICE_UNAVAILABLE", "The service is not available at the moment.");
      }
      if (!record || moment?.missing) {
        const detail = `There is no cluster ${name} in project ${groupId}.`;
        return errorResponse(404, "CLUSTER_NOT_FOUND", detail, { parameters: [name, groupId] });
      }
      return handlers[operationId](record, (body ?? {}) as Body);
    },
  };
}

function show(
  operationId: keyof AtlasOperations,
  record: ClusterRecord,
  moment: ClusterMoment,
  takes: "FLEX" | "not FLEX",
  view: (record: ClusterRecord, moment: ClusterMoment) => object,
): PlannedResponse {
  const isFlex = moment.snapshot.tier === "FLEX";
  if (isFlex === (takes === "FLEX")) return success(operationId, view(record, moment));
  return isFlex ? wrongApi(record.name, "flex") : wrongApi(record.name, "other");
}

// A cluster that is shown idle while it is not is refused like any other one at work. Which code Atlas has for that was
// not recorded.
function refuseUpgrade(
  record: ClusterRecord,
  moment: ClusterMoment,
  source: "M0" | "FLEX",
): PlannedResponse | undefined {
  const { tier } = moment.snapshot;
  if (source === "M0" && tier === "FLEX") return wrongApi(record.name, "flex");
  if (source === "FLEX" && tier !== "FLEX") return wrongApi(record.name, "other");
  if (tier !== source) {
    return errorResponse(400, "VALIDATION_ERROR", `Cluster ${record.name} is ${tier}, which is not a shared tier.`);
  }
  return moment.stateName === "IDLE" && !isUnderWay(record, moment) ? undefined : busy(record, moment.stateName);
}

function isUnderWay({ upgrade }: ClusterRecord, { snapshot }: ClusterMoment): boolean {
  return upgrade !== undefined && snapshot !== upgrade.target;
}

function busy({ name }: ClusterRecord, stateName: string): PlannedResponse {
  return errorResponse(409, "CLUSTER_UPDATE_IN_PROGRESS", `Cluster ${name} is ${stateName}; wait until it is IDLE.`);
}

function wrongApi(name: string, found: "flex" | "other"): PlannedResponse {
  return found === "flex"
    ? errorResponse(
        400,
        "CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API",
        `Cluster ${name} is a Flex cluster; use the Flex cluster API for it.`,
      )
    : errorResponse(
        400,
        "CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API",
        `Cluster ${name} is not a Flex cluster; use the cluster API for it.`,
      );
}

function success(operationId: keyof AtlasOperations, body: object): PlannedResponse {
  return { ...declaredResponse(operationId, 200), body };
}

function toDate(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}
