import { readSafely } from "../redaction/safe-cause.js";

// What is known here was measured with the platform's own fetch on Node 20, 22 and 24, Bun 1 and Deno 2: each failure
// before and after a request had arrived, on new and on reused connections, with and without TLS. A code that occurs in
// both proves nothing and is not here.

// These occur while connecting alone. The last one is the word of older versions of Bun.
const NEVER_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  "ConnectionRefused",
]);
// The platform's own check of a certificate, before it sends a byte: OpenSSL's names for what can be wrong with one.
const CERTIFICATE =
  /^(?:CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_|INVALID_CA$|HOSTNAME_MISMATCH$|ERR_TLS_CERT_ALTNAME)/;
// Node's fetch tells so of a handshake alone: what goes wrong with TLS after it is UND_ERR_SOCKET, or a time limit.
const HANDSHAKE = /^ERR_SSL_/;
// Deno gives no code, but says in which step it failed.
const DENO_CONNECTING = /client error \(Connect\)/;
// Node gives this the code of any other reset.
const CUT_IN_HANDSHAKE = /before secure TLS connection was established/;

/** What is known of a failed connection. */
export interface ConnectionFailure {
  /** The system's or the platform's code. */
  readonly code?: string;
  /** Whether it is proved that nothing of the request has left. */
  readonly neverSent: boolean;
}

/**
 * Reads from what `fetch` rejected with whether anything can have been sent. In doubt it may have been: always with a
 * `fetch` that is not the platform's own, which can have retries of its own, or codes that mean something else.
 */
export function readConnectionFailure(error: unknown, isPlatformFetch: boolean): ConnectionFailure {
  const chain = causesOf(error);
  // Node puts the system's code on a cause, at a depth that depends on what failed.
  const { code, syscall, message = "" } = chain.find((cause) => cause.code !== undefined) ?? {};
  if (code === undefined) {
    return { neverSent: isPlatformFetch && chain.some((cause) => DENO_CONNECTING.test(cause.message ?? "")) };
  }
  const neverConnected = NEVER_CONNECTED.has(code) || syscall === "connect" || syscall === "getaddrinfo";
  const neverSecured = CERTIFICATE.test(code) || HANDSHAKE.test(code) || CUT_IN_HANDSHAKE.test(message);
  return { code, neverSent: isPlatformFetch && (neverConnected || neverSecured) };
}

interface SystemError {
  code?: string;
  syscall?: string;
  message?: string;
}

function causesOf(error: unknown): SystemError[] {
  const causes: SystemError[] = [];
  for (let cause = error; typeof cause === "object" && cause !== null && causes.length < 5; ) {
    const current = cause;
    const text = (name: keyof SystemError) => {
      const value = readSafely(current, name);
      return typeof value === "string" ? { [name]: value } : {};
    };
    causes.push({ ...text("code"), ...text("syscall"), ...text("message") });
    cause = readSafely(current, "cause");
  }
  return causes;
}
