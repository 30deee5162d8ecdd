import { describe, expect, test } from "@jest/globals";
import { contextOf } from "../test-support/auth-context.js";
import { requestToken } from "./token-request.js";

const CLIENT = { clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_very-secret" };
const URL_ = "https://cloud.mongodb.com/api/oauth/token";
const FAILURE = `No access token for the service account: POST ${URL_} got`;

/** Requests a token from an endpoint that sends this response. */
function ask(body: BodyInit | null, init: ResponseInit = {}) {
  const fetch = async (url: string) => {
    const response = new Response(body, init);
    Object.defineProperty(response, "url", { value: url });
    return response;
  };
  return requestToken(CLIENT, contextOf({ fetch }));
}

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => expect("a token").toBe("a failure"),
    (error) => error,
  );

describe("a response without a usable token is rejected, and the error says what is wrong", () => {
  const json = { "Content-Type": "application/json" };
  const token = { access_token: "issued" };
  test.each<[unknown, string]>([
    ["<html>", "not with JSON (text/html)"],
    ["null", "not with JSON (application/json)"],
    ["[]", "not with JSON (application/json)"],
    ["7", "not with JSON (application/json)"],
    ['"text"', "not with JSON (application/json)"],
    [{}, "without an access_token"],
    [{ access_token: 7 }, "without an access_token"],
    [{ access_token: "a b" }, "with an access_token that is not allowed in a header"],
    [{ ...token, token_type: "mac" }, "with a token_type that is not Bearer"],
    [{ ...token, token_type: 7 }, "with a token_type that is not Bearer"],
    [{ ...token, token_type: "" }, "with a token_type that is not Bearer"],
    [{ ...token, token_type: null }, "with a token_type that is not Bearer"],
  ])("%j", async (body, problem) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = text.startsWith("<") ? { "Content-Type": "text/html" } : json;
    const error = await failureOf(ask(text, { status: 201, headers }));
    expect(error).toMatchObject({ name: "AtlasTokenError", step: "response", status: 201 });
    expect(error.message).toBe(`${FAILURE} 201, but ${problem}`);
    expect(Object.hasOwn(error, "cause")).toBe(false);
  });

  test("a missing content type", async () => {
    const error = await failureOf(ask(new Uint8Array([123])));
    expect(error.message).toBe(`${FAILURE} 200, but not with JSON (no content type)`);
  });
});

test.each([
  [{}, 3_600_000],
  [{ expires_in: 10 }, 10_000],
  [{ expires_in: "10" }, 10_000],
  [{ expires_in: "" }, 3_600_000],
  [{ expires_in: " " }, 3_600_000],
  [{ expires_in: true }, 3_600_000],
  [{ expires_in: "soon" }, 3_600_000],
  [{ expires_in: -1 }, 0],
  [{ expires_in: -1e300 }, 0],
  [{ expires_in: "Infinity" }, 3_600_000],
  [{ expires_in: "NaN" }, 3_600_000],
  [{ expires_in: 1e300 }, 1e303],
])("a token with %j lives %i ms, and is of Bearer's type in any case", async (more, lifetimeMs) => {
  const of = (type: object) => JSON.stringify({ access_token: "issued", ...type, ...more });
  for (const type of [{}, { token_type: "bearer" }, { token_type: "BEARER" }]) {
    expect(await ask(of(type))).toEqual({ value: "issued", lifetimeMs });
  }
});

describe("a rejection quotes the server's error", () => {
  test.each<[unknown, string, string | undefined]>([
    [
      { error: "invalid_client", error_description: "no such client" },
      "401 invalid_client (no such client)",
      "invalid_client",
    ],
    [{ error: 401, errorCode: "RATE_LIMITED", detail: "too many" }, "401 RATE_LIMITED (too many)", "RATE_LIMITED"],
    [{ error: "invalid_client" }, "401 invalid_client", "invalid_client"],
    [{ detail: "only this" }, "401 (only this)", undefined],
    [{ error: 401, errorCode: 7, detail: {} }, "401", undefined],
    ["null", "401", undefined],
    ["[1]", "401", undefined],
    ["7", "401", undefined],
    ["<html>", "401", undefined],
    ["", "401", undefined],
  ])("%j", async (body, words, errorCode) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = { "Retry-After": "9", "X-Request-Id": "r1" };
    const error = await failureOf(ask(text, { status: 401, headers }));
    expect(error).toMatchObject({ name: "AtlasTokenError", step: "rejection", status: 401, requestId: "r1" });
    expect(error.rateLimit).toEqual({ retryAfterMs: 9_000 });
    expect(error.message).toBe(`${FAILURE} ${words}`);
    expect(error.errorCode).toBe(errorCode);
    expect(Object.hasOwn(error, "errorCode")).toBe(errorCode !== undefined);
  });
});

test("other failures are not reported as failures of the token endpoint", async () => {
  const own = new Error("of the caller's own fetch");
  await expect(requestToken(CLIENT, contextOf({ fetch: () => Promise.reject(own) }))).rejects.toBe(own);
});

describe("the server's error text", () => {
  const rejection = (body: object, status = 400) => failureOf(ask(JSON.stringify(body), { status }));

  test("is one line in the message, and complete in the properties", async () => {
    const words = { error: "a\u001b[2Jb\u0000", error_description: `line\r\nnext\u202e\u2028${"x".repeat(2_000)}` };
    const error = await rejection(words);
    expect(error).toMatchObject({ errorCode: words.error, detail: words.error_description });
    expect(error.message).toMatch(/ 400 a \[2Jb \(line next x+…\)$/);
    expect(error.message.length).toBeLessThan(1_300);
  });

  test("is left out if there is none", async () => {
    const error = await rejection({ error: "x" });
    expect(Object.hasOwn(error, "detail")).toBe(false);
  });

  test("is not shown for a redirect: the transport redacts only error responses", async () => {
    const error = await rejection({ error: "moved", error_description: "secret" }, 307);
    expect(error.message).toBe(`${FAILURE} 307`);
    expect(error).toMatchObject({ step: "rejection", status: 307 });
    expect(Object.hasOwn(error, "errorCode")).toBe(false);
  });

  test("in the content type is one line", async () => {
    // A custom fetch can return such a header.
    const error = await failureOf(ask("x", { headers: { "Content-Type": `text/x\u0080${"y".repeat(2_000)}` } }));
    expect(error.message).toMatch(/not with JSON \(text\/x y+…\)$/);
    expect(error.message.length).toBeLessThan(1_300);
  });
});
