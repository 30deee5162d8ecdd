import { getEventListeners } from "node:events";
import { describe, expect, jest, test } from "@jest/globals";
import { AtlasInvalidRequestError, bearer, createAtlasClient, type FetchLike, isAtlasError } from "../../src/index.js";
import { clientOf, failureOf, request, TOKEN } from "../support/failure.js";
import { sendJson, startLoopback } from "../support/loopback.js";

const PATH = "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless";
const { groupId, body } = request;
const init = { params: { path: { groupId } }, body };

const clientWith = (fetch: FetchLike) => createAtlasClient({ auth: bearer(TOKEN), fetch, onDeprecation: "silent" });

describe("an error status always has an object as error", () => {
  const json = { "Content-Type": "application/json" };
  test.each<[string, string | null, Record<string, string>, object]>([
    ["an empty body of a known length", null, { "Content-Length": "0" }, {}],
    ["an empty body in chunks", "", {}, {}],
    ["HTML", "<h1>busy</h1>", { "Content-Type": "text/html" }, { detail: "<h1>busy</h1>" }],
    ["a JSON string", '"busy"', json, { detail: "busy" }],
    ["a JSON list", "[1]", json, { detail: "[1]" }],
    ["JSON null", "null", json, { detail: "null" }],
    ["a code in a header alone", null, { "X-Error-Code": "RATE_LIMITED" }, { errorCode: "RATE_LIMITED" }],
  ])("%s", async (_, text, headers, known) => {
    await using server = await startLoopback((response) => {
      response.writeHead(503, "Busy", headers);
      response.end(text ?? undefined);
    });
    const { http } = clientOf(server.url, { onDeprecation: "silent" });
    const { data, error, response } = await http.POST(PATH, init);
    expect(error).toEqual({ error: 503, errorCode: "HTTP_503", reason: "Busy", ...known });
    expect([data, response.status]).toEqual([undefined, 503]);
  });

  test("which is the server's own if it sends one", async () => {
    const own = { error: 409, errorCode: "CLUSTER_BUSY", more: [1] };
    const { http } = clientWith(async () => Response.json(own, { status: 409 }));
    expect((await http.POST(PATH, init)).error).toEqual(own);
  });
});

describe("every failure is a typed error", () => {
  test.each<[string, string]>([
    ["an empty body", ""],
    ["HTML", "<html>"],
    ["broken JSON", '{"a":'],
    ["JSON that is nested too deep", "[".repeat(1_000)],
  ])("a success with %s", async (_, text) => {
    const { http } = clientWith(async () => new Response(text));
    const error = await failureOf(http.POST(PATH, init));
    expect(error).toMatchObject({ name: "AtlasUnexpectedResponseError", status: 200, maybeSent: true });
    expect(error.message).toContain("look at the cluster shop-dev");
    expect(error.message + String(error.cause)).not.toContain("<html>");
  });

  test.each(["", "<html>", "7"])("an unusable success, %j, has the metadata of its headers", async (text) => {
    const { http } = clientWith(async () => new Response(text, { headers: { "X-Request-Id": "one" } }));
    expect(await failureOf(http.POST(PATH, init))).toMatchObject({ status: 200, requestId: "one" });
  });

  const read = async () => new Response("{}");
  test.each<[string, object]>([
    ["a body that has no JSON form", { ...init, body: { n: 1n } }],
    ["no parameters at all", { body }],
    ["parameters that are null", { params: null, body }],
    ["a header that can't be sent", { ...init, headers: { "x-a": "a\r\nb" } }],
    ["an invalid signal", { ...init, signal: {} }],
    [
      "a middleware that throws before sending",
      { ...init, middleware: [{ onRequest: () => Promise.reject(new Error("mine")) }] },
    ],
  ])("before sending: %s", async (_, given) => {
    const fetch = jest.fn(read);
    const error = await failureOf(clientWith(fetch).http.POST(PATH, given as typeof init));
    expect(error).toBeInstanceOf(AtlasInvalidRequestError);
    expect(fetch).not.toHaveBeenCalled();
  });

  test("after sending: an error of a middleware is the cause", async () => {
    const middleware = [{ onResponse: () => Promise.reject(new Error("mine")) }];
    const error = await failureOf(clientWith(read).http.POST(PATH, { ...init, middleware }));
    expect(error).toMatchObject({ name: "AtlasUnexpectedResponseError", maybeSent: true, cause: { message: "mine" } });
  });

  test("a middleware that hangs after the response ends with the signal, and the error says that Atlas has acted", async () => {
    const controller = new AbortController();
    const onResponse = () => {
      controller.abort();
      return new Promise<undefined>(() => {});
    };
    const call = clientWith(read).http.POST(PATH, { ...init, middleware: [{ onResponse }], signal: controller.signal });
    await expect(call).rejects.toMatchObject({ name: "AtlasAbortError", maybeSent: true });
  });

  test("a request body that stalls ends with the signal", async () => {
    const controller = new AbortController();
    const stalled = new ReadableStream({ pull: () => controller.abort() }, { highWaterMark: 0 });
    const given = {
      ...init,
      body: stalled as never,
      bodySerializer: (one: unknown) => one,
      duplex: "half",
    } as typeof init;
    const call = clientWith(read).http.POST(PATH, { ...given, signal: controller.signal });
    await expect(call).rejects.toMatchObject({ name: "AtlasAbortError", maybeSent: false });
  });
});

