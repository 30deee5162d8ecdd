import { createServer } from "node:net";
import { expect, jest, test } from "@jest/globals";
import { AtlasAbortError, AtlasConnectionError, AtlasTimeoutError } from "../src/index.js";
import { clientOf, failureOf, request } from "./support/failure.js";
import { sendJson, startLoopback } from "./support/loopback.js";

test("refused: nothing was sent", async () => {
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

test("cut after the request: it may have been received", async () => {
  const server = createServer((socket) => socket.once("data", () => socket.destroy()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const error = await failureOf(clientOf(`http://127.0.0.1:${port}`).upgradeSharedClusterToServerless(request));
  await new Promise((resolve) => server.close(resolve));
  expect(error).toMatchObject({ name: "AtlasConnectionError", maybeSent: true });
  expect(error.message).toContain("look at the cluster");
});

test("cut within the body", async () => {
  await using server = await startLoopback((response) => {
    response.writeHead(200, { "Content-Length": "100" }).write('{"name":');
    setImmediate(() => response.destroy());
  });
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  expect(error).toMatchObject({ name: "AtlasConnectionError", maybeSent: true });
});

test.each(["before the headers", "within the body"])("a stall %s runs into the time limit", async (where) => {
  await using server = await startLoopback((response) => {
    if (where === "within the body") response.writeHead(200).write('{"name":');
  });
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request, { timeoutMs: 60 }));
  expect(error).toBeInstanceOf(AtlasTimeoutError);
  expect(error).toMatchObject({ maybeSent: true });
  expect(error.message).toContain("60 ms");
  expect(server.requests).toHaveLength(1);
});

test("the client's time limit holds as well, for the underlying client too", async () => {
  await using server = await startLoopback(() => {});
  const { http } = clientOf(server.url, { timeoutMs: 60 });
  const path = "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless";
  const error = await failureOf(
    http.POST(path, { params: { path: { groupId: request.groupId } }, body: request.body }),
  );
  expect(error).toBeInstanceOf(AtlasTimeoutError);
});

test("aborted before the call: nothing is sent, the reason is kept", async () => {
  await using server = await startLoopback((response) => sendJson(response, 200, {}));
  const reason = new Error("changed my mind");
  const signal = AbortSignal.abort(reason);
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request, { signal }));
  expect(error).toBeInstanceOf(AtlasAbortError);
  expect(error).toMatchObject({ maybeSent: false, cause: reason });
  expect(server.requests).toHaveLength(0);
});

test("aborted during the call", async () => {
  const controller = new AbortController();
  await using server = await startLoopback(() => controller.abort("enough"));
  const error = await failureOf(
    clientOf(server.url).upgradeSharedClusterToServerless(request, { signal: controller.signal }),
  );
  expect(error).toMatchObject({ name: "AtlasAbortError", maybeSent: true, cause: "enough" });
});

test("the global fetch is looked up for each request", async () => {
  await using server = await startLoopback((response) => sendJson(response, 200, {}));
  const atlas = clientOf(server.url);
  const spy = jest.spyOn(globalThis, "fetch");
  await atlas.upgradeSharedClusterToServerless(request);
  expect(spy).toHaveBeenCalledTimes(1);
  expect(typeof spy.mock.calls[0]?.[0]).toBe("string");
  spy.mockRestore();
});
