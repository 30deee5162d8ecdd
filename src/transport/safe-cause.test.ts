import { inspect } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { safeCause } from "./safe-cause.js";

const SECRET = "secret-token-0123456789";
const secrets = new Set([SECRET]);
const show = (value: unknown) => inspect(value, { showHidden: true, depth: 20 }) + String((value as Error)?.stack);

class OwnErrorWithoutMembers extends Error {}

class OwnError extends Error {
  constructor(readonly extra?: unknown) {
    super("own");
  }
}

const refused = () =>
  new TypeError("fetch failed", {
    cause: Object.assign(
      new AggregateError([Object.assign(new Error("connect"), { code: "ECONNREFUSED", port: 1 })], "all"),
      {
        code: "ECONNREFUSED",
      },
    ),
  });
const loop: Error & { cause?: unknown } = new Error("loop");
loop.cause = loop;

test.each<[string, unknown]>([
  ["an error", new OwnErrorWithoutMembers("own")],
  ["a refused connection", refused()],
  ["nothing", undefined],
  ["null", null],
  ["a word", "word"],
])("%s with nothing but what errors of connections have stays the same", (_, error) => {
  expect(safeCause(error, secrets)).toBe(error);
});

test.each<[string, unknown]>([
  ["bytes that nobody knows yet", Object.assign(new Error("parse"), { data: '{"access_token":"new"}' })],
  ["the request", new OwnError({ config: {} })],
  ["a getter", Object.defineProperty(new Error("x"), "trap", { get: () => expect("run").toBe("not run") })],
  ["a cause that has more", new Error("outer", { cause: new OwnError("more") })],
  ["no end", loop],
])("an error with %s is copied without it", (_, error) => {
  const copy = safeCause(error, new Set()) as Error;
  expect(copy).not.toBe(error);
  expect(copy.message).toBe((error as Error).message);
  expect(show(copy)).not.toMatch(/access_token|config|more/);
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

test("a chain of causes that has no end is cut", () => {
  const error: Error & { cause?: unknown } = new Error(SECRET);
  error.cause = error;
  expect(show(safeCause(error, secrets))).not.toContain(SECRET);
});
