import { describe, expect, jest, test } from "@jest/globals";
import { AtlasConnectionError, bearer, createAtlasClient, type FetchLike, serviceAccount } from "../../src/index.js";
import { clientOf, failureOf, request, TOKEN } from "../support/failure.js";
import { startLoopback } from "../support/loopback.js";

// Failures of a program's own functions in the middle of a call: they must not be taken for the outcome of the call.

const PATH = "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless";
const { groupId, body } = request;
const init = { params: { path: { groupId } }, body };
const json = async () => Response.json({ name: "shop-dev" });
const clientWith = (fetch: FetchLike, more = {}) =>
  createAtlasClient({ auth: bearer(TOKEN), fetch, onDeprecation: "silent", ...more });

// Like the error of another call of this package whose request was never sent.
const ofAnotherCall = () =>
  Promise.reject(
    new AtlasConnectionError("got no response", {
      request: { method: "GET", url: "https://cloud.mongodb.com/other", attempts: 1 },
      sent: 0,
    }),
  );

describe("the error of another call is not taken for this call's error", () => {
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

  test("a token that is rejected on another attempt is still reported as a token error", async () => {
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

describe("a custom signal", () => {
  const signalWith = (more: object) => Object.assign(new EventTarget(), { aborted: false, reason: undefined }, more);
  const throws = () => {
    throw new Error("mine");
  };

  test("whose listener can't be removed does not lose the result", async () => {
    const signal = signalWith({ removeEventListener: throws }) as never;
    await expect(clientWith(json).upgradeSharedClusterToServerless(request, { signal })).resolves.toMatchObject({
      data: { name: "shop-dev" },
    });
  });

  test.each<[string, object]>([
    ["without removeEventListener", signalWith({ removeEventListener: undefined })],
    ["without working listeners", signalWith({ addEventListener: throws })],
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

test("a call that is aborted in a middleware does not reach its own fetch", async () => {
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

test("a GET that a middleware turns into a POST is sent only once", async () => {
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

  test("of concurrent requests are all redacted", async () => {
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

describe("atlas.http makes the checks of named operations", () => {
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
  ])("a success without data is an error: %i %s", async (status, text) => {
    const error = await failureOf(clientWith(async () => new Response(text, { status })).http.POST(PATH, init));
    expect(error).toMatchObject({ name: "AtlasUnexpectedResponseError", status, maybeSent: true });
  });
});

test("an error names the cluster in the sent request", async () => {
  const named = { ...body, toJSON: () => ({ ...body, name: "shop-prod" }) };
  const fetch = async () => new Response(null, { status: 500 });
  const error = await failureOf(clientWith(fetch).upgradeSharedClusterToServerless({ groupId, body: named }));
  expect(error).toMatchObject({ request: { cluster: "shop-prod" } });
});

test("a request that Atlas rejected is not among those with an unknown outcome", async () => {
  let sent = 0;
  const cutting: FetchLike = async () => {
    sent += 1;
    if (sent === 1) return new Response(null, { status: 429 });
    throw Object.assign(new Error("cut"), { code: "ECONNRESET" });
  };
  const atlas = clientWith(cutting, { retry: { sleep: async () => {} } });
  const error = await failureOf(atlas.upgradeSharedClusterToServerless(request));
  expect(error.message).toMatch(/before sending it again$/);
});

test.each([["throw"], new String("throw"), Object.create(null), { toString: () => "throw" }])(
  'an onDeprecation of an invalid type is rejected, and does not fall back to "warn"',
  (onDeprecation) => {
    expect(() => createAtlasClient({ auth: bearer(TOKEN), onDeprecation: onDeprecation as never })).toThrow(
      'onDeprecation must be "warn", "silent", "throw" or a function',
    );
  },
);

test("process flags that throw when they are read don't lose the result", async () => {
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
