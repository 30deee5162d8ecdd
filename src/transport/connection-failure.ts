import { readSafely, readStrings } from "../support/properties.js";
import { runtimeOf } from "./platform-fetch.js";

// Deno gives no code, but says in which step it failed.
const DENO_CONNECTING = /^error sending request for url \(\S*\): client error \(Connect\)/;

/** A failed connection. */
export interface ConnectionFailure {
  /** The system's or the platform's code. */
  readonly code?: string;
  /** Whether it failed before it was there, so that nothing of the request has left. */
  readonly neverConnected: boolean;
}

/**
 * Reads from what `fetch` rejected with how a connection failed. A code proves nothing that occurs after a request has
 * arrived as well, as most do; and of a `fetch` that is not the runtime's own none proves anything, since it can have
 * sent the request before.
 */
export function readConnectionFailure(error: unknown, fetch: unknown): ConnectionFailure {
  const chain = causesOf(error);
  // Node puts the system's code on a cause, at a depth that depends on what failed.
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
  for (let cause = error; typeof cause === "object" && cause !== null && causes.length < 5; ) {
    causes.push(readStrings(cause, "code", "syscall", "message"));
    cause = readSafely(cause, "cause");
  }
  return causes;
}
