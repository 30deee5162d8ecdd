import { isObject, readSafely, readStrings } from "../support/properties.js";
import { runtimeOf } from "./platform-fetch.js";

// Deno gives no code, but names the failed step in the message.
const DENO_CONNECTING = /^error sending request for url \(\S*\): client error \(Connect\)/;

/** A failed connection. */
export interface ConnectionFailure {
  /** The system's or the platform's code. */
  readonly code?: string;
  /** Whether no connection was made, so that no part of the request was sent. */
  readonly neverConnected: boolean;
}

/**
 * Reads how a connection failed from the error that `fetch` rejected with. Most codes can also occur after the request
 * has arrived, and prove nothing. With a custom `fetch`, no code proves anything: it may have sent the request before.
 */
export function readConnectionFailure(error: unknown, fetch: unknown): ConnectionFailure {
  const chain = causesOf(error);
  // Node puts the system's code on a cause, at a depth that depends on the failure.
  const { code, syscall } = chain.find((cause) => cause.code !== undefined) ?? {};
  const runtime = runtimeOf(fetch);
  if (code === undefined) {
    return { neverConnected: runtime === "Deno" && chain.some(({ message = "" }) => DENO_CONNECTING.test(message)) };
  }
  const connecting = syscall === "connect" || syscall === "getaddrinfo";
  return { code, neverConnected: runtime === "Node" && connecting };
}

interface SystemError {
  code?: string;
  syscall?: string;
  message?: string;
}

function causesOf(error: unknown): SystemError[] {
  const causes: SystemError[] = [];
  for (let cause = error; isObject(cause) && causes.length < 5; ) {
    causes.push(readStrings(cause, "code", "syscall", "message"));
    cause = readSafely(cause, "cause");
  }
  return causes;
}
