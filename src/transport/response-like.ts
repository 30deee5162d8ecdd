import type { EndSignal } from "../support/ending.js";
import { readSafely } from "../support/properties.js";
import { race } from "../support/race.js";

/** A response can't be used; the message says why. */
export class UnusableResponse extends Error {}

function notAResponse(problem: string): UnusableResponse {
  const help = "The fetch option must return what the global fetch does: a status, headers and a body of bytes";
  return new UnusableResponse(`fetch did not give a response that can be used: ${problem}. ${help}`);
}

const NOTHING = new Uint8Array();

/** The head of a response from any library. */
export interface ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  /** The response itself, if it is the platform's own and has exactly these values. */
  readonly original?: Response;
}

/**
 * Reads the head of a response, which may come from another realm or from a library with its own classes.
 *
 * @throws UnusableResponse if the status is unusable or the headers can't be read
 */
export function readHead(response: unknown): ResponseHead {
  if (typeof response !== "object" || response === null) {
    throw notAResponse(`it gave ${response === null ? "null" : `a value of type ${typeof response}`}`);
  }
  const given = read(response, "status");
  const status = typeof given === "string" ? Number(given) : given;
  if (typeof status !== "number" || !Number.isInteger(status) || status < 100 || status > 999) {
    throw notAResponse("its status is not a number from 100 to 999");
  }
  const givenHeaders = read(response, "headers");
  // Not copied: no other code holds these headers.
  const isOwn = isOf(givenHeaders, Headers);
  const headers = isOwn ? givenHeaders : readHeaders(givenHeaders);
  // An unreadable reason phrase must not fail the response.
  const words = readSafely(response, "statusText");
  const statusText = typeof words === "string" ? words : "";
  const shown = isOwn && given === status && words === statusText && isOf(response, Response);
  return { status, statusText, headers, ...(shown && { original: response }) };
}

/**
 * Reads a response's body to its end, or to the limit: the rest is cancelled, and never held in memory.
 *
 * @throws UnusableResponse if the body, after decompression, is larger than the limit, or is not bytes
 */
export async function readBody(
  response: object,
  maxBytes: number,
  signal: EndSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const source = openBody(response);
  try {
    return await race(signal, collect(source, maxBytes, signal));
  } catch (error) {
    // Releases the connection. If the body has already failed, this rejects with the same error, which is ignored.
    new Promise((resolve) => resolve(source.return?.())).catch(() => {});
    throw error;
  }
}

async function collect(
  source: AsyncIterator<unknown>,
  maxBytes: number,
  signal: EndSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  // Grows by doubling: a list of many small chunks would take far more memory than their content.
  let bytes = NOTHING;
  let size = 0;
  for (;;) {
    const { done, value } = await source.next();
    // Stops reading once the call has ended.
    signal.throwIfAborted();
    if (done) return size < bytes.byteLength ? bytes.subarray(0, size) : bytes;
    const chunk = toBytes(value);
    const end = size + chunk.byteLength;
    if (end > maxBytes) throw new UnusableResponse(`its body is larger than ${maxBytes} bytes (maxResponseBytes)`);
    if (end > bytes.byteLength) {
      const larger = new Uint8Array(Math.max(2 * bytes.byteLength, end));
      larger.set(bytes);
      bytes = larger;
    }
    // Copied, since a foreign source may reuse its memory.
    bytes.set(chunk, size);
    size = end;
  }
}

// Not always an async generator, which takes longer: the usual body is a stream of the platform.
function openBody(response: object): AsyncIterator<unknown> {
  const body = read(response, "body");
  if (typeof body === "object" && body !== null) {
    if (typeof read(body, "getReader") === "function") {
      const reader = lock(body as ReadableStream);
      const cancel = async () => ({ done: true as const, value: await reader.cancel() });
      return { next: () => reader.read() as Promise<IteratorResult<unknown>>, return: cancel };
    }
    const iterate = read(body, Symbol.asyncIterator);
    if (typeof iterate === "function") return iterate.call(body);
  }
  return readWhole(response, body);
}

async function* readWhole(response: object, body: unknown): AsyncGenerator<unknown> {
  if (body === null) return;
  if (typeof body === "string" || isBytes(body)) return yield body;
  // A library without streams has at least one of these methods.
  const name = (["arrayBuffer", "text", "json"] as const).find((one) => typeof read(response, one) === "function");
  if (name) {
    const whole: unknown = await (response as Response)[name]();
    yield name === "json" ? JSON.stringify(whole) : whole;
  } else if (body !== undefined) {
    throw notAResponse("its body is not a stream of bytes");
  }
}

function lock(stream: ReadableStream): ReadableStreamDefaultReader<unknown> {
  try {
    return stream.getReader();
  } catch {
    throw notAResponse("its body has been read already");
  }
}

// Only direct instances of this realm: a subclass or a proxy could return other values the next time.
function isOf<Instance extends object>(value: unknown, type: { prototype: Instance }): value is Instance {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === type.prototype;
}

// Not with instanceof, which rejects bytes of another realm.
function isBytes(value: unknown): boolean {
  return ArrayBuffer.isView(value) || Object.prototype.toString.call(value) === "[object ArrayBuffer]";
}

function toBytes(value: unknown): Uint8Array {
  if (typeof value === "string") return new TextEncoder().encode(value);
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (isBytes(value)) return new Uint8Array(value as ArrayBuffer);
  throw notAResponse("its body has something in it that is not bytes");
}

function read(target: object, name: string | symbol): unknown {
  try {
    return Reflect.get(target, name);
  } catch {
    throw notAResponse(`its ${String(name)} can't be read`);
  }
}

// Headers and maps iterate over pairs. A plain object has arrays for repeated headers.
function readHeaders(given: unknown): Headers {
  const headers = new Headers();
  try {
    if (given !== undefined && typeof given !== "object") throw new TypeError("not headers");
    const all = Object(given);
    const pairs: Iterable<[string, unknown]> = Symbol.iterator in all ? all : Object.entries(all);
    for (const [name, value] of pairs) {
      for (const one of [value].flat()) if (one !== undefined && one !== null) append(headers, name, String(one));
    }
    return headers;
  } catch {
    throw notAResponse("its headers can't be read");
  }
}

// An invalid header name, such as HTTP/2's ":status", must not fail the response.
function append(headers: Headers, name: string, value: string): void {
  try {
    headers.append(name, value);
  } catch {
    // Left out.
  }
}
