import type { EndSignal } from "../support/ending.js";
import { isObject, readSafely } from "../support/properties.js";
import { race } from "../support/race.js";

/** A response can't be used; the message says why. */
export class UnusableResponse extends Error {
  /** The status, if it could be read. */
  readonly status: number | undefined;

  constructor(problem: string, status?: number) {
    super(problem);
    this.status = status;
  }
}

function notAResponse(problem: string, status?: number): UnusableResponse {
  const help = "The fetch option must return what the global fetch does: a status, headers and a body of bytes";
  return new UnusableResponse(`fetch did not give a response that can be used: ${problem}. ${help}`, status);
}

const READS_BETWEEN_TURNS = 256;
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
  if (!isObject(response)) {
    throw notAResponse(`it gave ${response === null ? "null" : `a value of type ${typeof response}`}`);
  }
  if (readSafely(response, "type") === "opaqueredirect") throw new UnusableResponse("redirects are not followed");
  const given = read(response, "status");
  const status = typeof given === "string" ? Number(given) : given;
  if (typeof status !== "number" || !Number.isInteger(status) || status < 100 || status > 999) {
    throw notAResponse("its status is not a number from 100 to 999");
  }
  const givenHeaders = read(response, "headers", status);
  // Not copied: no other code holds these headers.
  const isOwn = isOf(givenHeaders, Headers);
  const headers = isOwn ? givenHeaders : readHeaders(givenHeaders, status);
  // An unreadable reason phrase must not fail the response.
  const words = readSafely(response, "statusText");
  const statusText = typeof words === "string" ? words : "";
  // It is given its URL later, which a frozen one does not accept.
  const isPlain = isOf(response, Response) && Object.isExtensible(response);
  const shown = isOwn && isPlain && given === status && words === statusText;
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

async function collect(source: Chunks, maxBytes: number, signal: EndSignal): Promise<Uint8Array<ArrayBuffer>> {
  // Grows by doubling: a list of many small chunks would take far more memory than their content.
  let bytes = NOTHING;
  let size = 0;
  for (let reads = 1; ; reads += 1) {
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
    // A stream that is always ready would block all timers, including our time limits.
    if (reads % READS_BETWEEN_TURNS === 0) await nextTurn();
  }
}

interface Chunks {
  next(): PromiseLike<Chunk> | Chunk;
  return?(): unknown;
}

interface Chunk {
  done?: boolean | undefined;
  value?: unknown;
}

// Uses a message, not a timer, since tests fake timers.
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof MessageChannel !== "function") return void setTimeout(resolve, 0);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

function openBody(response: object): Chunks {
  const body = read(response, "body");
  if (isObject(body)) {
    if (typeof read(body, "getReader") === "function") {
      const reader = lock(body as ReadableStream);
      return { next: () => reader.read(), return: () => reader.cancel() };
    }
    const iterate = read(body, Symbol.asyncIterator);
    if (typeof iterate === "function") return iterate.call(body);
  }
  return readWhole(response, body);
}

async function* readWhole(response: object, body: unknown): AsyncGenerator<unknown, void, void> {
  if (body === null) return;
  if (typeof body === "string" || isBytes(body)) return void (yield body);
  // A library without streams has at least these methods.
  const name = (["arrayBuffer", "text", "json"] as const).find((one) => typeof read(response, one) === "function");
  if (!name && body !== undefined) throw notAResponse("its body is not a stream of bytes");
  if (!name) return;
  const whole: unknown = await (response as Response)[name]();
  yield name === "json" ? JSON.stringify(whole) : whole;
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
  return isObject(value) && Object.getPrototypeOf(value) === type.prototype;
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

function read(target: object, name: string | symbol, status?: number): unknown {
  try {
    return Reflect.get(target, name);
  } catch {
    throw notAResponse(`its ${String(name)} can't be read`, status);
  }
}

// Headers and maps iterate over pairs. Others have forEach, or are plain objects, with arrays for repeated headers.
function readHeaders(given: unknown, status: number): Headers {
  const headers = new Headers();
  const add = (name: unknown, value: unknown) => {
    for (const one of [value].flat()) {
      if (one === undefined || one === null) continue;
      const entry = [String(name), String(one)] as const;
      try {
        headers.append(...entry);
      } catch {
        // An invalid header name, such as HTTP/2's ":status", must not fail the response.
      }
    }
  };
  try {
    if (given === undefined || given === null) return headers;
    if (typeof given !== "object") throw new TypeError("not headers");
    const { forEach } = given as { forEach?: unknown };
    if (Array.isArray(given) && given.every((one) => typeof one === "string")) {
      // Node's rawHeaders: names and values alternate.
      for (let at = 0; at < given.length; at += 2) add(given[at], given[at + 1]);
    } else if (!(Symbol.iterator in given) && typeof forEach === "function") {
      forEach.call(given, (value: unknown, name: unknown) => add(name, value));
    } else {
      const pairs = Symbol.iterator in given ? (given as Iterable<[unknown, unknown]>) : Object.entries(given);
      for (const [name, value] of pairs) add(name, value);
    }
    return headers;
  } catch {
    throw notAResponse("its headers can't be read", status);
  }
}
