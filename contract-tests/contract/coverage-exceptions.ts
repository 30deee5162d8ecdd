import type { CoverageException } from "../../scripts/toolkit/suite/index.js";

const EMPTY_PARAMETER =
  "without this parameter the path is another one; the client's own check rejects it, which is tested";

/** Reviewed reasons why the contract suite does not exercise something. One that explains nothing fails the suite. */
export const coverageExceptions: CoverageException[] = [
  "GET /api/atlas/v2/groups/{groupId}/clusters/{clusterName} path clusterName minLength",
  "GET /api/atlas/v2/groups/{groupId}/flexClusters/{name} path name minLength",
  "PATCH /api/atlas/v2/groups/{groupId}/flexClusters/{name} path name minLength",
].map((name) => ({ kind: "constraints broken", name, reason: EMPTY_PARAMETER }));
