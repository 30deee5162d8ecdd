import { type Answer, type Call, stateOf } from "./call.js";
import { scrub } from "./secrets.js";
import { AtlasUnexpectedResponseError } from "./transport-errors.js";

// Fetch does not allow a Response of these to have a body.
const NULL_BODY_STATUSES = new Set([204, 205, 304]);

/**
 * Makes a Response of an answer. What errors show of it has no credentials: neither what a server says back, nor the
 * nonce of a challenge.
 *
 * @throws {@link AtlasUnexpectedResponseError} if no Response can have the status
 */
export function toResponse({ status, statusText, headers, bytes }: Answer, call: Call): Response {
  const { secrets } = call.progress;
  const body = status < 400 ? bytes : cleanBody(bytes, secrets);
  try {
    const response = new Response(NULL_BODY_STATUSES.has(status) ? null : body, {
      status,
      // The words beside the status may be of any bytes, and Response refuses some: they are not worth the answer.
      statusText: /^[\t\x20-\x7e]*$/.test(statusText) ? scrub(statusText, secrets) : "",
      headers: [...headers].map(([name, value]): [string, string] => [name, scrub(value, secrets)]),
    });
    Object.defineProperty(response, "url", { value: call.request.url });
    return response;
  } catch (error) {
    throw new AtlasUnexpectedResponseError(
      status,
      "no HTTP answer has that status",
      { ...stateOf(call), maybeSent: true },
      {
        cause: error,
      },
    );
  }
}

function cleanBody(bytes: Uint8Array<ArrayBuffer>, secrets: ReadonlySet<string>): BodyInit {
  if (secrets.size === 0) return bytes;
  const text = new TextDecoder().decode(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const clean = scrub(text, secrets);
    return clean === text ? bytes : clean;
  }
  // In the values, and not in the text: JSON can write a character in several ways.
  const clean = JSON.stringify(value, (_, member: unknown) => cleanMember(member, secrets));
  return clean === JSON.stringify(value) ? bytes : clean;
}

function cleanMember(member: unknown, secrets: ReadonlySet<string>): unknown {
  if (typeof member === "string") return scrub(member, secrets);
  if (typeof member !== "object" || member === null || Array.isArray(member)) return member;
  return Object.fromEntries(Object.entries(member).map(([name, value]) => [scrub(name, secrets), value]));
}
