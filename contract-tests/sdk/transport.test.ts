import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, test } from "@jest/globals";
import { type FetchLike, type RequestEvent, serviceAccount } from "../../src/index.js";
import { clientOf, failureOf, request, TOKEN } from "../support/failure.js";
import { CLIENT_ID, CLIENT_SECRET, CLUSTER } from "../support/faults/credential-checker.js";
import { startFaultServer } from "../support/faults/fault-server.js";
import { failure, good, reset, respond, stall } from "../support/faults/steps.js";
import { callableOperations, callNamed } from "../support/operations.js";
import { stopClock } from "../support/stop-clock.js";

const { groupId } = request;
const url = (base: string) => `${base}/api/atlas/v1.0/groups/${groupId}/clusters/tenantUpgradeToServerless`;

describe("the error of a call that Atlas may have acted on", () => {
  test.each(callableOperations)(
    "$operationId: names the cluster to check",
    async ({ operationId, described, parameters, body }) => {
      await using server = await startFaultServer();
      server.play({ api: [reset] });
      const example = Object(body?.examples[0]?.value);
      const cluster: unknown = Reflect.get(example, "name") ?? parameters.clusterName ?? parameters.name;
      const call = { ...parameters, ...(body && { body: example }) };
      const error = await failureOf(callNamed(clientOf(server.url), operationId, call));
      expect(Object(error.request).cluster).toBe(cluster);
      const words = cluster === undefined ? "the cluster" : `the cluster ${cluster}`;
      const advice = `; Atlas may have received it all the same, so look at ${words} before sending it again`;
      if (described.method === "GET") expect(error.message).not.toContain("look at");
      else expect(error.message).toContain(advice);
    },
  );

  test.each([
    [500, {}, true],
    [503, {}, true],
    [503, { "Retry-After": "1" }, false],
    [429, {}, false],
    [409, {}, false],
  ])("%i with %j: the advice to look at it is %s", async (status, headers, look) => {
    await using server = await startFaultServer();
    server.play({ api: [failure(status, headers as Record<string, string>)] });
    const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
    expect(error.message.includes("Atlas may have acted on it, so look at the cluster shop-dev before")).toBe(look);
  });

  test("has the number of requests that Atlas may have acted on, with retryUnsafe", async () => {
    await using server = await startFaultServer();
    server.play({ api: [reset, failure(500), failure(409)] });
    const call = clientOf(server.url).upgradeSharedClusterToServerless(request, { retryUnsafe: true });
    const error = await failureOf(call);
    expect(error).toMatchObject({ status: 409, request: { attempts: 3, cluster: "shop-dev" } });
    expect(error.message).toContain(
      "look at the cluster shop-dev before sending it again (2 requests have an unknown outcome)",
    );
    expect(server.seen.api).toHaveLength(3);
  });

  test("the client can set retryUnsafe, and a call can override it", async () => {
    await using server = await startFaultServer();
    const atlas = clientOf(server.url, { retryUnsafe: true });
    server.play({ api: [reset, good] });
    expect((await atlas.upgradeSharedClusterToServerless(request)).data).toEqual(CLUSTER);
    server.play({ api: [reset, good] });
    await failureOf(atlas.upgradeSharedClusterToServerless(request, { retryUnsafe: false }));
    expect(server.seen.api).toHaveLength(1);
  });

  test("Atlas has not acted on a rejected request that could not be sent again", async () => {
    const server = createHttpServer((_, response) => response.writeHead(429).end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const sleep = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    const atlas = clientOf(`http://127.0.0.1:${port}`, { retry: { sleep, attempts: 2 } });
    const error = await failureOf(atlas.upgradeSharedClusterToServerless(request));
    expect(error).toMatchObject({ name: "AtlasConnectionError", maybeSent: false });
    expect(error.message).toMatch(/\(ECONNREFUSED\); Atlas has not acted on it$/);
  });
});

describe("time limits", () => {
  test("the deadline covers the token call, and its error says what the call waited for", async () => {
    await using server = await startFaultServer();
    using clock = stopClock();
    server.play({ token: [stall], stalled: () => void clock.pass(50) });
    const auth = serviceAccount({ clientId: CLIENT_ID, clientSecret: CLIENT_SECRET });
    const error = await failureOf(
      clientOf(server.url, { auth, deadlineMs: 50 }).upgradeSharedClusterToServerless(request),
    );
    expect(error).toMatchObject({ name: "AtlasTimeoutError", limit: "deadlineMs", maybeSent: false });
    expect(error.message).toContain(
      "longer than 50 ms (deadlineMs), while waiting for the credentials; nothing was sent",
    );
    expect(server.seen.api).toEqual([]);
  });

  test("the deadline covers all attempts together, and each attempt has its own limit", async () => {
    await using server = await startFaultServer();
    using clock = stopClock();
    server.play({ api: [stall], stalled: () => void clock.pass(100) });
    const retry = { attempts: 99, sleep: async () => {}, random: () => 0 };
    const atlas = clientOf(server.url, { timeoutMs: 100, deadlineMs: 450, retry });
    const start = Date.now();
    const error = await failureOf(atlas.getCluster({ groupId, clusterName: "shop-dev" }));
    expect(error).toMatchObject({ name: "AtlasTimeoutError", limit: "deadlineMs" });
    expect(Date.now() - start).toBe(450);
    expect(server.seen.api).toHaveLength(5);
  });

  test("the signal ends a wait at once, and its reason is kept", async () => {
    await using server = await startFaultServer();
    server.play({ api: [failure(429, { "Retry-After": "30" })] });
    const controller = new AbortController();
    const reason = new Error("enough");
    const onRetry = () => controller.abort(reason);
    const atlas = clientOf(server.url, { retry: {}, onRetry });
    const error = await failureOf(atlas.upgradeSharedClusterToServerless(request, { signal: controller.signal }));
    expect(error).toMatchObject({ name: "AtlasAbortError", cause: reason, maybeSent: false });
    expect(error.message).toContain("was aborted while waiting for the next attempt; Atlas has not acted on it");
  });
});

test.each(["/proxy", "/proxy/", "/proxy//"])(
  "a base URL with the path %s applies to operations and tokens",
  async (path) => {
    await using server = await startFaultServer();
    server.play({});
    const auth = serviceAccount({ clientId: CLIENT_ID, clientSecret: CLIENT_SECRET });
    await clientOf(server.url + path, { auth }).upgradeSharedClusterToServerless(request);
    const targets = [...server.seen.token, ...server.seen.api].map(({ target }) => target);
    expect(targets).toEqual(["/proxy/api/oauth/token", `/proxy${new URL(url(server.url)).pathname}`]);
  },
);

describe("hooks", () => {
  test("are called with every request, response and wait, without secrets", async () => {
    await using server = await startFaultServer();
    const events: [string, object][] = [];
    const hook = (name: string) => (event: object) => void events.push([name, event]);
    const auth = serviceAccount({ clientId: CLIENT_ID, clientSecret: CLIENT_SECRET });
    const hooks = { onRequest: hook("request"), onResponse: hook("response"), onRetry: hook("retry") };
    const headers = { "RateLimit-Remaining": "7", "X-Request-Id": "r1" };
    server.play({ api: [failure(429, { "Retry-After": "2", ...headers }), respond(200, "{}", headers)] });
    let time = 0;
    const retry = { sleep: async () => {}, random: () => 0 };
    const now = () => ++time;
    const result = await clientOf(server.url, { auth, retry, now, ...hooks }).upgradeSharedClusterToServerless(request);
    expect(result).toMatchObject({ requestId: "r1", rateLimit: { remaining: 7 } });

    const token = { method: "POST", url: `${server.url}/api/oauth/token`, attempts: 1, purpose: "auth" };
    const upgrade = (attempts: number) => ({ method: "POST", url: url(server.url), attempts, cluster: "shop-dev" });
    const operation = (attempts: number) => ({ ...upgrade(attempts), purpose: "operation" });
    const durationMs = expect.any(Number);
    expect(events).toEqual([
      ["request", token],
      ["response", { ...token, status: 200, durationMs }],
      ["request", operation(1)],
      [
        "response",
        { ...operation(1), status: 429, durationMs, requestId: "r1", rateLimit: { remaining: 7, retryAfterMs: 2000 } },
      ],
      ["retry", { ...upgrade(1), delayMs: 2000, status: 429 }],
      ["request", operation(2)],
      ["response", { ...operation(2), status: 200, durationMs, requestId: "r1", rateLimit: { remaining: 7 } }],
    ]);
  });

  test("get no query, and a failed request has no response", async () => {
    await using server = await startFaultServer();
    server.play({ api: [reset] });
    const requests: RequestEvent[] = [];
    const responses: unknown[] = [];
    const { http } = clientOf(server.url, { onRequest: (e) => requests.push(e), onResponse: (e) => responses.push(e) });
    const path = "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless";
    const { body } = request;
    await failureOf(http.POST(path, { params: { path: { groupId }, query: { pretty: true } }, body }));
    expect(requests.map((event) => event.url)).toEqual([url(server.url)]);
    expect(responses).toEqual([]);
  });
});

test("errors have the request id too", async () => {
  await using server = await startFaultServer();
  server.play({ api: [failure(409, { "X-Request-Id": "r2" })] });
  expect(await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request))).toMatchObject({
    requestId: "r2",
  });
  server.play({ api: [respond(200, "<html>", { "X-Request-Id": "r3" })] });
  expect(await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request))).toMatchObject({
    requestId: "r3",
  });
});

