import { toBytes } from "../support/bytes.js";
import type { WireBody } from "./call.js";
import { isSafe } from "./transport-errors.js";

interface Platform {
  readonly Deno?: unknown;
  readonly Bun?: unknown;
}

// The fetch at load time. A later replacement may resend requests or use a proxy, so it is unknown what its failures
// prove and which bodies it accepts.
const loadedWith = globalThis.fetch;
// Matches the source of fetch in Node 20 to 24, Deno 2 and Bun 1. It may have been replaced before this package was
// loaded. A proxy of a function and a bound one have native code too, but not with this name.
const OWN_SOURCE = /\bfetchImpl\b|\blazyFetch\b|^function fetch\(\) \{\s*\[native code\]/;
const isOwn =
  typeof loadedWith === "function" &&
  loadedWith.name === "fetch" &&
  OWN_SOURCE.test(Function.prototype.toString.call(loadedWith));

/** The runtime that this `fetch` belongs to, if it is one whose behavior was measured. */
export function runtimeOf(fetch: unknown): "Node" | "Bun" | "Deno" | undefined {
  if (!isOwn || fetch !== loadedWith) return undefined;
  const { Deno, Bun } = globalThis as Platform;
  if (Deno !== undefined) return "Deno";
  if (Bun !== undefined) return "Bun";
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  return process?.versions?.node === undefined ? undefined : "Node";
}

/** A body on its way out, and control over it. */
export interface OutgoingBody {
  /** The part of the init that has the body; empty without one. */
  readonly init: RequestInit;
  /** The `Content-Length` to send, if the platform can't know it. */
  readonly length?: string;
  /** Returns whether the body was never read, so that no part of the request was sent. Afterwards, it can't be read. */
  withhold(): boolean;
}

/**
 * Makes a body that the runtime can't send a second time by itself. With a string, Node resends a POST after a 421, and
 * Deno and Bun up to 1.3 do so after a reused connection was cut. Node and Bun read a byte stream only after the
 * connection and TLS are established: if it was not read, nothing was sent. Any other `fetch` gets the body unchanged.
 *
 * @see https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
export function toOutgoing(method: string, body: WireBody | undefined, fetch: unknown): OutgoingBody {
  const withhold = () => false;
  if (body === undefined) return { init: {}, withhold };
  const runtime = runtimeOf(fetch);
  // Copied, since the stream detaches them.
  const bytes = runtime === undefined || isSafe(method) ? undefined : toBytes(body)?.slice();
  if (!bytes?.byteLength) return { init: { body }, withhold };
  if (runtime === "Deno") return { init: { body: new Blob([bytes]) }, withhold };
  let state: "untouched" | "taken" | "withheld" = "untouched";
  const stream = new ReadableStream({
    // Without this type, or with a start(), Node would read the bytes before it is connected.
    type: "bytes",
    pull: (controller) => {
      if (state !== "untouched") throw new Error("The body is not sent any more");
      state = "taken";
      controller.enqueue(bytes);
      controller.close();
      controller.byobRequest?.respond(0);
    },
  });
  return {
    // Bun would resend on a reused connection.
    init: { body: stream, duplex: "half", keepalive: false } as RequestInit,
    // Without a length, a stream is sent chunked, which not every server accepts.
    length: String(bytes.byteLength),
    withhold: () => {
      if (state === "untouched") state = "withheld";
      return state === "withheld";
    },
  };
}
