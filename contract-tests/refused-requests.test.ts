import { expect, test } from "@jest/globals";
import { AtlasAuthError, AtlasInvalidRequestError, bearer } from "../src/index.js";
import { clientOf, failureOf, request, TOKEN } from "./support/failure.js";
import { sendJson, startLoopback } from "./support/loopback.js";

const { groupId, body } = request;
const path = "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless";

test.each(["..", ".", "", groupId.toUpperCase(), `${groupId}0`, "%2e%2e", `${groupId}/..`])(
  "groupId %j, by the named operation and by the underlying client",
  async (wrong) => {
    await using server = await startLoopback((response) => sendJson(response, 200, {}));
    const atlas = clientOf(server.url);
    const calls = [
      atlas.upgradeSharedClusterToServerless({ groupId: wrong, body }),
      atlas.http.POST(path, { params: { path: { groupId: wrong } }, body }),
    ];
    for (const call of calls) {
      const error = await failureOf(call);
      expect(error).toBeInstanceOf(AtlasInvalidRequestError);
      expect(error.member).toBe("groupId");
      expect(error.message).toContain("^([a-f0-9]{24})$");
      expect(error.message).toContain("nothing was sent");
    }
    expect(server.requests).toHaveLength(0);
  },
);

test.each<[string, object, string]>([
  ["an unknown member", { groupId, body, clusterName: "x" }, "clusterName"],
  ["no body", { groupId }, "body"],
  ["no groupId", { body }, "groupId"],
  ["a body that can't be JSON", { groupId, body: { ...body, name: 1n } }, "body"],
  ["no object at all", [], "The request"],
])("%s", async (_, request, member) => {
  await using server = await startLoopback((response) => sendJson(response, 200, {}));
  const call = clientOf(server.url).upgradeSharedClusterToServerless as (request: object) => Promise<unknown>;
  const error = await failureOf(call(request));
  expect(error).toMatchObject({ name: "AtlasInvalidRequestError", member });
  expect(server.requests).toHaveLength(0);
});

test.each<[string, () => string | Promise<string>]>([
  ["throws", () => Promise.reject(new Error("vault is sealed"))],
  ["returns nothing", () => ""],
  ["returns a line break", () => `${TOKEN}\n`],
])("a token function that %s", async (_, token) => {
  await using server = await startLoopback((response) => sendJson(response, 200, {}));
  const auth = bearer(token);
  const error = await failureOf(clientOf(server.url, { auth }).upgradeSharedClusterToServerless(request));
  expect(error).toBeInstanceOf(AtlasAuthError);
  expect(server.requests).toHaveLength(0);
});

test("a token function that never returns runs into the time limit", async () => {
  await using server = await startLoopback((response) => sendJson(response, 200, {}));
  const auth = bearer(() => new Promise<string>(() => {}));
  const error = await failureOf(
    clientOf(server.url, { auth, timeoutMs: 40 }).upgradeSharedClusterToServerless(request),
  );
  expect(error).toMatchObject({ name: "AtlasTimeoutError", maybeSent: false });
  expect(server.requests).toHaveLength(0);
});

test("a base URL for a single call that leads to another origin", async () => {
  await using other = await startLoopback((response) => sendJson(response, 200, {}));
  const { http } = clientOf("https://cloud.mongodb.com");
  const error = await failureOf(http.POST(path, { baseUrl: other.url, params: { path: { groupId } }, body }));
  expect(error).toMatchObject({ name: "AtlasInvalidRequestError", member: "baseUrl" });
  expect(other.requests).toHaveLength(0);
});
