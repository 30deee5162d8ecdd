import { getEventListeners } from "node:events";
import { createServer } from "node:net";
import { expect, jest, test } from "@jest/globals";
import {
  AtlasAbortError,
  type AtlasAuth,
  AtlasConnectionError,
  AtlasTimeoutError,
  type FetchLike,
} from "../../src/index.js";
import { clientOf, failureOf, request } from "../support/failure.js";
import { sendJson, startLoopback } from "../support/loopback.js";
import { stopClock } from "../support/stop-clock.js";

test("a refused connection: nothing was sent", async () => {
  const { url } = await startLoopback(() => {}).then(async (server) => {
    await server[Symbol.asyncDispose]();
    return server;
  });
  const error = await failureOf(clientOf(url).upgradeSharedClusterToServerless(request));
  expect(error).toBeInstanceOf(AtlasConnectionError);
  expect(error).toMatchObject({ maybeSent: false, cause: expect.anything() });
  expect(error.message).toContain("ECONNREFUSED");
  expect(error.message).toContain("nothing was sent");
});

test("a connection cut after the request: it may have been received", async () => {
  const server = createServer((socket) => socket.once("data", () => socket.destroy()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const error = await failureOf(clientOf(`http://127.0.0.1:${port}`).upgradeSharedClusterToServerless(request));
  await new Promise((resolve) => server.close(resolve));
  expect(error).toMatchObject({ name: "AtlasConnectionError", maybeSent: true });
  expect(error.message).toContain("look at the cluster");
});

test("a connection cut within the body", async () => {
  await using server = await startLoopback((response) => {
    response.writeHead(200, { "Content-Length": "100" }).write('{"name":');
    setImmediate(() => response.destroy());
  });
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  expect(error).toMatchObject({ name: "AtlasConnectionError", maybeSent: true });
});

test.each(["before the headers", "within the body"])("a stall %s runs into the time limit", async (where) => {
  using clock = stopClock();
  clock.passAfterHead(200);
  await using server = await startLoopback((response) => {
    if (where === "within the body") response.writeHead(200).write('{"name":');
    else void clock.pass(200);
  });
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request, { timeoutMs: 200 }));
  expect(error).toBeInstanceOf(AtlasTimeoutError);
  expect(error).toMatchObject({ maybeSent: true });
  expect(error.message).toContain("200 ms");
  expect(server.requests).toHaveLength(1);
});

test("the client's time limit applies too, also to the underlying client", async () => {
  using clock = stopClock();
  await using server = await startLoopback(() => void clock.pass(60));
  const { http } = clientOf(server.url, { timeoutMs: 60 });
  const path = "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless";
  const error = await failureOf(
    http.POST(path, { params: { path: { groupId: request.groupId } }, body: request.body }),
  );
  expect(error).toBeInstanceOf(AtlasTimeoutError);
});

test("an abort before the call: nothing is sent, and the reason is kept", async () => {
  await using server = await startLoopback((response) => sendJson(response, 200, {}));
  const reason = new Error("changed my mind");
  const signal = AbortSignal.abort(reason);
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request, { signal }));
  expect(error).toBeInstanceOf(AtlasAbortError);
  expect(error).toMatchObject({ maybeSent: false, cause: reason });
  expect(server.requests).toHaveLength(0);
});

test("an abort during the call", async () => {
  const controller = new AbortController();
  await using server = await startLoopback(() => controller.abort("enough"));
  const error = await failureOf(
    clientOf(server.url).upgradeSharedClusterToServerless(request, { signal: controller.signal }),
  );
  expect(error).toMatchObject({ name: "AtlasAbortError", maybeSent: true, cause: "enough" });
});

test("the global fetch is looked up again for each request", async () => {
  await using server = await startLoopback((response) => sendJson(response, 200, {}));
  const atlas = clientOf(server.url);
  const spy = jest.spyOn(globalThis, "fetch");
  await atlas.upgradeSharedClusterToServerless(request);
  expect(spy).toHaveBeenCalledTimes(1);
  const [url, init] = spy.mock.calls[0] ?? [];
  expect([typeof url, typeof init?.body]).toEqual(["string", "string"]);
  spy.mockRestore();
});

test("a stalled body runs into the time limit even if the fetch ignores its signal, and the fetch is aborted", async () => {
  using clock = stopClock();
  let received: AbortSignal | null | undefined;
  const stalling: FetchLike = async (_, { signal }) => {
    received = signal;
    // The time limit is reached while the body is being read.
    return new Response(new ReadableStream({ pull: () => clock.pass(40) }, { highWaterMark: 0 }));
  };
  const atlas = clientOf("https://cloud.mongodb.com", { fetch: stalling });
  const error = await failureOf(atlas.upgradeSharedClusterToServerless(request, { timeoutMs: 40 }));
  expect(error).toMatchObject({ name: "AtlasTimeoutError", maybeSent: true });
  expect(received?.aborted).toBe(true);
});

