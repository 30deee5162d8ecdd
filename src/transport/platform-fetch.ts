import { perObject } from "../support/per-object.js";
import { isSafe } from "./transport-errors.js";

interface Platform {
  readonly Deno?: unknown;
  readonly Bun?: unknown;
}

// As it is when the package is loaded. A later replacement may send a request again or
// through a proxy: what its failures prove and which bodies it takes is unknown.
const loadedWith = globalThis.fetch;
// How the functions of Node 20 to 24, Deno 2 and Bun 1 are written: something else may have been put there before.
const OWN_SOURCE = /\bfetchImpl\b|\blazyFetch\b|\[native code\]/;
const isOwn = perObject((fetch: object) => OWN_SOURCE.test(Function.prototype.toString.call(fetch)));

/** The runtime whose own `fetch` this is, if it is one that was measured. */
export function runtimeOf(fetch: unknown): "Node" | "Bun" | "Deno" | undefined {
  if (fetch !== loadedWith || typeof fetch !== "function") return undefined;
  if (!isOwn(fetch)) return undefined;
  const { Deno, Bun } = globalThis as Platform;
  if (Deno !== undefined) return "Deno";
  if (Bun !== undefined) return "Bun";
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  return process?.versions?.node === undefined ? undefined : "Node";
}

/** The init of one request, and what is known of its body. */
export interface OutgoingInit {
  readonly init: RequestInit;
  /** Whether the body was never taken, so that nothing of the request has left. It can't be taken afterwards. */
  withhold(): boolean;
}

type Init = RequestInit & { readonly method: string; readonly headers: Headers | Readonly<Record<string, string>> };

/**
 * Makes a request that the runtime's own `fetch` does not send a second time by itself, by a body that it can't send again:
 * with a string, Node repeats a POST after a 421, and Deno and Bun up to 1.3 after a reused connection was cut. Node and
 * Bun take a stream of bytes only when they are connected, and TLS is agreed on: as long as they have not, nothing has
 * left. Any other `fetch` gets the body as it is.
 *
 * @see https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
export function toOutgoing(init: Init, fetch: unknown): OutgoingInit {
  const runtime = runtimeOf(fetch);
  const { body, method, headers } = init;
  const bytes = runtime === undefined || isSafe(method) ? undefined : toBytes(body);
  if (bytes === undefined || bytes.byteLength === 0) return { init, withhold: () => false };
  if (runtime === "Deno") return { init: { ...init, body: new Blob([bytes]) }, withhold: () => false };
  // With its length: a stream goes out in chunks otherwise, which not every server takes.
  const length = String(bytes.byteLength);
  if (headers instanceof Headers) headers.set("Content-Length", length);
  const sent = headers instanceof Headers ? headers : { ...headers, "Content-Length": length };
  let state: "untouched" | "taken" | "withheld" = "untouched";
  const stream = new ReadableStream({
    // Without it, and with a start(), Node would take the bytes before it is connected.
    type: "bytes",
    pull: (controller) => {
      if (state !== "untouched") throw new Error("The body is not sent any more");
      state = "taken";
      controller.enqueue(bytes);
      controller.close();
      controller.byobRequest?.respond(0);
    },
  });
  const withhold = () => {
    if (state === "untouched") state = "withheld";
    return state === "withheld";
  };
  // On Bun, a connection that was used before is one that it would repeat on.
  const once = { headers: sent, body: stream, duplex: "half", keepalive: false };
  return { init: { ...init, ...once } as RequestInit, withhold };
}

// What the transport makes of a request's body; a copy, since a stream takes the bytes away.
function toBytes(body: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (typeof body === "string") return new TextEncoder().encode(body);
  const isBuffer = Object.prototype.toString.call(body) === "[object ArrayBuffer]";
  return isBuffer ? new Uint8Array(body as ArrayBuffer).slice() : undefined;
}
