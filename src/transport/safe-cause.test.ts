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

// As deep as what is looked through, and one deeper; the innermost has what makes a copy necessary.
function nested(depth: number, innermost: unknown): Error {
  return new Error(`level ${depth}`, { cause: depth === 0 ? innermost : nested(depth - 1, innermost) });
}

test("a harmless chain is looked through to its fifth cause, and copied beyond", () => {
  const harmless = nested(4, undefined);
  expect(safeCause(harmless, secrets)).toBe(harmless);
  const deepest = nested(5, undefined);
  expect(safeCause(deepest, secrets)).toBe(deepest);
  const deeper = nested(5, new Error("the sixth"));
  expect(safeCause(deeper, secrets)).not.toBe(deeper);
});

test("a copy goes down to the fifth cause", () => {
  let copy: unknown = safeCause(nested(7, new Error(SECRET)), secrets);
  const levels: string[] = [];
  while (copy instanceof Error) {
    levels.push(copy.message);
    copy = copy.cause;
  }
  expect(levels).toEqual(["level 7", "level 6", "level 5", "level 4", "level 3", "level 2"]);
});

test("each of several errors is looked at", () => {
  const all = (...errors: unknown[]) => new AggregateError(errors, "all");
  const harmless = all(new Error("a"), new Error("b"));
  expect(safeCause(harmless, secrets)).toBe(harmless);
  for (const error of [all(new Error("a"), new OwnError("b")), all(new OwnError("a")), all(new Error(SECRET))]) {
    expect(safeCause(error, secrets)).not.toBe(error);
  }
  const odd = Object.defineProperty(new AggregateError([], "all"), "errors", { value: "none" });
  expect(safeCause(odd, secrets)).not.toBe(odd);
  expect(safeCause(all(nested(4, new Error("the sixth"))), secrets)).not.toBeInstanceOf(AggregateError);
});

test("a harmless name does not make an object harmless", () => {
  for (const code of [{ config: {} }, {}, [SECRET]]) {
    const error = Object.assign(new Error("x"), { code });
    expect(safeCause(error, secrets)).not.toBe(error);
  }
});

test("a secret in the stack alone is found, however the stack is kept", () => {
  const error = new Error("x");
  Object.defineProperty(error, "stack", { get: () => `Error: x at ${SECRET}`, enumerable: false });
  const copy = safeCause(error, secrets) as Error;
  expect(copy.stack).toBe("Error: x at ***");
});

test("a copy shows its code, and what it has not got is not made up", () => {
  const clean = safeCause(Object.assign(new Error(SECRET), { code: "ECONNRESET" }), secrets) as Error;
  expect(Object.keys(clean)).toEqual(["code"]);
  const plain = safeCause(new Error(SECRET), secrets) as Error;
  expect(Object.keys(plain)).toEqual([]);
  expect(Object.hasOwn(plain, "code")).toBe(false);
  expect(Object.hasOwn(plain, "cause")).toBe(false);
  expect((safeCause(new Error(SECRET, { cause: null }), secrets) as Error).cause).toBe("null");
});