test("a response over the size limit is not read to its end, and one at the limit is", async () => {
  await using server = await startFaultServer();
  const exact = JSON.stringify({ name: "x".repeat(89) });
  expect(exact).toHaveLength(100);
  server.play({ api: [respond(200, exact), respond(200, `${exact} `)] });
  const atlas = clientOf(server.url, { maxResponseBytes: 100 });
  expect((await atlas.upgradeSharedClusterToServerless(request)).data.name).toHaveLength(89);
  const error = await failureOf(atlas.upgradeSharedClusterToServerless(request));
  expect(error).toMatchObject({ name: "AtlasUnexpectedResponseError", status: 200 });
  expect(error.message).toContain("its body is larger than 100 bytes (maxResponseBytes)");
});

describe("a failed TLS handshake: nothing was sent", () => {
  const listening = async (server: ReturnType<typeof createServer>) => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `https://127.0.0.1:${(server.address() as { port: number }).port}`;
  };
  test.each([
    ["a server without TLS", () => createServer((socket) => socket.resume().end("HTTP/1.1 400 Bad Request\r\n\r\n"))],
    ["a server that closes the connection", () => createServer((socket) => socket.destroy())],
    ["a server without a certificate", () => createTlsServer(() => {})],
  ])("%s", async (_, create) => {
    const server = create();
    let connections = 0;
    server.on("connection", (socket) => {
      connections += 1;
      socket.on("error", () => {});
    });
    const error = await failureOf(clientOf(await listening(server)).upgradeSharedClusterToServerless(request));
    await new Promise((resolve) => server.close(resolve));
    expect(error).toMatchObject({ name: "AtlasConnectionError", maybeSent: false, request: { attempts: 3 } });
    expect(connections).toBe(3);
  });
});

test("the error of a custom fetch with the request in it does not show the token", async () => {
  const fetch: FetchLike = (_, init) => Promise.reject(Object.assign(new Error("own"), { config: init }));
  const error = await failureOf(
    clientOf("https://cloud.mongodb.com", { fetch }).upgradeSharedClusterToServerless(request),
  );
  expect(error.cause).toMatchObject({ message: "own" });
  expect(TOKEN.length).toBeGreaterThan(8);
});
