import { expect, test } from "@jest/globals";
import { readRateLimit } from "./rate-limit.js";

const now = () => Date.parse("2027-07-01T00:00:00Z");

test.each([
  [
    { "RateLimit-Limit": "100", "RateLimit-Remaining": "0", "Retry-After": "10" },
    { limit: 100, remaining: 0, retryAfterMs: 10_000 },
  ],
  [{ "RateLimit-Remaining": "7" }, { remaining: 7 }],
  [{ "RateLimit-Limit": "100" }, { limit: 100 }],
  [{ "Retry-After": "Thu, 1 Jul 2027 00:00:30 GMT" }, { retryAfterMs: 30_000 }],
  [{ "Retry-After": "Wed, 30 Jun 2027 00:00:00 GMT" }, { retryAfterMs: 0 }],
  [{ "Retry-After": "soon", "RateLimit-Limit": "-1" }, undefined],
  [{}, undefined],
])("reads %j", (headers: Record<string, string>, expected) => {
  expect(readRateLimit(new Headers(headers), now).rateLimit).toStrictEqual(expected);
});

test("reads a header value with trailing spaces, which fetch does not remove", () => {
  const headers = { get: (name: string) => (name === "retry-after" ? "7 \t" : "100 ") };
  expect(readRateLimit(headers, now).rateLimit).toEqual({ limit: 100, remaining: 100, retryAfterMs: 7000 });
});
