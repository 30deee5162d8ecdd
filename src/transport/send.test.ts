import { describe, expect, test } from "@jest/globals";
import { AtlasConfigurationError } from "../errors.js";
import { createSecrets } from "../redaction/secrets.js";
import { makeCall } from "../test-support/call.js";
import { type RequestCall, stateOf, summarize } from "./call.js";
import { createSend, type FetchLike, type SendOptions } from "./send.js";

const SECRET = "secret-token-0123456789";

/** Sends a call with a fetch, and returns what the fetch and the hooks received. */
async function play(fetch: FetchLike, call: RequestCall = makeCall(), more: Partial<SendOptions> = {}) {
  const sent: RequestInit[] = [];
  const events: [string, object][] = [];
  const send = createSend({
    fetch: (url, init) => {
      sent.push(init);
      return fetch(url, init);
    },
    userAgent: "test",
    maxResponseBytes: 10,
    now: () => 0,
    notify: (name, event) => void events.push([name, event()]),
    secrets: createSecrets(),
    ...more,
  });
  const outcome = await send(call).catch((error) => error);
  return { outcome, sent, events, progress: call.progress };
}

const fine: FetchLike = async () => new Response("{}");
const failing =
  (error: unknown): FetchLike =>
  () =>
    Promise.reject(error);

test.each([
  ["is set", "Bearer token", "Bearer token"],
  ["is left out, to be challenged", null, null],
])("the Authorization header %s", async (_, authorization, expected) => {
  const { sent } = await play(fine, makeCall({ authorization }));
  expect(new Headers(sent[0]?.headers).get("Authorization")).toBe(expected);
});

test("a request without a body has none, follows no redirect, and has a User-Agent", async () => {
  const { sent } = await play(fine);
  const [init] = sent;
  expect(Object.keys(init ?? {}).sort()).toEqual(["headers", "method", "redirect", "signal"]);
  expect(init?.redirect).toBe("manual");
  expect(new Headers(init?.headers).get("User-Agent")).toBe("test");
});

test("the duration of a response is measured with the injected clock", async () => {
  const times = [100, 350];
  const { events, progress } = await play(fine, makeCall(), { now: () => times.shift() ?? 0 });
  expect(events.map(([name]) => name)).toEqual(["onRequest", "onResponse"]);
  expect(events[1]?.[1]).toMatchObject({ status: 200, durationMs: 250 });
  expect(progress).toMatchObject({ responded: true, sent: 1, waitingFor: "the response" });
});

describe("a failure", () => {
  test.each([
    [
      Object.assign(new Error("x"), { code: "ECONNRESET" }),
      "got no response: the connection failed (ECONNRESET); ",
      true,
    ],
    [new Error("x"), "got no response: the connection failed (see the cause); Atlas may have received it", true],
    [
      Object.assign(new Error("x"), { code: "ENOTFOUND" }),
      "failed (ENOTFOUND); Atlas may have received it",
      // A custom fetch may have sent the request before.
      true,
    ],
  ])("of the connection is reported as one: %s", async (error, words, maybeSent) => {
    const { outcome } = await play(failing(error));
    expect(outcome).toMatchObject({ name: "AtlasConnectionError", maybeSent });
    expect(outcome.message).toContain(words);
    expect(outcome.cause).toMatchObject({ name: "Error", message: "x" });
  });

  test("of a fetch that throws one of our errors is still a failed connection", async () => {
    const error = new AtlasConfigurationError("fetch", "is wrong");
    const { outcome } = await play(failing(error));
    expect(outcome).toMatchObject({ name: "AtlasConnectionError", maybeSent: true, cause: { message: error.message } });
  });

  test("in the middle of a body is not reported as no response", async () => {
    const body = new ReadableStream({
      start: (controller) => controller.error(Object.assign(new Error("x"), { code: "EPIPE" })),
    });
    const { outcome } = await play(async () => new Response(body, { status: 201 }));
    expect(outcome).toMatchObject({ name: "AtlasConnectionError", maybeSent: true });
    expect(outcome.message).toContain("got status 201, but the connection failed before the end of the body (EPIPE)");
  });

  test.each<[string, unknown, number | undefined]>([
    ["nothing", undefined, undefined],
    ["what is not a response", {}, undefined],
    ["a response with headers that can't be read", { status: 200, headers: 5, body: null }, 200],
    ["a response with a body that is not bytes", { status: 200, headers: {}, body: {} }, 200],
  ])("to give %s: a request with a response is never reported as one without", async (_, response, status) => {
    const { outcome } = await play(async () => response as Response);
    expect(outcome).toMatchObject({ name: "AtlasUnexpectedResponseError", maybeSent: true });
    expect(outcome.status).toBe(status);
    expect(outcome.message).toContain("The fetch option must return what the global fetch does");
  });

  test("after the signal was aborted is passed on unchanged", async () => {
    const controller = new AbortController();
    const error = new Error("of the abort");
    const { outcome } = await play(
      () => {
        controller.abort(error);
        return Promise.reject(error);
      },
      makeCall({ signal: controller.signal }),
    );
    expect(outcome).toBe(error);
  });

  test("caused by a large body is an unusable response", async () => {
    const { outcome } = await play(async () => new Response("x".repeat(11)));
    expect(outcome).toMatchObject({ name: "AtlasUnexpectedResponseError", status: 200 });
    expect(outcome.message).toContain("its body is larger than 10 bytes (maxResponseBytes)");
  });
});

