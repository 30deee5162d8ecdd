import type { AtlasOperations } from "../../generated/operations.js";
import { toCluster, toFlexCluster, toLegacyCluster } from "./cluster-views.js";
import {
  type ClusterBody,
  type ClusterMoment,
  type ClusterRecord,
  momentOf,
  type Snapshot,
} from "./emulated-cluster.js";
import { declaredResponse, errorResponse, type PlannedResponse } from "./planned-response.js";
import { readFlexTarget, readSharedTarget, type Target } from "./upgrade-target.js";

/** The effect of an operation on an existing cluster. */
export type ClusterOperation = (request: {
  readonly record: ClusterRecord;
  /** The cluster's current state. */
  readonly moment: ClusterMoment;
  readonly body: ClusterBody;
}) => PlannedResponse;

/** The operations that the emulator carries out. Any others have only scripted responses. */
export function createClusterOperations(
  now: () => number,
  newCluster: (ms: number) => Pick<Snapshot, "id" | "createDate">,
): Partial<Record<keyof AtlasOperations, ClusterOperation>> {
  // Settings that the request omits are not kept: the recorded clients send them again.
  const accept = (record: ClusterRecord, body: ClusterBody, target: Target): ClusterMoment => {
    const { tags = [], terminationProtectionEnabled = false, backupEnabled = target.tier !== "M0" } = body;
    const { replicationSpecs: _, ...before } = momentOf(record, now()).snapshot;
    const settings = { tags, terminationProtectionEnabled, backupEnabled };
    record.snapshot = momentOf(record, now()).snapshot;
    record.accepted += 1;
    record.upgrade = { acceptedAt: now(), target: { ...before, ...settings, ...target, ...newCluster(now()) } };
    return { ...momentOf(record, now()), snapshot: record.snapshot, stateName: "UPDATING" };
  };

  return {
    getCluster: ({ record, moment }) =>
      wrongApi(record, moment, "other") ?? success("getCluster", toCluster(record, moment)),
    getFlexCluster: ({ record, moment }) =>
      wrongApi(record, moment, "FLEX") ?? success("getFlexCluster", toFlexCluster(record, moment)),
    updateFlexCluster: ({ record, moment, body }) => {
      const rejection = wrongApi(record, moment, "FLEX") ?? busy(record, moment);
      if (rejection) return rejection;
      const { tags, terminationProtectionEnabled } = body;
      const changed: Snapshot = {
        ...moment.snapshot,
        ...(tags && { tags }),
        ...(terminationProtectionEnabled !== undefined && { terminationProtectionEnabled }),
      };
      if (record.upgrade) record.upgrade = { ...record.upgrade, target: changed };
      else record.snapshot = changed;
      return success("updateFlexCluster", toFlexCluster(record, momentOf(record, now())));
    },
    upgradeSharedCluster: ({ record, moment, body }) => {
      const rejection = wrongApi(record, moment, "other") ?? notShared(record, moment) ?? busy(record, moment);
      if (rejection) return rejection;
      const target = readSharedTarget(body);
      if ("problem" in target) return invalid(`${target.location} ${target.problem}`);
      return success("upgradeSharedCluster", toLegacyCluster(record, accept(record, body, target)));
    },
    upgradeFlexCluster: ({ record, moment, body }) => {
      const rejection = wrongApi(record, moment, "FLEX") ?? busy(record, moment);
      if (rejection) return rejection;
      const target = readFlexTarget(body);
      if ("problem" in target) return invalid(`${target.location} ${target.problem}`);
      return success("upgradeFlexCluster", toFlexCluster(record, accept(record, body, target)));
    },
    // Its current response is unknown. Of the declared ones, 410 says most clearly that the operation is retired.
    upgradeSharedClusterToServerless: () => declaredResponse("upgradeSharedClusterToServerless", 410),
  };
}

// Each of the two cluster APIs accepts only its own clusters.
function wrongApi({ name }: ClusterRecord, { snapshot }: ClusterMoment, takes: "FLEX" | "other") {
  if ((snapshot.tier === "FLEX") === (takes === "FLEX")) return undefined;
  return takes === "FLEX"
    ? errorResponse(
        400,
        "CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API",
        `Cluster ${name} is not a Flex cluster; use the cluster API for it.`,
        { parameters: [] },
      )
    : errorResponse(
        400,
        "CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API",
        `Cluster ${name} is a Flex cluster; use the Flex cluster API for it.`,
        { parameters: [] },
      );
}

function notShared({ name }: ClusterRecord, { snapshot }: ClusterMoment): PlannedResponse | undefined {
  if (snapshot.tier === "M0") return undefined;
  return invalid(`Cluster ${name} is ${snapshot.tier}, which is not a shared tier.`);
}

// Also rejects while the cluster is shown as IDLE on its old tier. Atlas's error code for that was not recorded.
function busy({ name, upgrade }: ClusterRecord, { stateName, snapshot }: ClusterMoment): PlannedResponse | undefined {
  if (stateName === "IDLE" && (upgrade === undefined || snapshot === upgrade.target)) return undefined;
  const state = stateName === "IDLE" ? "being upgraded" : stateName;
  return errorResponse(409, "CLUSTER_UPDATE_IN_PROGRESS", `Cluster ${name} is ${state}; wait until it is done.`);
}

function invalid(detail: string): PlannedResponse {
  return errorResponse(400, "VALIDATION_ERROR", detail);
}

function success(operationId: keyof AtlasOperations, body: object): PlannedResponse {
  return { ...declaredResponse(operationId, 200), body };
}
