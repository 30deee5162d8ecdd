import type { AtlasOperations } from "../../generated/operations.js";
import { AtlasConfigurationError } from "../errors.js";
import { createClusterOperations } from "./cluster-operations.js";
import { makeId } from "./cluster-views.js";
import { type ClusterBody, type ClusterRecord, type EmulatedCluster, momentOf } from "./emulated-cluster.js";
import { errorResponse, type PlannedResponse } from "./planned-response.js";
import { completeTimeline, type Timeline } from "./timeline.js";

/** The project of clusters without a `groupId`. */
export const DEFAULT_PROJECT = "32b6e34b3d91647abb20e7b8";

const YEAR_MS = 365 * 24 * 3600 * 1000;
// The step between ids: the parts of a cluster use the ids in between.
const ID_STEP = 16;

/** A request that conforms to the description. */
export interface ClusterRequest {
  readonly operationId: keyof AtlasOperations;
  readonly groupId: string;
  /** The path's parameters. */
  readonly path: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The clusters of an emulator, and the effects of requests. */
export interface Clusters {
  readonly records: ReadonlyMap<string, ClusterRecord>;
  handle(request: ClusterRequest): PlannedResponse;
}

/**
 * Creates the clusters.
 *
 * @param timelineOf - returns the timeline of a cluster that has none of its own
 * @throws {@link AtlasConfigurationError} for two clusters of the same name, or a timeline in an impossible order
 */
export function createClusters(
  given: readonly EmulatedCluster[],
  timelineOf: (cluster: EmulatedCluster) => Timeline,
  now: () => number,
): Clusters {
  let ids = 0;
  const newCluster = (ms: number) => {
    ids += ID_STEP;
    // Rounded down to whole seconds, as in Atlas.
    return { id: makeId(ms, ids), createDate: new Date(ms).toISOString().replace(/\.\d+Z$/, "Z") };
  };
  const records = new Map<string, ClusterRecord>();
  for (const [index, cluster] of given.entries()) {
    const { groupId = DEFAULT_PROJECT, name, tier, cloud = "AWS", region = "US_EAST_1", tags = [] } = cluster;
    const location = `clusters.${index}`;
    if (records.has(`${groupId}/${name}`)) {
      throw new AtlasConfigurationError(`${location}.name`, `must be unique in its project, and is "${name}" again`);
    }
    const { id, createDate } = newCluster(now() - YEAR_MS);
    records.set(`${groupId}/${name}`, {
      groupId,
      name,
      restingState: cluster.stateName ?? "IDLE",
      timeline: completeTimeline(cluster.timeline ?? {}, timelineOf(cluster), `${location}.timeline`),
      accepted: 0,
      snapshot: {
        tier,
        cloud,
        region,
        clusterType: "REPLICASET",
        tags,
        id: cluster.id ?? id,
        createDate: cluster.createDate ?? createDate,
        terminationProtectionEnabled: cluster.terminationProtectionEnabled ?? false,
        backupEnabled: tier !== "M0",
      },
    });
  }
  const operations = createClusterOperations(now, newCluster);

  return {
    records,
    handle: ({ operationId, groupId, path, body }) => {
      const operation = operations[operationId];
      if (!operation) {
        const detail = `The emulator does not emulate ${operationId}: order its response with respond("${operationId}", …).`;
        return errorResponse(501, "NOT_EMULATED", detail);
      }
      const sent = (body ?? {}) as ClusterBody;
      const name = path.clusterName ?? path.name ?? sent.name ?? "";
      const record = records.get(`${groupId}/${name}`);
      const moment = record && momentOf(record, now());
      if (moment?.unavailable) return { status: 503, headers: {}, body: undefined, fault: 503 };
      if (!record || !moment || moment.missing) {
        const detail = `There is no cluster ${name} in project ${groupId}.`;
        return errorResponse(404, "CLUSTER_NOT_FOUND", detail, { parameters: [name, groupId] });
      }
      return operation({ record, moment, body: sent });
    },
  };
}
