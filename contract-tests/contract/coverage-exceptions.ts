import type { CoverageException } from "../../scripts/toolkit/suite/index.js";

const EMPTY_PARAMETER =
  "without this parameter it is a different path; the client's own check rejects it, which is tested";

/**
 * Reviewed reasons why the contract suite does not exercise something. An exception without an uncovered part fails the
 * suite.
 */
export const coverageExceptions: CoverageException[] = [
  "GET /api/atlas/v2/groups/{groupId}/clusters/{clusterName} path clusterName minLength",
  "GET /api/atlas/v2/groups/{groupId}/flexClusters/{name} path name minLength",
  "PATCH /api/atlas/v2/groups/{groupId}/flexClusters/{name} path name minLength",
].map((name) => ({ kind: "constraints broken", name, reason: EMPTY_PARAMETER }));
