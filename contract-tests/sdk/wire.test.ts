import { expect, test } from "@jest/globals";
import { clientOf } from "../support/failure.js";
import { sendJson, startLoopback } from "../support/loopback.js";
import { callableOperations, callNamed } from "../support/operations.js";

const calls = callableOperations.flatMap((operation) => {
  const bodies = operation.body?.examples ?? [{ name: "no body", value: undefined }];
  return bodies.map(({ name, value }) => ({ ...operation, method: operation.described.method, example: name, value }));
});

test.each(calls)("$operationId with $example is $method $path on the wire", async (call) => {
  await using server = await startLoopback((response) => sendJson(response, 200, {}));
  const request = { ...call.parameters, ...(call.body && { body: call.value }) };
  await callNamed(clientOf(server.url), call.operationId, request);

  expect(server.requests).toHaveLength(1);
  const [received] = server.requests;
  expect([received?.method, received?.target]).toEqual([call.method, call.path]);
  expect(received?.headers.accept).toBe(call.accept);
  expect(received?.headers["content-type"]).toBe(call.body?.mediaType);
  expect(received?.body).toBe(call.body ? JSON.stringify(call.value) : "");
});

test("a colon in a path is not encoded", async () => {
  await using server = await startLoopback((response) => sendJson(response, 200, {}));
  const groupId = "32b6e34b3d91647abb20e7b8";
  await clientOf(server.url).upgradeFlexCluster({ groupId, body: { name: "shop-dev" } });
  expect(server.requests[0]?.target).toBe(`/api/atlas/v2/groups/${groupId}/flexClusters:tenantUpgrade`);
});
