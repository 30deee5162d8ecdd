import { oneLine } from "../redaction/one-line.js";
import { readRateLimit } from "../response/rate-limit.js";
import { isRecord } from "../support/properties.js";
import { isBearerToken } from "./bearer.js";
import { type ClientCredentials, postForm, type TokenContext } from "./token-endpoint.js";
import { AtlasTokenError } from "./token-error.js";

/** An access token and its lifetime. */
export interface AccessToken {
  readonly value: string;
  /** In milliseconds, from now. */
  readonly lifetimeMs: number;
}

const FAILURE = "No access token for the service account";
// The lifetime of Atlas's tokens, for a response without expires_in.
const USUAL_LIFETIME_S = 3600;

/**
 * Requests an access token.
 *
 * @throws {@link AtlasTokenError} saying which step failed
 * @see https://www.mongodb.com/docs/atlas/api/service-accounts/generate-oauth2-token/
 */
export async function requestToken(client: ClientCredentials, context: TokenContext): Promise<AccessToken> {
  const response = await postForm(
    client,
    { path: "/api/oauth/token", form: { grant_type: "client_credentials" }, failure: FAILURE },
    context,
  );
  const unusable = (problem: string) =>
    // The body is never shown: even a truncated or misnamed part of it can be the token.
    new AtlasTokenError("response", `${FAILURE}: POST ${response.url} got ${response.status}, but ${problem}`, {
      status: response.status,
      ...readRateLimit(response.headers, context.now),
    });
  const body = parseObject(await response.text());
  if (!body) throw unusable(`not with JSON (${oneLine(response.headers.get("Content-Type") ?? "no content type")})`);
  const { access_token: value, token_type: type = "Bearer", expires_in: expiresIn } = body;
  if (typeof value !== "string") throw unusable("without an access_token");
  context.keepSecret(value);
  if (!isBearerToken(value)) throw unusable("with an access_token that is not allowed in a header");
  if (typeof type !== "string" || type.toLowerCase() !== "bearer")
    throw unusable("with a token_type that is not Bearer");
  return { value, lifetimeMs: readLifetime(expiresIn) * 1000 };
}

/**
 * Revokes an access token.
 *
 * @throws {@link AtlasTokenError} if it could not be revoked
 * @see https://www.rfc-editor.org/rfc/rfc7009
 */
export async function revokeToken(client: ClientCredentials, token: string, context: TokenContext): Promise<void> {
  const form = { token, token_type_hint: "access_token" };
  await postForm(client, { path: "/api/oauth/revoke", form, failure: "The access token was not revoked" }, context);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function readLifetime(expiresIn: unknown): number {
  const seconds = typeof expiresIn === "string" && expiresIn.trim() !== "" ? Number(expiresIn) : expiresIn;
  return typeof seconds === "number" && Number.isFinite(seconds) ? Math.max(0, seconds) : USUAL_LIFETIME_S;
}
