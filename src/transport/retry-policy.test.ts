import { describe, expect, test } from "@jest/globals";
import { AtlasTokenError } from "../auth/token-error.js";
import { makeCall, makeResponse } from "../test-support/call.js";
import { decideRetry, delayOf } from "./retry-policy.js";
import { AtlasConnectionError, AtlasTimeoutError } from "./transport-errors.js";

const state = (sent: number) => ({
  request: { method: "POST", url: "https://x.test/x", attempts: 1 },
  sent,
});
const now = () => 0;

describe("a response", () => {
  test.each<[number, Record<string, string>, object]>([
    [200, {}, { retry: false, notActedOn: false, rateLimited: false }],
    [409, {}, { retry: false, notActedOn: true, rateLimited: false }],
    [429, {}, { retry: true, notActedOn: true, rateLimited: true }],
    [429, { "Retry-After": "2" }, { retry: true, notActedOn: true, rateLimited: true, retryAfterMs: 2000 }],
    [500, {}, { retry: false, notActedOn: false, rateLimited: false }],
    [503, {}, { retry: false, notActedOn: false, rateLimited: false }],
    [503, { "Retry-After": "0" }, { retry: true, notActedOn: true, rateLimited: false, retryAfterMs: 0 }],
    [600, {}, { retry: false, notActedOn: false, rateLimited: false }],
  ])("%i with %j", (status, headers, decision) => {
    expect(decideRetry({ response: makeResponse(status, headers) }, makeCall(), now)).toEqual(decision);
  });

  test.each([
    [500, true],
    [599, true],
    [600, false],
    [499, false],
  ])("%i to what may be repeated: retry is %s", (status, retry) => {
    const call = makeCall({ limits: { ...makeCall().limits, retryUnsafe: true } });
    expect(decideRetry({ response: makeResponse(status) }, call, now).retry).toBe(retry);
  });
});

describe("an error", () => {
  const token = (more: object) => new AtlasTokenError("rejection", "x", more);

  test.each<[string, unknown, object]>([
    ["a connection that was never made", new AtlasConnectionError("x", state(0)), { retry: true }],
    ["one that was cut", new AtlasConnectionError("x", state(1)), { retry: false }],
    ["a timeout of an attempt", new AtlasTimeoutError("timeoutMs", "x", state(1)), { retry: false }],
    ["any other", new Error("x"), { retry: false }],
  ])("%s may have been acted on", (_, error, decision) => {
    expect(decideRetry({ error }, makeCall(), now)).toEqual({ notActedOn: false, rateLimited: false, ...decision });
  });

  test.each<[string, object, object]>([
    ["429", { status: 429 }, { retry: true, notActedOn: true, rateLimited: true }],
    ["503 without a time", { status: 503 }, { retry: false, notActedOn: true, rateLimited: false }],
    [
      "503 with one",
      { status: 503, rateLimit: { retryAfterMs: 5 } },
      { retry: true, notActedOn: true, rateLimited: false, retryAfterMs: 5 },
    ],
    ["401", { status: 401 }, { retry: false, notActedOn: true, rateLimited: false }],
  ])("a token endpoint that responds with %s", (_, more, decision) => {
    expect(decideRetry({ error: token(more) }, makeCall(), now)).toEqual(decision);
  });

  test.each([
    ["never reached", new AtlasConnectionError("x", state(0)), true],
    ["cut off", new AtlasConnectionError("x", state(1)), false],
    ["unreadable", new Error("x"), false],
  ])("a token endpoint that was %s", (_, cause, retry) => {
    expect(decideRetry({ error: token({ cause }) }, makeCall(), now)).toEqual({
      retry,
      notActedOn: false,
      rateLimited: false,
    });
  });

  test.each([
    ["timeoutMs", true],
    ["deadlineMs", false],
  ] as const)("a read that took longer than %s: retry is %s", (limit, retry) => {
    const error = new AtlasTimeoutError(limit, "x", state(1));
    expect(decideRetry({ error }, makeCall({ method: "GET" }), now).retry).toBe(retry);
    expect(decideRetry({ error: new Error("x") }, makeCall({ method: "GET" }), now).retry).toBe(false);
  });
});

test("the wait is what the server asks for plus up to a quarter, or doubles each time, and is capped", () => {
  const settings = { ...makeCall().limits.retry, delayMs: 100, rateLimitDelayMs: 1000, maxDelayMs: 3000 };
  const wait = (decision: object, attempts: number, random: number) =>
    delayOf({ retry: true, notActedOn: true, rateLimited: false, ...decision }, attempts, {
      ...settings,
      random: () => random,
    });
  expect(wait({ retryAfterMs: 1000 }, 1, 0)).toBe(1000);
  expect(wait({ retryAfterMs: 1000 }, 1, 1)).toBe(1250);
  expect(wait({ retryAfterMs: 9000 }, 1, 1)).toBe(3000);
  expect(wait({ retryAfterMs: 0 }, 1, 0.5)).toBe(50);
  expect(wait({}, 3, 1)).toBe(400);
  expect(wait({ rateLimited: true }, 2, 0.5)).toBe(1000);
  expect(wait({ rateLimited: true }, 9, 1)).toBe(3000);
});
