import type { EndSignal } from "../support/ending.js";
import { onAbort } from "../support/on-abort.js";
import { readSafely } from "../support/properties.js";
import { isPromise, race } from "../support/race.js";

/** A value that a `fetch` gave and that can't be used as a response. */
export class NotAResponse extends Error {
  /** The status, where it could be read. */
  readonly status: number | undefined;

  constructor(problem: string, status?: number) {
    super(problem);
    this.status = status;
  }
}

/** A body that is larger than what is allowed. */
export class BodyTooLarge extends Error {}

const READS_BETWEEN_TURNS = 256;

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
 * @throws NotAResponse if there is no usable status, or if there are headers that can't be read
 */
export function readHead(response: unknown): ResponseHead {
  if (typeof response !== "object" || response === null) {
    throw new NotAResponse(`it gave ${response === null ? "null" : `a value of type ${typeof response}`}`);
  }
  const given = read(response, "status");
  const status = typeof given === "string" ? Number(given) : given;
  if (typeof status !== "number" || !Number.isInteger(status) || status < 100 || status > 999) {
    throw new NotAResponse("its status is not a number from 100 to 999");
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
 * @throws BodyTooLarge if there are more bytes, after decompression
 * @throws NotAResponse if the body is nothing that bytes can be read from
 */
export async function readBody(response: object, maxBytes: number, signal: EndSignal) {
  // Grows by doubling: a list of chunks would take many times the memory of what is in them, if they are small.
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  let size = 0;
  const opened = openBody(response, signal);
  const source = isPromise(opened) ? await opened : opened;
  // The platform's own reader ends at once when it is cancelled; another may not.
  const unsubscribe = source.ends ? onAbort(signal, source.cancel) : undefined;
  try {
    for (let reads = 1; ; reads += 1) {
      const next = source.next();
      const { done, value } = await (unsubscribe ? next : race(signal, Promise.resolve(next)));
      signal.throwIfAborted();
      if (done) return bytes?.subarray(0, size) ?? new Uint8Array();
      const chunk = toBytes(value);
      if (size + chunk.byteLength > maxBytes) throw new BodyTooLarge();
      // A copy, as a foreign source may use its memory again.
      if (!bytes) bytes = new Uint8Array(chunk);
      else bytes = append(bytes, size, chunk);
      size += chunk.byteLength;
      // A stream that is always ready lets no timer run, neither a time limit nor one of the program's own.
      if (reads % READS_BETWEEN_TURNS === 0) await nextTurn();
    }
  } catch (error) {
    // Lets go of the connection; a body that has failed by itself rejects this, which is nothing new then.
    new Promise((resolve) => resolve(source.cancel())).catch(() => {});
    throw error;
  } finally {
    unsubscribe?.();
  }
}

function append(bytes: Uint8Array<ArrayBuffer>, size: number, chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  let target = bytes;
  if (size + chunk.byteLength > bytes.byteLength) {
    target = new Uint8Array(Math.max(1_024, 2 * bytes.byteLength, size + chunk.byteLength));
    target.set(bytes.subarray(0, size));
  }
  target.set(chunk, size);
  return target;
}

interface BodySource {
  next(): PromiseLike<Read> | Read;
  cancel(): unknown;
  /** Whether cancelling ends what is waited for. */
  readonly ends?: boolean;
}

interface Read {
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

function openBody(response: object, signal: EndSignal): BodySource | Promise<BodySource> {
  const body = read(response, "body");
  if (typeof body === "object" && body !== null) {
    if (typeof read(body, "getReader") === "function") {
      const reader = lock(body as ReadableStream);
      const { ReadableStream: Stream, ReadableStreamDefaultReader: Reader } = globalThis;
      // There are platforms without these, whose fetch is a library's.
      const ends = Boolean(Stream && Reader) && isOf(body, Stream) && isOf(reader, Reader);
      return { next: () => reader.read(), cancel: () => reader.cancel().catch(() => {}), ends };
    }
    const iterate = read(body, Symbol.asyncIterator);
    if (typeof iterate === "function") {
      const iterator: AsyncIterator<unknown> = iterate.call(body);
      return { next: () => iterator.next(), cancel: () => iterator.return?.() };
    }
    if (isBytes(body)) return once(body);
  }
  if (typeof body === "string") return once(body);
  if (body === null) return once(new Uint8Array());
  return openByMethod(response, body, signal);
}

async function openByMethod(response: object, body: unknown, signal: EndSignal): Promise<BodySource> {
  // A library without streams has methods at least.
  for (const name of ["arrayBuffer", "text", "json"] as const) {
    const method = read(response, name);
    if (typeof method !== "function") continue;
    const content: unknown = await race(signal, Promise.resolve(method.call(response)));
    return once(name === "json" ? JSON.stringify(content) : content);
  }
  if (body === undefined) return once(new Uint8Array());
  throw new NotAResponse("its body is not a stream of bytes");
}

function lock(stream: ReadableStream): ReadableStreamDefaultReader<unknown> {
  try {
    return stream.getReader();
  } catch {
    throw new NotAResponse("its body has been read already");
  }
}

function once(value: unknown): BodySource {
  const values = [value];
  return {
    next: async () => (values.length > 0 ? { done: false, value: values.pop() } : { done: true }),
    cancel: () => {},
  };
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
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (isBytes(value)) return new Uint8Array(value as ArrayBuffer);
  throw new NotAResponse("its body has something in it that is not bytes");
}

function read(target: object, name: string | symbol, status?: number): unknown {
  try {
    return Reflect.get(target, name);
  } catch {
    throw new NotAResponse(`its ${String(name)} can't be read`, status);
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
    throw new NotAResponse("its headers can't be read", status);
  }
}
