import { readSafely } from "../redaction/safe-cause.js";
import type { Secrets } from "../redaction/secrets.js";
import { type Answer, type Call, stateOf } from "./call.js";
import { AtlasUnexpectedResponseError } from "./transport-errors.js";

// Fetch does not allow a Response of these to have a body.
const NULL_BODY_STATUSES = new Set([204, 205, 304]);
// No answer of Atlas's comes near it; far above it, code that reads JSON level by level runs out of stack.
const DEEPEST_JSON = 500;
// The next request will be sent with them.
const CHALLENGES = ["www-authenticate", "authentication-info"];
const NONCE = /(\b(?:next)?nonce[ \t]*=[ \t]*)(?:"[^"\\]*(?:\\.[^"\\]*)*"|[^",\s]+)/gi;
const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [...'"\\[]{}'].map((c) => c.charCodeAt(0));

/**
 * Makes a Response of an answer. What errors show of it has no credentials: neither what a server says back, nor in
 * headers.
 *
 * @throws {@link AtlasUnexpectedResponseError} if no Response can have the status, or if the JSON is nested too deep
 */
export function toResponse({ status, statusText, headers, bytes }: Answer, call: Call, secrets: Secrets): Response {
  const unexpected = (problem: string, options?: ErrorOptions) =>
    new AtlasUnexpectedResponseError(status, problem, stateOf(call), options);
  if (isNestedTooDeep(new Uint8Array(bytes)) && isJson(bytes)) {
    throw unexpected(`the JSON of its body is nested more than ${DEEPEST_JSON} levels deep`);
  }
  // The body of a success is what was asked for.
  const body = status >= 200 && status < 300 ? bytes : redactBody(bytes, secrets);
  let response: Response;
  try {
    response = new Response(NULL_BODY_STATUSES.has(status) ? null : body, {
      status,
      // The words beside the status may be of any bytes, and Response refuses some: they are not worth the answer.
      statusText: /^[\t\x20-\x7e]*$/.test(statusText) ? secrets.redact(statusText) : "",
      headers: [...headers].map(([name, value]): [string, string] => [
        secrets.redact(name),
        secrets.redact(CHALLENGES.includes(name) ? value.replace(NONCE, "$1***") : value),
      ]),
    });
  } catch (error) {
    throw unexpected("no HTTP answer has that status", { cause: error });
  }
  return Object.defineProperty(response, "url", { value: call.progress.url });
}

function redactBody(bytes: ArrayBuffer, secrets: Secrets): ArrayBuffer | string {
  const text = new TextDecoder().decode(bytes);
  const clean = secrets.redact(text);
  return clean === text ? bytes : clean;
}

// Text with many brackets, such as a log, is not JSON, and nobody will read it level by level.
function isJson(bytes: ArrayBuffer): boolean {
  try {
    JSON.parse(new TextDecoder().decode(bytes));
    return true;
  } catch (error) {
    // There are engines whose parser runs out of stack by itself.
    return readSafely(Object(error), "name") === "RangeError";
  }
}

function isNestedTooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (inString) {
      if (byte === BACKSLASH) at += 1;
      else inString = byte !== QUOTE;
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth += 1;
      if (depth > DEEPEST_JSON) return true;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      depth -= 1;
    } else {
      inString = byte === QUOTE;
    }
  }
  return false;
}
