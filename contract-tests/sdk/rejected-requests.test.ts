import { expect, test } from "@jest/globals";
import { type AtlasAuth, AtlasAuthError, AtlasInvalidRequestError, bearer } from "../../src/index.js";
import { clientOf, failureOf, request, TOKEN } from "../support/failure.js";
import { sendJson, startLoopback } from "../support/loopback.js";
import { stopClock } from "../support/stop-clock.js";

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
      expect(error.property).toBe("groupId");
      expect(error.message).toContain("^([a-f0-9]{24})$");
      expect(error.message).toContain("nothing was sent");
    }
    expect(server.requests).toHaveLength(0);
  },
);

test.each<[string, object, string]>([
  ["an unknown property", { groupId, body, clusterName: "x" }, "clusterName"],
  ["no body", { groupId }, "body"],
  ["no groupId", { body }, "groupId"],
  ["a body that can't be JSON", { groupId, body: { ...body, name: 1n } }, "body.name"],
  ["a body that is a string", { groupId, body: "{}" }, "body"],
  ["a body that is a form", { groupId, body: new FormData() }, "body"],
  ["a body that serializes to nothing", { groupId, body: { toJSON: () => undefined } }, "body"],
  ["a groupId with an unpaired surrogate", { groupId: "\ud800", body }, "groupId"],
  ["a groupId that is a symbol", { groupId: Symbol("x"), body }, "groupId"],
  ["no object at all", [], "The request"],
])("%s", async (_, request, property) => {
  await using server = await startLoopback((response) => sendJson(response, 200, {}));
  const call = clientOf(server.url).upgradeSharedClusterToServerless as (request: object) => Promise<unknown>;
  const error = await failureOf(call(request));
  expect(error).toMatchObject({ name: "AtlasInvalidRequestError", property });
  expect(server.requests).toHaveLength(0);
});

test.each<[string, () => string | Promise<string>, string]>([
  ["throws", () => Promise.reject(new Error("vault is sealed")), "Could not obtain credentials"],
  ["returns nothing", () => "", "empty string"],
  ["returns a line break", () => `${TOKEN}\n`, "no line break"],
])("a token function that %s", async (_, token, problem) => {
  await using server = await startLoopback((response) => sendJson(response, 200, {}));
  const auth = bearer(token);
  const error = await failureOf(clientOf(server.url, { auth }).upgradeSharedClusterToServerless(request));
  expect(error).toBeInstanceOf(AtlasAuthError);
  expect(error.message).toContain(problem);
  expect(server.requests).toHaveLength(0);
});

test("a token function that never settles runs into the time limit", async () => {
  await using server = await startLoopback((response) => sendJson(response, 200, {}));
  using clock = stopClock();
  let received: AbortSignal | undefined;
  const auth: AtlasAuth = {
    authorize: ({ signal }) => {
      received = signal;
      void clock.pass(40);
      return new Promise<string>(() => {});
    },
  };
  const error = await failureOf(
    clientOf(server.url, { auth, timeoutMs: 40 }).upgradeSharedClusterToServerless(request),
  );
  expect(error).toMatchObject({ name: "AtlasTimeoutError", maybeSent: false });
  expect(received?.aborted).toBe(true);
  expect(server.requests).toHaveLength(0);
});

test("a base URL for a single call that leads to another origin", async () => {
  await using other = await startLoopback((response) => sendJson(response, 200, {}));
  await using home = await startLoopback((response) => sendJson(response, 200, {}));
  for (const baseUrl of ["https://cloud.mongodb.com", home.url]) {
    const { http } = clientOf(baseUrl);
    const error = await failureOf(http.POST(path, { baseUrl: other.url, params: { path: { groupId } }, body }));
    expect(error).toMatchObject({ name: "AtlasInvalidRequestError", property: "baseUrl" });
  }
  expect(other.requests).toHaveLength(0);
});

test.each([undefined, null, "", " ", "Bearer ", "a\nb", 42])("an authorize function that returns %j", async (value) => {
  await using server = await startLoopback((response) => sendJson(response, 200, {}));
  const auth = { authorize: () => value as string };
  const error = await failureOf(clientOf(server.url, { auth }).upgradeSharedClusterToServerless(request));
  expect(error).toBeInstanceOf(AtlasAuthError);
  expect(error.message).toContain("usable Authorization header");
  expect(server.requests).toHaveLength(0);
});

test.each([{}, "now", Object.assign(new EventTarget(), { aborted: false })])(
  "an invalid signal: %s",
  async (signal) => {
    await using server = await startLoopback((response) => sendJson(response, 200, {}));
    const options = { signal: signal as AbortSignal };
    const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request, options));
    expect(error).toMatchObject({ name: "AtlasInvalidRequestError", property: "signal" });
    expect(server.requests).toHaveLength(0);
  },
);
