import { inspect } from "node:util";
import { describe, test } from "@jest/globals";
import fc from "fast-check";
import { isAtlasError } from "./errors.js";
import type { OperationDescriptor } from "./operation.js";
import { secretsOf } from "./redaction/secrets.js";
import { AtlasApiError } from "./response/api-error.js";
import { parseHttpDate } from "./response/http-date.js";
import { parseLinkHeader } from "./response/link-header.js";
import { readRateLimit } from "./response/rate-limit.js";
import { readData } from "./response/read-data.js";
import { readResponseDeprecation } from "./response/response-deprecation.js";
import { makeCall } from "./test-support/call.js";
import { expectLinear } from "./test-support/linear.js";
import { readConnectionFailure } from "./transport/connection-failure.js";

const RUNS = { numRuns: 10_000, seed: 20_261_124 };
const now = () => Date.parse("2026-11-24T00:00:00Z");

// What a header can hold, with the words that mean something in one.
const headerText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "@",
        "true",
        "Thu, ",
        "1 Jul 2027 ",
        "00:00:00 GMT",
        "<https://x>",
        "; rel=",
        '"',
        "\\",
        ",",
        "=",
        " ",
      ),
      fc.constantFrom("sunset", "deprecation", "Digest ", "Basic ", "nonce=", "9999999999", "-1", "1.5"),
      fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)), maxLength: 5 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

function headersOf(value: string): Headers {
  const names = [
    "Retry-After",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "Deprecation",
    "Sunset",
    "Link",
    "X-Error-Code",
  ];
  return new Headers(names.map((name): [string, string] => [name, value]));
}

// Whether what was read is as it may be: an expect() for each of thousands of inputs would take most of the time.
const parsers: Record<string, (text: string) => boolean> = {
  "rate limits and Retry-After": (text) => {
    const { rateLimit = {} } = readRateLimit(headersOf(text), now);
    return Object.values(rateLimit).every((value) => Number.isFinite(value) && value >= 0);
  },
  "an HTTP-date": (text) => isValid(parseHttpDate(text)),
  "Deprecation, Sunset and Link": (text) => {
    const { since, sunset } = readResponseDeprecation(headersOf(text)) ?? {};
    return isValid(since) && isValid(sunset);
  },
  Link: (text) => parseLinkHeader(text).every(({ relations }) => relations.join() === relations.join().toLowerCase()),
  "an Authorization header": (text) => secretsOf(text).every((secret) => typeof secret === "string"),
};

function isValid(date: Date | undefined): boolean {
  return date === undefined || !Number.isNaN(date.getTime());
}

describe.each(Object.entries(parsers))("%s", (_, parse) => {
  test("any text is read without a failure", () => {
    fc.assert(fc.property(headerText, parse), RUNS);
  });

  test.each(['"', 'nonce="'])("much of %j takes linear time", (unit) => {
    expectLinear((size) => {
      if (!parse(unit.repeat(size / unit.length))) throw new Error("It is not read as it may be");
    });
  });
});

describe("an error's body", () => {
  const request = { method: "POST", url: "https://cloud.mongodb.com/x", attempts: 1 };
  const properties = ["error", "errorCode", "detail", "reason", "parameters", "badRequestDetail", "fields", "field"];
  const leaf = fc.oneof(fc.string({ maxLength: 4 }), fc.integer(), fc.constantFrom(null, true, [], [1, "a"]));
  const object = (of: fc.Arbitrary<unknown>) => fc.dictionary(fc.constantFrom(...properties), of, { maxKeys: 4 });
  const fields = fc.array(fc.oneof(leaf, object(leaf)), { maxLength: 3 });
  const body = fc.oneof(leaf, object(fc.oneof(leaf, fields, object(fc.oneof(leaf, fields)))));

  test("of any kind makes an error that can be shown", () => {
    fc.assert(
      fc.property(body, fc.integer({ min: 400, max: 599 }), (content, status) => {
        const response = new Response(null, { status });
        const error = new AtlasApiError({ response, body: content, request, sent: 0, metadata: {} });
        const { fields: shown = [] } = error.badRequestDetail ?? {};
        return (
          error.message.includes(String(status)) &&
          typeof JSON.stringify(error) === "string" &&
          shown.every((f) => typeof f.field === "string" && typeof f.description === "string")
        );
      }),
      RUNS,
    );
  });
});

test("any bytes of a success are data, or a typed error", async () => {
  const operation = { responses: { 200: ["application/json"] } } as unknown as OperationDescriptor;
  const json = fc.json().map((text) => new TextEncoder().encode(text));
  await fc.assert(
    fc.asyncProperty(fc.oneof(json, fc.uint8Array({ maxLength: 40 })), async (bytes) => {
      try {
        return typeof readData(operation, new Response(), bytes, makeCall()) === "object";
      } catch (error) {
        return isAtlasError(error);
      }
    }),
    RUNS,
  );
});

test("whatever fetch rejects with is read, and only sure cases say that nothing was sent", () => {
  const code = fc.constantFrom("ECONNREFUSED", "ECONNRESET", "CERT_HAS_EXPIRED", 7, undefined);
  const error = fc.letrec((tie) => ({
    error: fc.oneof(
      { depthSize: "small" },
      fc.anything(),
      fc.record({ code, syscall: fc.constantFrom("connect", "read", undefined), cause: tie("error") }),
    ),
  })).error;
  fc.assert(
    fc.property(error, (value) => {
      const { neverConnected } = readConnectionFailure(value, globalThis.fetch);
      return !neverConnected || inspect(value, { depth: 9 }).includes("connect");
    }),
    RUNS,
  );
});
