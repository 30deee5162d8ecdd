import { isAtlasError } from "../errors.js";
import { oneLine } from "../redaction/one-line.js";
import { readRequestId } from "../response/metadata.js";
import { readRateLimit } from "../response/rate-limit.js";
import { defined, readStrings } from "../support/properties.js";
import type { AuthContext } from "./auth.js";
import { AtlasTokenError } from "./token-error.js";

/** The credentials for the token endpoint. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A request to the token endpoint. */
export interface TokenEndpointRequest {
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  /** The beginning of the message if it fails. */
  readonly failure: string;
}

/** The parts of a call that a request to the token endpoint needs. */
export type TokenContext = Pick<AuthContext, "baseUrl" | "fetch" | "keepSecret" | "now" | "signal">;

/**
 * Posts a form to the token endpoint, with the client's credentials.
 *
 * @throws {@link AtlasTokenError} if there is no response, or its status is not a success
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export async function postForm(
  { clientId, clientSecret }: ClientCredentials,
  { path, form, failure }: TokenEndpointRequest,
  { baseUrl, fetch, keepSecret, now, signal }: TokenContext,
): Promise<Response> {
  const url = `${baseUrl}${path}`;
  const headers = {
    // Not percent-encoded: RFC 6749 requires it, but Atlas rejects it.
    Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
    "Content-Type": "application/x-www-form-urlencoded",
    Accept: "application/json",
  };
  // A server may echo what it was sent.
  keepSecret(clientSecret);
  if (form.token !== undefined) keepSecret(form.token);
  let response: Response;
  try {
    response = await fetch(url, { method: "POST", headers, body: new URLSearchParams(form).toString(), signal });
  } catch (error) {
    if (!isAtlasError(error)) throw error;
    // By name, since the client that sends may come from another copy of the package.
    const responded = error.name === "AtlasUnexpectedResponseError";
    const status: unknown = Reflect.get(error, "status");
    throw new AtlasTokenError(responded ? "response" : "connection", `${failure}: ${error.message}`, {
      cause: error,
      ...(typeof status === "number" && { status }),
    });
  }
  if (response.ok) return response;

  // The transport redacts the bodies of error responses, but not of redirects.
  const { errorCode, detail } = response.status < 400 ? {} : readRejection(await response.text());
  const words = [`${response.status}`, errorCode && oneLine(errorCode), detail && `(${oneLine(detail)})`];
  throw new AtlasTokenError("rejection", `${failure}: POST ${url} got ${words.filter(Boolean).join(" ")}`, {
    status: response.status,
    ...defined({ errorCode, detail }),
    ...readRateLimit(response.headers, now),
    ...readRequestId(response.headers),
  });
}

// OAuth's form, where "error" is a code, or Atlas's own, where it is the status.
function readRejection(text: string): { errorCode?: string; detail?: string } {
  try {
    const body = readStrings(JSON.parse(text), "errorCode", "error", "detail", "error_description");
    return defined({ errorCode: body.errorCode ?? body.error, detail: body.detail ?? body.error_description });
  } catch {
    return {};
  }
}
