import { isAtlasError } from "../errors.js";
import { readRateLimit } from "../rate-limit.js";
import { readRequestId } from "../request-id.js";
import { AtlasUnexpectedResponseError } from "../transport/transport-errors.js";
import type { AuthContext } from "./auth.js";
import { AtlasTokenError } from "./token-error.js";

/** Who speaks to the token endpoint. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What is asked of the token endpoint. */
export interface TokenEndpointRequest {
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  /** What it means if it is not done, in words. */
  readonly failure: string;
}

/** What a request to the token endpoint needs of the call that it is for. */
export type TokenContext = Pick<AuthContext, "baseUrl" | "fetch" | "now" | "signal">;

/**
 * Sends a form to the token endpoint, with the client's own credentials.
 *
 * @throws {@link AtlasTokenError} if there is no answer, or one that is no success
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export async function postForm(
  { clientId, clientSecret }: ClientCredentials,
  { path, form, failure }: TokenEndpointRequest,
  { baseUrl, fetch, now, signal }: TokenContext,
): Promise<Response> {
  const url = `${baseUrl}${path}`;
  const headers = {
    // The raw characters: Atlas refuses the percent-encoding that RFC 6749 asks for.
    Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
    "Content-Type": "application/x-www-form-urlencoded",
    Accept: "application/json",
  };
  let response: Response;
  try {
    response = await fetch(url, { method: "POST", headers, body: new URLSearchParams(form).toString(), signal });
  } catch (error) {
    if (!isAtlasError(error)) throw error;
    const answered = error instanceof AtlasUnexpectedResponseError;
    throw new AtlasTokenError(answered ? "answer" : "connection", `${failure}: ${error.message}`, {
      cause: error,
      ...(answered && { status: error.status }),
    });
  }
  if (response.ok) return response;

  const { errorCode, detail } = readRefusal(await response.text());
  const words = [`${response.status}`, errorCode, detail && `(${detail})`].filter(Boolean).join(" ");
  throw new AtlasTokenError("refusal", `${failure}: POST ${url} was answered with ${words}`, {
    status: response.status,
    ...(errorCode !== undefined && { errorCode }),
    ...readRateLimit(response.headers, now),
    ...readRequestId(response.headers),
  });
}

// OAuth's form, where "error" is a code, or Atlas's own, where it is the status.
function readRefusal(text: string): { errorCode?: string; detail?: string } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof body !== "object" || body === null) return {};
  const member = (name: string) => {
    const value: unknown = Reflect.get(body, name);
    return typeof value === "string" ? value : undefined;
  };
  const errorCode = member("errorCode") ?? member("error");
  const detail = member("detail") ?? member("error_description");
  return { ...(errorCode !== undefined && { errorCode }), ...(detail !== undefined && { detail }) };
}
