import type { EndSignal } from "../support/ending.js";
import { readSafely } from "../support/properties.js";
import { race } from "../support/race.js";

/** A response that can't be used, and why, in words for an error. */
export class UnusableResponse extends Error {
  /** The status, where it could be read. */
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

/** The head of a response, of whatever library it is. */
export interface ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  /** The response itself, if it is one of the platform's own that shows what is here. */
  readonly original?: Response;
}

/**
 * Reads the head of a response: of this realm or another, of the platform or of a library that has its own classes.
 *
 * @throws UnusableResponse if there is no usable status, or if there are headers that can't be read
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
  const givenHeaders = read(response, "headers", status);
  // Kept without a copy: no other code has it any more.
  const isOwn = isOf(givenHeaders, Headers);
  const headers = isOwn ? givenHeaders : readHeaders(givenHeaders, status);
  // The words beside the status are not worth the response.
  const words = readSafely(response, "statusText");
  const statusText = typeof words === "string" ? words : "";
  const shown = isOwn && given === status && words === statusText && isOf(response, Response);
  return { status, statusText, headers, ...(shown && { original: response }) };
}

/**
 * Reads a response's body to its end, or to the limit: the rest is cancelled, and never held in memory.
 *
 * @throws UnusableResponse if there are more bytes, after decompression, or nothing that bytes can be read from
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
    // Lets go of the connection; a body that has failed by itself rejects this, which is nothing new then.
    new Promise((resolve) => resolve(source.return?.())).catch(() => {});
    throw error;
  }
}

async function collect(source: Chunks, maxBytes: number, signal: EndSignal): Promise<Uint8Array<ArrayBuffer>> {
  // Grows by doubling: a list of chunks would take many times the memory of what is in them, if they are small.
  let bytes = NOTHING;
  let size = 0;
  for (let reads = 1; ; reads += 1) {
    const { done, value } = await source.next();
    // Nobody waits for it any more.
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
    // A copy, as a foreign source may use its memory again.
    bytes.set(chunk, size);
    size = end;
    // A stream that is always ready lets no timer run, neither a time limit nor one of the program's own.
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

// By a message and not by a timer, which tests fake.
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
  if (typeof body === "object" && body !== null) {
    if (typeof read(body, "getReader") === "function") {
      const reader = lock(body as ReadableStream);
      return { next: () => reader.read(), return: () => reader.cancel() };
    }
    const iterate = read(body, Symbol.asyncIterator);
    if (typeof iterate === "function") return iterate.call(body);
  }
  let whole: PromiseLike<unknown> | undefined;
  return {
    next: async () => {
      if (whole) return { done: true };
      whole = readWhole(response, body);
      return { value: await whole };
    },
  };
}

async function readWhole(response: object, body: unknown): Promise<unknown> {
  if (body === null) return NOTHING;
  if (typeof body === "string" || isBytes(body)) return body;
  // A library without streams has methods at least.
  const name = (["arrayBuffer", "text", "json"] as const).find((one) => typeof read(response, one) === "function");
  if (!name && body !== undefined) throw notAResponse("its body is not a stream of bytes");
  const whole: unknown = name ? await (response as Response)[name]() : NOTHING;
  return name === "json" ? JSON.stringify(whole) : whole;
}

function lock(stream: ReadableStream): ReadableStreamDefaultReader<unknown> {
  try {
    return stream.getReader();
  } catch {
    throw notAResponse("its body has been read already");
  }
}

// Of this realm, without a class or a proxy in between that could show something else the next time.
function isOf<Instance extends object>(value: unknown, type: { prototype: Instance }): value is Instance {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === type.prototype;
}

// Not by instanceof: bytes of another realm are bytes.
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

// Headers and maps are lists of pairs; others have forEach, or are plain objects, with lists for what came twice.
function readHeaders(given: unknown, status: number): Headers {
  const headers = new Headers();
  const add = (name: unknown, value: unknown) => {
    for (const one of [value].flat()) {
      if (one === undefined || one === null) continue;
      const entry = [String(name), String(one)] as const;
      try {
        headers.append(...entry);
      } catch {
        // A header that none can be, such as HTTP/2's ":status", is not worth the response.
      }
    }
  };
  try {
    if (given === undefined || given === null) return headers;
    if (typeof given !== "object") throw new TypeError("not headers");
    const { forEach } = given as { forEach?: unknown };
    if (Array.isArray(given) && given.every((one) => typeof one === "string")) {
      // Node's rawHeaders: names and values in turns.
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
