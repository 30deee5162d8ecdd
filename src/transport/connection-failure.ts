import { readSafely } from "./safe-cause.js";

// These say that the connection was never made, so no byte of the request has left. The last two are the words of Node's
// fetch and of Bun's.
const NEVER_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  "ConnectionRefused",
]);
// These do so only while connecting: a "read" can fail with the same codes, long after the request has left.
const UNREACHABLE = new Set(["ENETUNREACH", "EHOSTUNREACH", "ETIMEDOUT"]);
// The client's own check of a certificate, before it sends a byte: OpenSSL's names for what can be wrong with one.
const CERTIFICATE =
  /^(?:CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_|INVALID_CA$|HOSTNAME_MISMATCH$|ERR_TLS_CERT_ALTNAME)/;
// The handshake failed before it was done. An alert about a client's certificate is none of these: in TLS 1.3 it comes
// after the request.
const HANDSHAKE =
  /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNSUPPORTED_PROTOCOL|[\w/]*HANDSHAKE_FAILURE)$/;
// Deno gives no code, but says in which step it failed.
const DENO_CONNECTING = /client error \(Connect\)/;
// Node gives this the code of any other reset.
const CUT_IN_HANDSHAKE = /before secure TLS connection was established/;

/** What is known of a failed connection. */
export interface ConnectionFailure {
  /** The system's or the platform's code. */
  readonly code?: string;
  /** Whether it is sure that nothing of the request has left. */
  readonly neverSent: boolean;
}

/** Reads from what `fetch` rejected with whether anything can have been sent. In doubt it may have been. */
export function readConnectionFailure(error: unknown): ConnectionFailure {
  const chain = causesOf(error);
  // Node puts the system's code on a cause, at a depth that depends on what failed.
  const { code, syscall, message = "" } = chain.find((cause) => cause.code !== undefined) ?? {};
  if (code === undefined) return { neverSent: chain.some((cause) => DENO_CONNECTING.test(cause.message ?? "")) };
  const neverConnected = NEVER_CONNECTED.has(code) || (UNREACHABLE.has(code) && syscall === "connect");
  const neverSecured = CERTIFICATE.test(code) || HANDSHAKE.test(code) || CUT_IN_HANDSHAKE.test(message);
  return { code, neverSent: neverConnected || neverSecured };
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
