import { race } from "../support/race.js";

/** What a `fetch` gave that can't be taken for a response. */
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

/** The head of a response, of whatever library it is. */
export interface ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
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
  const status = Number(read(response, "status"));
  if (!Number.isInteger(status) || status < 100 || status > 999) {
    throw new NotAResponse("its status is not a number from 100 to 999");
  }
  const headers = readHeaders(read(response, "headers", status), status);
  let statusText: unknown;
  try {
    statusText = Reflect.get(response, "statusText");
  } catch {
    // The words beside the status are not worth the response.
  }
  return { status, statusText: typeof statusText === "string" ? statusText : "", headers };
}

/**
 * Reads a response's body to its end, or to the limit: the rest is cancelled, and never held in memory.
 *
 * @throws BodyTooLarge if there are more bytes, after decompression
 * @throws NotAResponse if the body is nothing that bytes can be read from
 */
export async function readBody(response: object, maxBytes: number, signal: AbortSignal): Promise<ArrayBuffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const source = await openBody(response, signal);
  try {
    for (;;) {
      const { done, value } = await race(signal, source.next());
      if (done) return concatenate(chunks, size);
      const chunk = toBytes(value);
      size += chunk.byteLength;
      if (size > maxBytes) throw new BodyTooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    // Lets go of the connection; a body that has failed by itself rejects this, which is nothing new then.
    new Promise((resolve) => resolve(source.cancel())).catch(() => {});
    throw error;
  }
}

interface BodySource {
  next(): Promise<{ done?: boolean | undefined; value?: unknown }>;
  cancel(): unknown;
}

async function openBody(response: object, signal: AbortSignal): Promise<BodySource> {
  const body = read(response, "body");
  if (typeof body === "object" && body !== null) {
    const stream = body as Partial<ReadableStream> & Partial<AsyncIterable<unknown>>;
    if (typeof stream.getReader === "function") {
      const reader = lock(stream as ReadableStream);
      return { next: () => reader.read(), cancel: () => reader.cancel() };
    }
    const iterate = stream[Symbol.asyncIterator];
    if (typeof iterate === "function") {
      const iterator = iterate.call(stream);
      return { next: () => iterator.next(), cancel: () => iterator.return?.() };
    }
    if (isBytes(body)) return once(body);
  }
  if (typeof body === "string") return once(body);
  if (body === null) return once(new Uint8Array());
  // A library without streams has methods at least.
  for (const name of ["arrayBuffer", "text"] as const) {
    const method = read(response, name);
    if (typeof method === "function") return once(await race(signal, Promise.resolve(method.call(response))));
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

function concatenate(chunks: readonly Uint8Array[], size: number): ArrayBuffer {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes.buffer;
}

function read(target: object, name: string, status?: number): unknown {
  try {
    return Reflect.get(target, name);
  } catch {
    throw new NotAResponse(`its ${name} can't be read`, status);
  }
}

function readHeaders(given: unknown, status: number): Headers {
  try {
    return new Headers(entriesOf(given));
  } catch {
    throw new NotAResponse("its headers can't be read", status);
  }
}

// Headers and maps are lists of pairs; others have forEach, or are plain objects, with lists for what came twice.
function entriesOf(headers: unknown): [string, string][] {
  if (headers === undefined || headers === null) return [];
  if (typeof headers !== "object") throw new TypeError("not headers");
  const entries: [string, string][] = [];
  const add = (name: unknown, value: unknown) => {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) entries.push([String(name), String(one)]);
    }
  };
  const { forEach } = headers as { forEach?: unknown };
  if (Symbol.iterator in headers) {
    for (const [name, value] of headers as Iterable<[unknown, unknown]>) add(name, value);
  } else if (typeof forEach === "function") {
    forEach.call(headers, (value: unknown, name: unknown) => add(name, value));
  } else {
    for (const [name, value] of Object.entries(headers)) add(name, value);
  }
  return entries;
}
