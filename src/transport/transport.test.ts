import { expect, test } from "@jest/globals";
import type { AtlasAuth } from "../auth/auth.js";
import { makeCall } from "../test-support/call.js";
import { type CallStart, createTransport, type TransportOptions } from "./transport.js";

const url = "https://cloud.mongodb.com/x";

/** A transport whose attempts end as given, and the requests that it sent. */
function play(steps: (() => Response | Promise<Response>)[], more: Partial<TransportOptions> = {}) {
  const sent: RequestInit[] = [];
  const retry = { ...makeCall().limits.retry, sleep: async () => {} };
  const carryOut = createTransport({
    auth: { authorize: () => "Bearer token" },
    baseUrl: "https://cloud.mongodb.com",
    fetch: async (_, init) => {
      sent.push(init);
      return (steps.shift() ?? (() => new Response("{}")))();
    },
    userAgent: "test",
    limits: { ...makeCall().limits, timeoutMs: 1e9, deadlineMs: 1e9, retry },
    maxResponseBytes: 1000,
    hooks: {},
    now: Date.now,
    ...more,
  });
  const transport = (request: Request, start: Partial<CallStart> = {}) =>
    carryOut({ method: request.method, path: "/x", ...start }, (send) => send(request));
  return { transport, sent };
}

const failing = (after: number): AtlasAuth => {
  let calls = 0;
  return {
    authorize: () => {
      calls += 1;
      if (calls > after) throw new Error("the vault is closed");
      return "Bearer token";
    },
  };
};
const cut = () => Promise.reject(Object.assign(new Error("cut"), { code: "ECONNRESET" }));
const post = () => new Request(url, { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } });

test("a request to another origin is rejected before anything is sent", async () => {
  const { transport, sent } = play([]);
  for (const other of ["https://cloud.mongodb.com.evil.test/x", "http://cloud.mongodb.com/x", "https://other.test/x"]) {
    await expect(transport(new Request(other))).rejects.toMatchObject({
      name: "AtlasInvalidRequestError",
      property: "baseUrl",
      message: "baseUrl leads away from https://cloud.mongodb.com, and credentials go nowhere else; nothing was sent",
    });
  }
  expect(sent).toEqual([]);
});

test("JSON is sent as a string, other bodies as bytes, and a missing body as none", async () => {
  const { transport, sent } = play([]);
  await transport(post());
  await transport(new Request(url, { method: "POST", body: "{}", headers: { "Content-Type": "application/x+json" } }));
  await transport(new Request(url, { method: "POST", body: "a", headers: { "Content-Type": "text/plain" } }));
  await transport(new Request(url, { method: "POST", body: new Uint8Array([1]) }));
  await transport(new Request(url));
  const bodies = sent.map(({ body }) =>
    typeof body === "string" ? body : body && new Uint8Array(body as ArrayBuffer),
  );
  expect(bodies).toEqual(["{}", "{}", new Uint8Array([97]), new Uint8Array([1]), undefined]);
  expect(sent.map((init) => "body" in init)).toEqual([true, true, true, true, false]);
});

test("if a retry can't obtain credentials, the error says that Atlas may have acted on the attempt before", async () => {
  const { transport } = play([cut], { auth: failing(1) });
  const error = await transport(post(), {
    limits: { ...makeCall().limits, retryUnsafe: true, retry: { ...makeCall().limits.retry, sleep: async () => {} } },
    cluster: "shop-dev",
  }).catch((e) => e);
  expect(error).toMatchObject({ name: "AtlasAuthError", cause: { name: "AtlasAuthError" } });
  expect(error.message).toMatch(/failed; Atlas may have acted on the attempt before, so look at the cluster shop-dev/);
});

test("a GET or a first attempt gets no such advice", async () => {
  const read = await play([cut], { auth: failing(1) })
    .transport(new Request(url))
    .catch((e) => e);
  const first = await play([], { auth: failing(0) })
    .transport(post())
    .catch((e) => e);
  for (const { name, message } of [read, first]) {
    expect(name).toBe("AtlasAuthError");
    expect(message).not.toContain("look at");
  }
});

test("a request of an AtlasAuth is sent with the same fetch, and is a GET by default", async () => {
  const auth: AtlasAuth = {
    authorize: async ({ fetch, baseUrl }) => {
      const response = await fetch(`${baseUrl}/token`, {});
      return `Bearer ${await response.text()}`;
    },
  };
  const { transport, sent } = play([() => new Response("issued")], { auth });
  await transport(post());
  expect(sent.map(({ method }) => method)).toEqual(["GET", "POST"]);
  expect(new Headers(sent[1]?.headers).get("Authorization")).toBe("Bearer issued");
});

test("a request of an AtlasAuth in plain JavaScript may leave out the init", async () => {
  const authorize: AtlasAuth["authorize"] = async ({ fetch, baseUrl }) => {
    const response = await (fetch as (url: string) => Promise<Response>)(`${baseUrl}/token`);
    return `Bearer ${await response.text()}`;
  };
  const { transport, sent } = play([() => new Response("issued")], { auth: { authorize } });
  await transport(post());
  expect(sent.map(({ method }) => method)).toEqual(["GET", "POST"]);
});

test("a call that is aborted before it starts says so, and not that it waited for credentials", async () => {
  const { transport, sent } = play([]);
  await expect(transport(post(), { signal: AbortSignal.abort() })).rejects.toMatchObject({
    name: "AtlasAbortError",
    message: "POST https://cloud.mongodb.com/x was aborted before it was started; nothing was sent",
  });
  expect(sent).toEqual([]);
});

test("the inner layers know the deadline, by the injected clock", async () => {
  const limits = { ...makeCall().limits, deadlineMs: 5_000 };
  const options = {
    auth: { authorize: () => "Bearer token" },
    baseUrl: "https://cloud.mongodb.com",
    userAgent: "test",
  };
  const transport = createTransport({ ...options, limits, maxResponseBytes: 1, hooks: {}, now: () => 100 });
  expect(await transport({ method: "GET", path: "/x" }, async (_, { endsAt }) => endsAt)).toBe(5_100);
});
