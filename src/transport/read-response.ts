import type { Secrets } from "../redaction/secrets.js";
import { isObject, readSafely } from "../support/properties.js";
import { type Call, type ReadResponse, unexpected } from "./call.js";

// A Response with one of these statuses must not have a body.
const NULL_BODY_STATUSES = new Set([204, 205, 304]);
// Atlas's responses are far below this. Far above it, recursive code runs out of stack.
const MAX_JSON_DEPTH = 500;
// The next request is sent with their nonces.
const CHALLENGES = new Set(["www-authenticate", "authentication-info"]);
const NONCE = /(\b(?:next)?nonce[ \t]*=[ \t]*)(?:"[^"\\]*(?:\\.[^"\\]*)*"|[^",\s]+)/gi;
// Bytes of JSON, as literals: a bundler can't drop computed constants.
const OPEN_LIST = 0x5b;
const OPEN_OBJECT = 0x7b;

/**
 * Redacts credentials in a response, so that errors can show it: those in headers, and those that the server echoes.
 * The body of a success is left unchanged.
 *
 * @throws {@link AtlasUnexpectedResponseError} if the JSON is nested too deep
 */
export function redactResponse(response: ReadResponse, call: Call, secrets: Secrets) {
  const { status, bytes } = response;
  if (isNestedTooDeep(bytes)) {
    const problem = `the JSON of its body is nested more than ${MAX_JSON_DEPTH} levels deep`;
    throw unexpected(call, status, problem);
  }
  // A reason phrase can have bytes that Response rejects; it is dropped then.
  const statusText = /^[\t\x20-\x7e]*$/.test(response.statusText) ? secrets.redact(response.statusText) : "";
  const { headers, fields } = redactHeaders(response.headers, secrets);
  const body = status >= 200 && status < 300 ? bytes : redactBody(bytes, secrets);
  const isClean = statusText === response.statusText && headers === response.headers && body === bytes;
  return { status, statusText, headers, fields, bytes: body, original: isClean ? response.original : undefined };
}

/**
 * Makes an unread Response from a response that has been read.
 *
 * @throws {@link AtlasUnexpectedResponseError} if no Response can have the status
 */
export function toResponse({ status, statusText, headers, bytes }: ReadResponse, call: Call): Response {
  let response: Response;
  try {
    response = new Response(NULL_BODY_STATUSES.has(status) ? null : bytes, { status, statusText, headers });
  } catch (cause) {
    throw unexpected(call, status, "no HTTP response has that status", { cause });
  }
  return withUrl(response, call);
}

/**
 * Makes a Response whose body counts as read. It is the original one, if that is the platform's own and shows no
 * credentials.
 *
 * @throws {@link AtlasUnexpectedResponseError} if no Response can have the status
 */
export function toConsumedResponse(read: ReadResponse, call: Call): Response {
  // The runtime's own fetch can return statuses that the Response constructor rejects.
  const canBe = read.status >= 200 && read.status <= 599;
  if (read.original && canBe) return withUrl(read.original, call);
  const response = toResponse(read, call);
  response.body?.cancel();
  return response;
}

function withUrl(response: Response, { progress: { url } }: Call): Response {
  return response.url === url ? response : Object.defineProperty(response, "url", { value: url });
}

function redactHeaders(headers: Headers, secrets: Secrets) {
  const pairs: [string, string][] = [];
  let isClean = true;
  for (const [name, value] of headers) {
    const shown = secrets.redact(CHALLENGES.has(name) ? value.replace(NONCE, "$1***") : value);
    const shownName = secrets.redact(name);
    if (shown !== value || shownName !== name) isClean = false;
    pairs.push([shownName, shown]);
  }
  return { headers: isClean ? headers : new Headers(pairs), fields: new Map(pairs) };
}

function redactBody(bytes: ReadResponse["bytes"], secrets: Secrets): ReadResponse["bytes"] {
  const text = new TextDecoder().decode(bytes);
  const clean = secrets.redact(text);
  return clean === text ? bytes : new TextEncoder().encode(clean);
}

// Text with many brackets, such as a log, is not JSON, and not a problem.
function isNestedTooDeep(bytes: Uint8Array): boolean {
  if (bytes.length <= MAX_JSON_DEPTH) return false;
  let opened = 0;
  for (const byte of bytes) if (byte === OPEN_LIST || byte === OPEN_OBJECT) opened += 1;
  if (opened <= MAX_JSON_DEPTH) return false;
  try {
    let level: unknown[] = [JSON.parse(new TextDecoder().decode(bytes))];
    for (let depth = 0; depth < MAX_JSON_DEPTH; depth += 1) level = level.flatMap(valuesOf);
    return level.some(isObject);
  } catch (error) {
    // Some engines' parsers run out of stack.
    return readSafely(Object(error), "name") === "RangeError";
  }
}

function valuesOf(value: unknown): unknown[] {
  return isObject(value) ? Object.values(value) : [];
}