test("an error's request has no query", async () => {
  const failing: FetchLike = async () => Promise.reject(new TypeError("no network"));
  const { http } = clientOf("https://cloud.mongodb.com", { fetch: failing });
  const path = "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless";
  const { groupId, body } = request;
  const error = await failureOf(http.POST(path, { params: { path: { groupId }, query: { pretty: true } }, body }));
  expect(error.request).toEqual({
    method: "POST",
    url: `https://cloud.mongodb.com${path.replace("{groupId}", groupId)}`,
    attempts: 1,
    cluster: "shop-dev",
  });
});

test.each(["ECONNREFUSED", "ENOTFOUND", "ERR_SSL_WRONG_VERSION_NUMBER", "CERT_HAS_EXPIRED"])(
  "%s from a custom fetch proves nothing: the POST is sent once, and Atlas may have acted on it",
  async (code) => {
    let posts = 0;
    // Like a fetch that retries by itself, after the server has acted.
    const retrying: FetchLike = async () => {
      posts += 1;
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("connect"), { code, syscall: "connect" }) });
    };
    const atlas = clientOf("https://cloud.mongodb.com", { fetch: retrying });
    expect(await failureOf(atlas.upgradeSharedClusterToServerless(request))).toMatchObject({ maybeSent: true });
    expect(posts).toBe(1);
  },
);

test("a 421 is a response, and does not make the platform's fetch repeat the POST", async () => {
  await using server = await startLoopback((response) =>
    sendJson(response, 421, { error: 421, errorCode: "MISDIRECTED" }),
  );
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  expect(error).toMatchObject({ name: "AtlasApiError", status: 421, maybeSent: false });
  expect(server.requests).toHaveLength(1);
});

test("a POST is sent with its length, byte by byte", async () => {
  await using server = await startLoopback((response) => sendJson(response, 200, {}));
  const atlas = clientOf(server.url);
  const body = { ...request.body, name: "shop-dev", tags: [{ key: "Straße", value: "\u{1f600}" }] };
  for (let call = 0; call < 2; call += 1) await atlas.upgradeSharedClusterToServerless({ ...request, body });
  for (const sent of server.requests) {
    expect(sent.headers["content-length"]).toBe(String(Buffer.byteLength(JSON.stringify(body))));
    expect(sent.headers["transfer-encoding"]).toBeUndefined();
    expect(JSON.parse(sent.body)).toEqual(body);
  }
  expect(server.requests).toHaveLength(2);
});

test.each([
  [
    "throws at once",
    () => {
      throw new Error("x");
    },
    "AtlasConnectionError",
  ],
  ["rejects with nothing", () => Promise.reject(undefined), "AtlasConnectionError"],
  ["resolves with nothing", () => Promise.resolve(undefined), "AtlasUnexpectedResponseError"],
  ["responds with 205", () => Promise.resolve(new Response(null, { status: 205 })), "AtlasUnexpectedResponseError"],
])("a fetch that %s is a typed error", async (_, fetch, name) => {
  const atlas = clientOf("https://cloud.mongodb.com", { fetch: fetch as unknown as FetchLike });
  const error = await failureOf(atlas.upgradeSharedClusterToServerless(request));
  expect(error.name).toBe(name);
  expect(error.maybeSent).toBe(true);
});

test("a signal that outlives many calls has no listeners left", async () => {
  const { signal } = new AbortController();
  const atlas = clientOf("https://cloud.mongodb.com", { fetch: async () => Response.json({}) });
  for (let call = 0; call < 20; call += 1) await atlas.upgradeSharedClusterToServerless(request, { signal });
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("after an abort, neither the token function nor the fetch is called", async () => {
  const asked: string[] = [];
  const controller = new AbortController();
  const auth: AtlasAuth = {
    authorize: () => {
      asked.push("token");
      controller.abort();
      return "Bearer t";
    },
  };
  const fetch: FetchLike = async () => {
    asked.push("fetch");
    return Response.json({});
  };
  const atlas = clientOf("https://cloud.mongodb.com", { auth, fetch });
  const { signal } = controller;
  for (let call = 0; call < 2; call += 1) {
    const error = await failureOf(atlas.upgradeSharedClusterToServerless(request, { signal }));
    expect(error).toMatchObject({ name: "AtlasAbortError", maybeSent: false });
  }
  expect(asked).toEqual(["token"]);
});
