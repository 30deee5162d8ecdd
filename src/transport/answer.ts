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
  const text = normalize(new TextDecoder().decode(bytes));
  const clean = scrub(text, secrets);
  return clean === text ? bytes : clean;
}

// JSON can write a character in several ways, and only one of them would be found.
function normalize(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}
