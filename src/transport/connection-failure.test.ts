import { expect, test } from "@jest/globals";
import { readConnectionFailure } from "./connection-failure.js";

const own = globalThis.fetch;
const system = (code: string, syscall?: string, message = "x") => Object.assign(new Error(message), { code, syscall });
const wrapped = (cause: unknown) => new TypeError("fetch failed", { cause });

test.each<[string, unknown, boolean]>([
  ["refused", system("ECONNREFUSED", "connect"), true],
  ["no such host", system("ENOTFOUND", "getaddrinfo"), true],
  ["no network", system("ENETUNREACH", "connect"), true],
  ["a connection that the system gave up", system("ETIMEDOUT", "connect"), true],
  ["a response that the system gave up", system("ETIMEDOUT", "read"), false],
  ["unreachable while reading", system("EHOSTUNREACH", "read"), false],
  ["unreachable, in the words of a library that does not say when", system("EHOSTUNREACH"), false],
  ["TLS that broke, which happens after a request as well", system("ERR_SSL_WRONG_VERSION_NUMBER"), false],
  ["reset", system("ECONNRESET", "read"), false],
  ["closed by the other side", system("UND_ERR_SOCKET"), false],
  ["an error that says nothing", new Error("x"), false],
  ["Deno's words on another runtime", new Error("error sending request for url (x): client error (Connect)"), false],
  ["no error", undefined, false],
])("%s: never connected is %s, and unknown for a custom fetch", (_, error, expected) => {
  for (const thrown of [error, wrapped(error), wrapped(wrapped(error))]) {
    expect(readConnectionFailure(thrown, own).neverConnected).toBe(expected);
    expect(readConnectionFailure(thrown, () => {}).neverConnected).toBe(false);
  }
});

test("Deno names the failed step in the message", () => {
  Reflect.set(globalThis, "Deno", {});
  try {
    const failed = (step: string) =>
      wrapped(new Error(`error sending request for url (https://a.b/): client error (${step}): x`));
    expect(readConnectionFailure(failed("Connect"), own).neverConnected).toBe(true);
    expect(readConnectionFailure(failed("SendRequest"), own).neverConnected).toBe(false);
    expect(readConnectionFailure(wrapped(new Error("client error (Connect)")), own).neverConnected).toBe(false);
  } finally {
    Reflect.deleteProperty(globalThis, "Deno");
  }
});

test("the nearest code is used, and an endless chain of causes is not followed for ever", () => {
  expect(readConnectionFailure(wrapped(system("ECONNRESET")), own).code).toBe("ECONNRESET");
  expect(readConnectionFailure(Object.assign(wrapped(system("ENOTFOUND")), { code: "OWN" }), own).code).toBe("OWN");
  const loop: Error & { cause?: unknown } = new Error("x");
  loop.cause = loop;
  expect(readConnectionFailure(loop, own)).toEqual({ neverConnected: false });
});

test("only a string is a code, and the search stops at the fifth cause", () => {
  expect(readConnectionFailure(Object.assign(new Error("x"), { code: 7 }), own)).toEqual({ neverConnected: false });
  const deep = (depth: number): unknown => (depth === 0 ? system("ENOTFOUND") : wrapped(deep(depth - 1)));
  expect(readConnectionFailure(deep(4), own).code).toBe("ENOTFOUND");
  expect(readConnectionFailure(deep(5), own).code).toBeUndefined();
});
