import { expect, test } from "@jest/globals";
import { createOperationCaller } from "./call-operation.js";
import { operationDescriptors } from "./index.js";
import { DEFAULT_LIMITS } from "./limits.js";

const { getCluster } = operationDescriptors;

test.each([
  ["https://cloud.mongodb.com/x?key=1#y", "https://cloud.mongodb.com/x"],
  ["https://cloud.mongodb.com/x#y", "https://cloud.mongodb.com/x"],
  ["", getCluster.path],
])("an error after an answer from %j says %s", async (url, said) => {
  const response = Object.defineProperty(new Response(null, { status: 404 }), "url", { value: url });
  const call = createOperationCaller({
    request: async () => ({ error: "", response }),
    fetchFor: () => async () => response,
    limits: DEFAULT_LIMITS,
    now: Date.now,
  });
  const failure = call(getCluster, { groupId: "32b6e34b3d91647abb20e7b8", clusterName: "shop-dev" });
  await expect(failure).rejects.toMatchObject({ name: "AtlasApiError", request: { method: "GET", url: said } });
});
