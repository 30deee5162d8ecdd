import { isSafe } from "./transport-errors.js";

interface Platform {
  readonly Deno?: unknown;
  readonly Bun?: unknown;
  readonly process?: { readonly versions?: { readonly node?: string } };
}

// As it is when the package is loaded. What takes its place later is somebody else's, and may send a request again or
// through other hands: nobody knows what its errors prove.
const platformFetch = globalThis.fetch;

/** Whether a `fetch` is the platform's own, whose errors and repeats have been measured. */
export function isPlatformFetch(fetch: unknown): boolean {
  return fetch === platformFetch;
}

/**
 * The init of a request that the platform's own `fetch` must not send a second time by itself, for a body that it can't
 * send again: Node 20 to 24 repeat a request after a 421 unless its body is a stream, Deno 2 after a reused connection was
 * cut unless its body is a blob or a stream. Bun 1 and workerd repeat none.
 *
 * @see https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
export function sentOnce(init: RequestInit & { method: string; headers: Headers }): RequestInit {
  const { body, method, headers } = init;
  if (body === undefined || body === null || isSafe(method)) return init;
  const { Deno, Bun, process } = globalThis as Platform;
  if (Deno !== undefined) return { ...init, body: new Blob([body as string | ArrayBuffer]) };
  if (Bun !== undefined || process?.versions?.node === undefined) return init;
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : new Uint8Array(body as ArrayBuffer);
  const stream = new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  // With its length: a stream would go out in chunks otherwise, which not every server takes.
  headers.set("Content-Length", String(bytes.byteLength));
  return { ...init, body: stream, duplex: "half" } as RequestInit;
}
