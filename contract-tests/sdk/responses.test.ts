import type { ServerResponse } from "node:http";
import { expect, test } from "@jest/globals";
import { AtlasApiError, AtlasUnexpectedResponseError, isAtlasApiError } from "../../src/index.js";
import { clientOf, failureOf, request } from "../support/failure.js";
import { sendJson, startLoopback } from "../support/loopback.js";

function html(status: number) {
  return (response: ServerResponse) =>
    response.writeHead(status, { "Content-Type": "text/html" }).end("<html><title>Gateway</title></html>");
}

test("an error without a body keeps its status", async () => {
  await using server = await startLoopback((response) => response.writeHead(409).end());
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  expect(error).toBeInstanceOf(AtlasApiError);
  expect(error).toMatchObject({ status: 409 });
  expect(error.errorCode).toBeUndefined();
  expect(isAtlasApiError(error, 409)).toBe(true);
  expect(isAtlasApiError(error, 404)).toBe(false);
});

test("HTML with 502 is an API error of that status", async () => {
  await using server = await startLoopback(html(502));
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  expect(error).toBeInstanceOf(AtlasApiError);
  expect(error).toMatchObject({ status: 502 });
  expect(error.message).toContain("502 Bad Gateway");
});

test("HTML with 200 is not a success", async () => {
  await using server = await startLoopback(html(200));
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  expect(error).toBeInstanceOf(AtlasUnexpectedResponseError);
  expect(error).toMatchObject({ status: 200, maybeSent: true });
  expect(error.message).toContain("text/html");
  expect(error.message).toContain("look at the cluster");
});

test("truncated JSON with 200 is not a success", async () => {
  await using server = await startLoopback((response) =>
    response.writeHead(200, { "Content-Type": "application/json" }).end('{"name":"shop'),
  );
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  expect(error).toBeInstanceOf(AtlasUnexpectedResponseError);
  // The parser's error quotes the body, in which a server may repeat credentials.
  expect(error.cause).toBeUndefined();
});

test("truncated JSON with 409 keeps its status", async () => {
  await using server = await startLoopback((response) => response.writeHead(409).end('{"error":409,"errorCode":"X'));
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  expect(error).toMatchObject({ name: "AtlasApiError", status: 409 });
});

test.each(["null", '"OK"', "42"])("200 with %s is not a success", async (text) => {
  await using server = await startLoopback((response) => response.writeHead(200).end(text));
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  expect(error).toMatchObject({ name: "AtlasUnexpectedResponseError", status: 200 });
});

test("204 is not a success if the description has a body", async () => {
  await using server = await startLoopback((response) => response.writeHead(204).end());
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  expect(error).toMatchObject({ name: "AtlasUnexpectedResponseError", status: 204 });
});

test("200 without a body is not a success", async () => {
  await using server = await startLoopback((response) => response.writeHead(200).end());
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  expect(error).toMatchObject({ name: "AtlasUnexpectedResponseError", status: 200 });
  expect(error.message).toContain("the body is empty");
});

test.each([301, 302, 303, 307, 308])("a redirect (%i) is not followed, and gets no credentials", async (status) => {
  await using other = await startLoopback((response) => sendJson(response, 200, {}));
  await using server = await startLoopback((response) =>
    response.writeHead(status, { Location: `${other.url}/elsewhere` }).end(),
  );
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  expect(error).toMatchObject({ name: "AtlasUnexpectedResponseError", status });
  expect(other.requests).toHaveLength(0);
});

test.each([400, 404, 410])("%i from the deprecated operation has a hint after the server's message", async (status) => {
  const words = { error: status, errorCode: "VERSION_GONE", detail: "Version 1 is no longer available." };
  await using server = await startLoopback((response) => sendJson(response, status, words));
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  expect(error.message).toContain(words.detail);
  expect(error.hint).toContain("probably retired");
  expect(error.hint).toContain("/api/atlas/v2/groups/{groupId}/clusters/tenantUpgrade");
});

test("the hint names the plan only if the request allows one", async () => {
  await using server = await startLoopback((response) => sendJson(response, 404, { error: 404, errorCode: "X" }));
  const { name: _, ...nameless } = request.body;
  const named = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  const unnamed = await failureOf(
    clientOf(server.url).upgradeSharedClusterToServerless({ ...request, body: nameless }),
  );
  expect(named.hint).toContain("planUpgrade(body, { source, target })");
  expect(unnamed.hint).toContain("upgradeSharedCluster, POST /api/atlas/v2");
  expect(unnamed.hint).not.toContain("planUpgrade");
});

test.each([401, 403, 409, 500])("%i has no hint", async (status) => {
  await using server = await startLoopback((response) => sendJson(response, status, { error: status, errorCode: "X" }));
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  expect(error.hint).toBeUndefined();
});

test("undeclared statuses, properties and unexpected values don't break the error", async () => {
  const odd = {
    error: "418",
    errorCode: 7,
    detail: null,
    parameters: "x",
    badRequestDetail: { fields: [1] },
    more: {},
  };
  await using server = await startLoopback((response) => sendJson(response, 418, odd));
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  expect(error).toMatchObject({ name: "AtlasApiError", status: 418, badRequestDetail: { fields: [] } });
  expect(error.parameters).toBeUndefined();
});

test("a reason phrase that Response rejects does not lose the response", async () => {
  const odd = new Response('{"error":409,"errorCode":"BUSY"}', { status: 409 });
  Object.defineProperty(odd, "statusText", { value: "\u51b2\u7a81" });
  const atlas = clientOf("https://cloud.mongodb.com", { fetch: async () => odd });
  const error = await failureOf(atlas.upgradeSharedClusterToServerless(request));
  expect(error).toMatchObject({ name: "AtlasApiError", status: 409, errorCode: "BUSY" });
});

test("an unexpected response has the deprecation from its headers", async () => {
  await using server = await startLoopback((response) => response.writeHead(308, { Deprecation: "true" }).end());
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request));
  expect(error).toMatchObject({ name: "AtlasUnexpectedResponseError", deprecation: { deprecated: true } });
});