describe("a call with its own fetch", () => {
  test("passes no credentials to it, and its error says that the request may have been sent", async () => {
    const seen: (string | null)[] = [];
    const { http } = clientWith(async () => new Response("{}"));
    const fetch = async (given: Request) => {
      seen.push(given.headers.get("Authorization"));
      throw new Error("mine");
    };
    const error = await failureOf(http.POST(PATH, { ...init, fetch }));
    expect(seen).toEqual([null]);
    expect(isAtlasError(error)).toBe(true);
    expect(error).toMatchObject({ maybeSent: true, cause: { message: "mine" } });
  });
});

test("many calls with one signal never have more than one listener on it, and leave none", async () => {
  const { signal } = new AbortController();
  const { http } = clientWith(async () => {
    expect(getEventListeners(signal, "abort").length).toBeLessThanOrEqual(1);
    return new Response("{}");
  });
  await Promise.all(Array.from({ length: 100 }, () => http.POST(PATH, { ...init, signal })));
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

describe("a deprecated operation under another spelling of its path", () => {
  const filled = PATH.replace("{groupId}", groupId);
  test.each([
    [filled, "AtlasDeprecatedOperationError"],
    [`${PATH}/`, "AtlasDeprecatedOperationError"],
    [PATH.replace("{groupId}", "{id}"), "AtlasDeprecatedOperationError"],
    [`${PATH}?pretty=true`, "AtlasInvalidRequestError"],
    [`/${PATH}`, "AtlasInvalidRequestError"],
    [PATH.replace("/clusters", "/./clusters"), "AtlasInvalidRequestError"],
    [PATH.replace("{groupId}", `x/%2E%2e/${groupId}`), "AtlasInvalidRequestError"],
    [PATH.replace("{groupId}", `x/../${groupId}`), "AtlasInvalidRequestError"],
    [PATH.replace("/clusters", "\\clusters"), "AtlasInvalidRequestError"],
    ["api/x", "AtlasInvalidRequestError"],
    ["/api/atlas/v2/groups", "AtlasInvalidRequestError"],
  ])("%s is not sent if deprecated calls are rejected", async (path, name) => {
    const fetch = jest.fn(async () => new Response("{}"));
    const { http } = createAtlasClient({ auth: bearer(TOKEN), fetch, onDeprecation: "throw" });
    const post = http.POST as (path: string, init: object) => Promise<unknown>;
    const error = await failureOf(post(path, { params: { path: { groupId, id: groupId } }, body }));
    expect(error.name).toBe(name);
    expect(fetch).not.toHaveBeenCalled();
  });

  test("is reported if deprecated calls are allowed", async () => {
    const codes: string[] = [];
    const onDeprecation = ({ code }: { code: string }) => void codes.push(code);
    const fetch = async () => new Response("{}");
    const { http } = createAtlasClient({ auth: bearer(TOKEN), fetch, onDeprecation });
    const call = http.request as (method: string, path: string, init: object) => Promise<unknown>;
    await call("post", filled, { body });
    await call("POST", PATH, init);
    await call("GET", "/api/atlas/v2/groups", {});
    expect(codes).toHaveLength(2);
  });
});

test("a server that repeats the request does not fill the error message with it", async () => {
  const evil = `x\r\n2026 INFO upgrade done \u001b[2J\u202e${"d".repeat(9_000)}`;
  await using server = await startLoopback((response) => sendJson(response, 400, { errorCode: evil, detail: evil }));
  const error = await failureOf(
    clientOf(server.url, { onDeprecation: "silent" }).upgradeSharedClusterToServerless(request),
  );
  expect(error.message).not.toMatch(/[\p{Cc}\u202e]/u);
  expect(error.message.length).toBeLessThan(2_500);
  expect(error).toMatchObject({ errorCode: evil, detail: evil });
});
