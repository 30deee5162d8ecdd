import { describe, expect, jest, test } from "@jest/globals";
import { AtlasConnectionError, bearer, createAtlasClient, type FetchLike, serviceAccount } from "../../src/index.js";
import { clientOf, failureOf, request, TOKEN } from "../support/failure.js";
import { startLoopback } from "../support/loopback.js";

// What a program's own functions do in the middle of a call: it must not be taken for what became of the call.

const PATH = "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless";
const { groupId, body } = request;
const init = { params: { path: { groupId } }, body };
const json = async () => Response.json({ name: "shop-dev" });
const clientWith = (fetch: FetchLike, more = {}) =>
  createAtlasClient({ auth: bearer(TOKEN), fetch, onDeprecation: "silent", ...more });

// As another call of this package would fail whose request never left.
const ofAnotherCall = () =>
  Promise.reject(
    new AtlasConnectionError("got no response", {
      request: { method: "GET", url: "https://cloud.mongodb.com/other", attempts: 1 },
      maybeSent: false,
    }),
  );

describe("the error of another call says nothing of this one", () => {
  test("from a middleware, after Atlas has acted", async () => {
    const error = await failureOf(
      clientWith(json).http.POST(PATH, { ...init, middleware: [{ onResponse: ofAnotherCall }] }),
    );
    expect(error).toMatchObject({ name: "AtlasUnexpectedResponseError", status: 200, maybeSent: true });
    expect(error.message).not.toContain("nothing was sent");
  });

  test("from a middleware, before anything is sent", async () => {
    const error = await failureOf(
      clientWith(json).http.POST(PATH, { ...init, middleware: [{ onRequest: ofAnotherCall }] }),
    );
    expect(error).toMatchObject({ name: "AtlasInvalidRequestError", cause: { name: "AtlasConnectionError" } });
  });

  test("from retry.sleep, and from authorize for another attempt, after a 500", async () => {
    const failing = async () => new Response(null, { status: 500 });
    const sleep = clientWith(failing, { retryUnsafe: true, retry: { sleep: ofAnotherCall } });
    expect(await failureOf(sleep.upgradeSharedClusterToServerless(request))).toMatchObject({
      name: "AtlasTransportError",
      maybeSent: true,
    });
    let asked = 0;
    const authorize = () => (asked++ === 0 ? `Bearer ${TOKEN}` : ofAnotherCall());
    const auth = clientWith(failing, { auth: { authorize }, retryUnsafe: true, retry: { sleep: async () => {} } });
    const error = await failureOf(auth.upgradeSharedClusterToServerless(request));
    expect(error).toMatchObject({ name: "AtlasAuthError", maybeSent: true });
    expect(error.message).toMatch(
      /failed; Atlas may have acted on the attempt before, so look at the cluster shop-dev/,
    );
    expect(error.message).not.toContain("nothing was sent");
  });

  test("a token that is rejected for another attempt is still reported as one", async () => {
    let posts = 0;
    const fetch: FetchLike = async (url) => {
      if (!url.endsWith("/api/oauth/token")) return new Response(null, { status: 500 });
      posts += 1;
      const token = { access_token: "token-0123456789", expires_in: 0 };
      return posts === 1 ? Response.json(token) : Response.json({ error: "invalid_client" }, { status: 401 });
    };
    const auth = serviceAccount({ clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_0123" });
    const atlas = clientWith(fetch, { auth, retryUnsafe: true, retry: { sleep: async () => {} } });
    expect(await failureOf(atlas.upgradeSharedClusterToServerless(request))).toMatchObject({
      name: "AtlasTokenError",
      step: "rejection",
      errorCode: "invalid_client",
      maybeSent: true,
    });
  });
});

describe("a foreign signal", () => {
  const signalWith = (more: object) => Object.assign(new EventTarget(), { aborted: false, reason: undefined }, more);
  const throws = () => {
    throw new Error("mine");
  };

  test("that can't be let go of does not take the result away", async () => {
    const signal = signalWith({ removeEventListener: throws }) as never;
    await expect(clientWith(json).upgradeSharedClusterToServerless(request, { signal })).resolves.toMatchObject({
      data: { name: "shop-dev" },
    });
  });

  test.each<[string, object]>([
    ["without removeEventListener", signalWith({ removeEventListener: undefined })],
    ["that can't be listened to", signalWith({ addEventListener: throws })],
    ["whose state can't be read", Object.defineProperty(signalWith({}), "aborted", { get: throws })],
  ])("%s is rejected before anything is sent", async (_, signal) => {
    const fetch = jest.fn(json);
    const error = await failureOf(
      clientWith(fetch).upgradeSharedClusterToServerless(request, { signal: signal as AbortSignal }),
    );
    expect(error).toMatchObject({ name: "AtlasInvalidRequestError", property: "signal" });
    expect(fetch).not.toHaveBeenCalled();
  });
});

test("a call that is aborted in a middleware does not reach a fetch of its own", async () => {
  const controller = new AbortController();
  const fetch = jest.fn(json);
  const onRequest = async () => controller.abort();
  const call = clientWith(json).http.POST(PATH, {
    ...init,
    fetch,
    middleware: [{ onRequest }],
    signal: controller.signal,
  });
  await expect(call).rejects.toMatchObject({ name: "AtlasAbortError", maybeSent: false });
  expect(fetch).not.toHaveBeenCalled();
});

test("a middleware that makes a POST of a GET makes it one that is sent once", async () => {
  const fetch = jest.fn(async () => new Response(null, { status: 500 }));
  const onRequest = ({ request: given }: { request: Request }) => new Request(given, { method: "POST", body: "{}" });
  const { http } = clientWith(fetch, { retry: { sleep: async () => {} } });
  await http.GET("/api/atlas/v2/groups/{groupId}/flexClusters/{name}", {
    params: { path: { groupId, name: "shop-dev" } },
    middleware: [{ onRequest }],
  });
  expect(fetch).toHaveBeenCalledTimes(1);
});

describe("secrets", () => {
  test.each([300, 302, 399])("are redacted in the body of a redirect, status %i", async (status) => {
    await using server = await startLoopback((response) => {
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ detail: `Bearer ${TOKEN}` }));
    });
    const { error } = await clientOf(server.url, { onDeprecation: "silent" }).http.POST(PATH, init);
    expect(JSON.stringify(error)).not.toContain(TOKEN);
  });

  test("of requests under way at the same time are all known", async () => {
    let count = 0;
    const auth = bearer(() => {
      count += 1;
      return `token-number-${String(count).padStart(8, "0")}`;
    });
    const fetch: FetchLike = async (_, { headers }) =>
      Response.json({ detail: new Headers(headers).get("Authorization") }, { status: 400 });
    const atlas = clientWith(fetch, { auth });
    const errors = await Promise.all(
      Array.from({ length: 100 }, () => failureOf(atlas.upgradeSharedClusterToServerless(request))),
    );
    expect(errors.filter(({ message }) => message.includes("token-number"))).toEqual([]);
  });
});

