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
  /** The cluster as it is. */
  readonly moment: ClusterMoment;
  readonly body: ClusterBody;
}) => PlannedResponse;

/** What the emulator does of the description's operations; the others have only the responses that a test orders. */
export function createClusterOperations(
  now: () => number,
  newCluster: (ms: number) => Pick<Snapshot, "id" | "createDate">,
): Partial<Record<keyof AtlasOperations, ClusterOperation>> {
  // What the request does not say is not carried over: the recorded clients say it again.
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
    // What it says today is not known. Of what is possible, this says most plainly that it is over.
    upgradeSharedClusterToServerless: () => declaredResponse("upgradeSharedClusterToServerless", 410),
  };
}

// Each of the two families of the API takes its own clusters alone.
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

// Also while it is shown idle on the tier that it leaves. Which code Atlas has for that was not recorded.
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
