import { describe, expect, test } from "@jest/globals";
import { contextOf } from "../../contract-tests/support/auth-context.js";
import { requestToken } from "./token-request.js";

const CLIENT = { clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_very-secret" };
const URL_ = "https://cloud.mongodb.com/api/oauth/token";
const FAILURE = `No access token for the service account: POST ${URL_} was answered with`;

/** Asks a token endpoint that answers this. */
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

describe("an answer that is no token is refused by what it lacks", () => {
  const json = { "Content-Type": "application/json" };
  const token = { access_token: "bought" };
  test.each<[unknown, string]>([
    ["<html>", "not with JSON (text/html)"],
    ["null", "not with JSON (application/json)"],
    ["[]", "not with JSON (application/json)"],
    ["7", "not with JSON (application/json)"],
    ['"text"', "not with JSON (application/json)"],
    [{}, "without an access_token"],
    [{ access_token: 7 }, "without an access_token"],
    [{ access_token: "a b" }, "with an access_token that no header can carry"],
    [{ ...token, token_type: "mac" }, "with a token_type that is not Bearer"],
    [{ ...token, token_type: 7 }, "with a token_type that is not Bearer"],
    [{ ...token, token_type: "" }, "with a token_type that is not Bearer"],
    [{ ...token, token_type: null }, "with a token_type that is not Bearer"],
  ])("%j", async (body, problem) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = text.startsWith("<") ? { "Content-Type": "text/html" } : json;
    const error = await failureOf(ask(text, { status: 201, headers }));
    expect(error).toMatchObject({ name: "AtlasTokenError", step: "answer", status: 201 });
    expect(error.message).toBe(`${FAILURE} 201, but ${problem}`);
    expect(Object.hasOwn(error, "cause")).toBe(false);
  });

  test("or has no content type", async () => {
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
])("a token with %j lives %i ms, and is of Bearer's type in any case", async (more, lifetimeMs) => {
  const of = (type: object) => JSON.stringify({ access_token: "bought", ...type, ...more });
  for (const type of [{}, { token_type: "bearer" }, { token_type: "BEARER" }]) {
    expect(await ask(of(type))).toEqual({ value: "bought", lifetimeMs });
  }
});

describe("a refusal is told in the server's own words", () => {
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
    expect(error).toMatchObject({ name: "AtlasTokenError", step: "refusal", status: 401, requestId: "r1" });
    expect(error.rateLimit).toEqual({ retryAfterMs: 9_000 });
    expect(error.message).toBe(`${FAILURE} ${words}`);
    expect(error.errorCode).toBe(errorCode);
    expect(Object.hasOwn(error, "errorCode")).toBe(errorCode !== undefined);
  });
});

test("what fails otherwise is not made a failure of the token endpoint", async () => {
  const own = new Error("of the caller's own fetch");
  await expect(requestToken(CLIENT, contextOf({ fetch: () => Promise.reject(own) }))).rejects.toBe(own);
});
