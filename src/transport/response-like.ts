import { toBytes } from "../support/bytes.js";
import type { EndSignal } from "../support/ending.js";
import { isObject, readSafely } from "../support/properties.js";
import { ignoreFailure, race } from "../support/race.js";

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
  const status = typeof given === "string" ? Number(given) : (given as number);
  if (!Number.isInteger(status) || status < 100 || status > 999) {
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
    ignoreFailure(() => source.return?.());
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
    if (!chunk) throw notAResponse("its body has something in it that is not bytes");
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
  if (toBytes(body)) return void (yield body);
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
  const add = (value: unknown, name: unknown) => {
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
    if (!isObject(given ?? headers)) throw new TypeError("not headers");
    const source = Object(given);
    const isIterable = Symbol.iterator in source;
    if (!isIterable && typeof source.forEach === "function") {
      source.forEach(add);
      return headers;
    }
    const entries: [unknown, unknown][] | string[] = isIterable ? [...source] : Object.entries(source);
    // Node's rawHeaders: names and values alternate.
    const isFlat = entries.every((one) => typeof one === "string");
    if (isFlat) for (let at = 0; at < entries.length; at += 2) add(entries[at + 1], entries[at]);
    else for (const [name, value] of entries) add(value, name);
    return headers;
  } catch {
    throw notAResponse("its headers can't be read", status);
  }
}
