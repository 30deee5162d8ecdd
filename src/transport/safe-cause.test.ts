import { inspect } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { safeCause } from "./safe-cause.js";

const SECRET = "secret-token-0123456789";
const secrets = new Set([SECRET]);
const show = (value: unknown) => inspect(value, { showHidden: true, depth: 20 }) + String((value as Error)?.stack);

class OwnError extends Error {
  constructor(readonly extra?: unknown) {
    super("own");
  }
}

const loop: { self?: unknown } = {};
loop.self = loop;

test.each<[string, unknown]>([
  ["an error", new OwnError({ a: [1, "x", null, undefined] })],
  ["a loop", new OwnError(loop)],
  ["nothing", undefined],
  ["null", null],
  ["a word", "word"],
])("%s without a secret stays the same", (_, error) => {
  expect(safeCause(error, secrets)).toBe(error);
});

test("where there are no secrets nothing is looked at", () => {
  const error = new OwnError(SECRET);
  expect(safeCause(error, new Set())).toBe(error);
});

describe("a secret", () => {
  const hidden = Object.defineProperty({}, "hidden", { value: SECRET, enumerable: false });
  test.each<[string, unknown]>([
    ["in the message", new Error(`x ${SECRET} y`)],
    ["in a member", new OwnError(SECRET)],
    ["deep in a member", new OwnError({ config: { headers: [{ value: `Bearer ${SECRET}` }] } })],
    ["in a hidden member", new OwnError(hidden)],
    ["under a symbol", new OwnError({ [Symbol("x")]: SECRET })],
    ["in headers", new OwnError(new Headers({ Authorization: `Bearer ${SECRET}` }))],
    ["in a map", new OwnError(new Map([["a", { b: SECRET }]]))],
    ["in a set", new OwnError(new Set([SECRET]))],
    ["in bytes", new OwnError(Buffer.from(`GET / ${SECRET}`))],
    ["in the cause", new Error("outer", { cause: new Error("inner", { cause: new OwnError(SECRET) }) })],
    ["in what is no error", { token: SECRET }],
    ["in a string", `it was ${SECRET}`],
  ])("%s is not shown", (_, error) => {
    expect(show(safeCause(error, secrets))).not.toContain(SECRET);
  });
});

test("what is left of an error is its name, message, stack, code and cause", () => {
  const cause = Object.assign(new OwnError(SECRET), { code: "ECONNRESET", name: "SocketError" });
  const clean = safeCause(new TypeError(`fetch of ${SECRET} failed`, { cause }), secrets) as Error;
  expect(clean).toMatchObject({ name: "TypeError", message: "fetch of *** failed" });
  expect(clean.stack).toContain("TypeError: fetch of *** failed");
  expect(clean.cause).toMatchObject({ name: "SocketError", message: "own", code: "ECONNRESET" });
});

test("getters are not run, and what is too large to search is copied", () => {
  const getter = Object.defineProperty(new Error("x"), "trap", {
    get: () => {
      throw new Error("sprung");
    },
  });
  expect(safeCause(getter, secrets)).toBe(getter);
  const large = new OwnError(Array.from({ length: 1_000 }, () => ({})));
  expect(safeCause(large, secrets)).not.toBe(large);
});

test("a chain of causes that has no end is cut", () => {
  const error: Error & { cause?: unknown } = new Error(SECRET);
  error.cause = error;
  expect(show(safeCause(error, secrets))).not.toContain(SECRET);
});