describe("atlas.http checks what named operations check", () => {
  test.each<[string, object, string]>([
    ["NaN", { ...init, body: { ...body, size: Number.NaN } }, "body.size"],
    ["a map", { ...init, body: { name: new Map() } }, "body.name"],
    ["path parameters that are null", { params: { path: null }, body }, "groupId"],
  ])("%s", async (_, given, property) => {
    const fetch = jest.fn(json);
    const error = await failureOf(clientWith(fetch).http.POST(PATH, given as typeof init));
    expect(error).toMatchObject({ name: "AtlasInvalidRequestError", property });
    expect(fetch).not.toHaveBeenCalled();
  });

  test("getters that throw", async () => {
    const given = Object.defineProperty({ ...init }, "body", {
      enumerable: true,
      get: () => {
        throw new Error("mine");
      },
    });
    expect(await failureOf(clientWith(json).http.POST(PATH, given))).toMatchObject({
      name: "AtlasInvalidRequestError",
    });
  });

  test.each([
    [204, null],
    [202, null],
    [200, "null"],
    [200, "1"],
  ])("a success that has no data is an error: %i %s", async (status, text) => {
    const error = await failureOf(clientWith(async () => new Response(text, { status })).http.POST(PATH, init));
    expect(error).toMatchObject({ name: "AtlasUnexpectedResponseError", status, maybeSent: true });
  });
});

test("the cluster that an error names is the one that was sent", async () => {
  const named = { ...body, toJSON: () => ({ ...body, name: "shop-prod" }) };
  const fetch = async () => new Response(null, { status: 500 });
  const error = await failureOf(clientWith(fetch).upgradeSharedClusterToServerless({ groupId, body: named }));
  expect(error).toMatchObject({ request: { cluster: "shop-prod" } });
});

test("an error says how often Atlas may have received the request, and not how often it was tried", async () => {
  let sent = 0;
  const cutting: FetchLike = async () => {
    sent += 1;
    if (sent === 1) return new Response(null, { status: 429 });
    throw Object.assign(new Error("cut"), { code: "ECONNRESET" });
  };
  const atlas = clientWith(cutting, { retry: { sleep: async () => {} } });
  const error = await failureOf(atlas.upgradeSharedClusterToServerless(request));
  expect(error.message).toMatch(/before sending it again \(it was sent 2 times\)$/);
});

test.each([["throw"], new String("throw"), Object.create(null), { toString: () => "throw" }])(
  "onDeprecation of another type is rejected, and not taken for a warning",
  (onDeprecation) => {
    expect(() => createAtlasClient({ auth: bearer(TOKEN), onDeprecation: onDeprecation as never })).toThrow(
      'onDeprecation must be "warn", "silent", "throw" or a function',
    );
  },
);

test("flags of the process that throw when they are touched take nothing away", async () => {
  const own = Object.getOwnPropertyDescriptor(process, "noDeprecation");
  Object.defineProperty(process, "noDeprecation", {
    configurable: true,
    get: () => {
      throw new Error("not supported");
    },
  });
  const emitWarning = jest.spyOn(process, "emitWarning").mockImplementation(() => {});
  const fetch = async () =>
    Response.json({ name: "shop-dev" }, { headers: { Sunset: "Thu, 1 Jul 2027 00:00:00 GMT" } });
  try {
    const call = clientWith(fetch, { onDeprecation: "warn" }).upgradeSharedClusterToServerless(request);
    await expect(call).resolves.toMatchObject({ data: { name: "shop-dev" } });
  } finally {
    Object.defineProperty(process, "noDeprecation", own ?? { configurable: true, writable: true, value: undefined });
    emitWarning.mockRestore();
  }
});