test("a response that comes after the call was aborted is cancelled, so that nothing keeps its connection", async () => {
  const controller = new AbortController();
  const cancelled: unknown[] = [];
  const late = new Response(new ReadableStream({ cancel: () => void cancelled.push("cancelled") }));
  const { outcome } = await play(
    async () => {
      controller.abort("enough");
      return late;
    },
    makeCall({ signal: controller.signal }),
  );
  await new Promise(setImmediate);
  expect(outcome).toBe("enough");
  expect(cancelled).toEqual(["cancelled"]);
});

test("a browser's opaque redirect is reported as a redirect", async () => {
  const opaque = { type: "opaqueredirect", status: 0, headers: new Headers(), body: null };
  const { outcome } = await play(async () => opaque as unknown as Response);
  expect(outcome).toMatchObject({ name: "AtlasUnexpectedResponseError", maybeSent: true });
  expect(outcome.message).toContain("failed: redirects are not followed; Atlas may have received it");
});

test("a hook that aborts the call does so before anything is sent", async () => {
  const controller = new AbortController();
  const notify = () => controller.abort("enough");
  const { outcome, sent, progress } = await play(fine, makeCall({ signal: controller.signal }), { notify });
  expect(outcome).toBe("enough");
  expect(sent).toEqual([]);
  expect(progress.sent).toBe(0);
});

test("credentials that were sent are redacted in the events of the response", async () => {
  const responding = async () => new Response(null, { headers: { "X-Request-Id": `for ${SECRET}` } });
  const { events } = await play(responding, makeCall({ authorization: `Bearer ${SECRET}` }));
  expect(events[1]?.[1]).toMatchObject({ requestId: "for ***" });
});

test("the request id of a successful auth response may be a new token, and is left out", async () => {
  const eventOf = async (purpose: "auth" | "operation", body: string | null, status = 200) => {
    const responding = async () => new Response(body, { status, headers: { "X-Request-Id": SECRET } });
    return (await play(responding, makeCall({ purpose }), { maxResponseBytes: 100 })).events[1]?.[1];
  };
  expect(await eventOf("auth", "{}")).not.toHaveProperty("requestId");
  for (const shown of [eventOf("auth", null), eventOf("auth", "{}", 400), eventOf("operation", "{}")]) {
    expect(await shown).toHaveProperty("requestId", SECRET);
  }
});

test("a summary has the cluster, if there is one, and no query; a state has the purpose of the request", () => {
  const summary = { method: "POST", url: "https://cloud.mongodb.com/x", attempts: 0 };
  expect(summarize(makeCall())).toStrictEqual(summary);
  expect(summarize(makeCall({ cluster: "shop-dev" }))).toStrictEqual({ ...summary, cluster: "shop-dev" });
  expect(stateOf(makeCall()).isAuthRequest).toBe(false);
  expect(stateOf(makeCall({ purpose: "auth" })).isAuthRequest).toBe(true);
});
