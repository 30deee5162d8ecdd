import { expect, test } from "@jest/globals";
import { readConnectionFailure } from "./connection-failure.js";

const system = (code: string, syscall?: string, message = "x") => Object.assign(new Error(message), { code, syscall });
const wrapped = (cause: unknown) => new TypeError("fetch failed", { cause });

test.each<[string, unknown, boolean]>([
  ["refused", system("ECONNREFUSED", "connect"), true],
  ["no such host", system("ENOTFOUND", "getaddrinfo"), true],
  ["no name server", system("EAI_AGAIN", "getaddrinfo"), true],
  ["unreachable while connecting", system("EHOSTUNREACH", "connect"), true],
  ["unreachable while reading", system("EHOSTUNREACH", "read"), false],
  ["no network", system("ENETUNREACH", "connect"), true],
  ["a connection that the system gave up", system("ETIMEDOUT", "connect"), true],
  ["an answer that the system gave up", system("ETIMEDOUT", "read"), false],
  ["unreachable, in the words of a library that does not say when", system("EHOSTUNREACH"), false],
  ["a connection that took too long", system("UND_ERR_CONNECT_TIMEOUT"), true],
  ["Bun's word for refused", system("ConnectionRefused"), true],
  ["an old certificate", system("CERT_HAS_EXPIRED"), true],
  ["an unknown issuer", system("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), true],
  ["a certificate of one's own", system("DEPTH_ZERO_SELF_SIGNED_CERT"), true],
  ["a chain of one's own", system("SELF_SIGNED_CERT_IN_CHAIN"), true],
  ["another host's certificate", system("ERR_TLS_CERT_ALTNAME_INVALID"), true],
  ["no TLS", system("ERR_SSL_WRONG_VERSION_NUMBER"), true],
  ["a handshake that failed", system("ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE"), true],
  ["a handshake that failed, since Node 22", system("ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE"), true],
  ["a certificate of the client's that was refused in the handshake", system("ERR_SSL_TLSV1_ALERT_UNKNOWN_CA"), true],
  ["TLS that broke later, as Node's fetch tells of it", system("UND_ERR_SOCKET"), false],
  ["TLS that broke at any time, as Bun tells of it", system("EPROTO"), false],
  ["a connection that the system forbids", system("EACCES", "connect"), true],
  [
    "hung up in the handshake",
    system("ECONNRESET", undefined, "Client network socket disconnected before secure TLS connection was established"),
    true,
  ],
  ["reset", system("ECONNRESET", "read"), false],
  ["a broken pipe", system("EPIPE", "write"), false],
  ["closed by the other side", system("UND_ERR_SOCKET"), false],
  ["Deno, while connecting", new Error("error sending request: client error (Connect): Connection refused"), true],
  ["Deno, later", new Error("error sending request: client error (SendRequest): broken pipe"), false],
  ["an error that says nothing", new Error("x"), false],
  ["no error", undefined, false],
])("%s: never sent is %s, and nothing is known of it from a fetch of the caller's own", (_, error, neverSent) => {
  for (const thrown of [error, wrapped(error), wrapped(wrapped(error))]) {
    expect(readConnectionFailure(thrown, false).neverSent).toBe(false);
    expect(readConnectionFailure(thrown, true).neverSent).toBe(neverSent);
  }
});

test("the code is the nearest one, and a chain without end is not followed for ever", () => {
  expect(readConnectionFailure(wrapped(system("ECONNRESET")), true).code).toBe("ECONNRESET");
  expect(readConnectionFailure(Object.assign(wrapped(system("ENOTFOUND")), { code: "OWN" }), true).code).toBe("OWN");
  const loop: Error & { cause?: unknown } = new Error("x");
  loop.cause = loop;
  expect(readConnectionFailure(loop, true)).toEqual({ neverSent: false });
});

test("only a text is a code, and the fifth cause is the last that is looked at", () => {
  expect(readConnectionFailure(Object.assign(new Error("x"), { code: 7 }), true)).toEqual({ neverSent: false });
  const deep = (depth: number): unknown => (depth === 0 ? system("ENOTFOUND") : wrapped(deep(depth - 1)));
  expect(readConnectionFailure(deep(4), true)).toEqual({ code: "ENOTFOUND", neverSent: true });
  expect(readConnectionFailure(deep(5), true)).toEqual({ neverSent: false });
  expect(readConnectionFailure({ code: "EPIPE", cause: null }, true)).toEqual({ code: "EPIPE", neverSent: false });
});
