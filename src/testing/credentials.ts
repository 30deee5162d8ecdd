import { chooseDigest, digestAuthorization } from "../auth/digest.js";
import { parseChallenges } from "../auth/www-authenticate.js";
import type { EmulatedCredentials } from "./emulated-credentials.js";
import { errorResponse, type PlannedResponse } from "./planned-response.js";

/** The parts of a request that its credentials depend on. */
export interface CredentialRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly text: string;
}

/** Checks credentials, and issues tokens and nonces. */
export interface CredentialChecker {
  /** Returns the response that rejects a request, if its credentials are not valid. */
  reject(request: CredentialRequest): PlannedResponse | undefined;
  token(request: CredentialRequest): PlannedResponse;
  revoke(request: CredentialRequest): PlannedResponse;
  /** Invalidates all issued tokens and nonces. */
  forget(): void;
}

// The prefix of the emulator's own tokens, which identifies them even after they have expired.
const OWN_TOKEN = "emulated-access-token-";
const MAX_TOKENS = 100;

/** Makes a checker. */
export function createCredentialChecker(known: EmulatedCredentials, now: () => number): CredentialChecker {
  const { tokenLifetimeS = 3600, tokensPerMinute = 10, nonceLifetimeS = 300 } = known;
  // Tokens and nonces, each with its expiry.
  const tokens = new Map<string, { endsAt: number; clientId: string }>();
  const nonces = new Map<string, number>();
  const given = new Map<string, number[]>();
  let count = 0;

  const isKnownToken = (token: string) => {
    if (token.startsWith(OWN_TOKEN)) return (tokens.get(token)?.endsAt ?? 0) > now();
    return token !== "" && (known.tokens?.includes(token) ?? true);
  };
  const challenge = (stale: boolean): PlannedResponse => {
    count += 1;
    const nonce = `${count}`.padStart(32, "emulated-nonce-");
    nonces.set(nonce, now() + nonceLifetimeS * 1000);
    return errorResponse(401, "UNEXPECTED_ERROR", "You are not authorized for this resource.", {
      headers: {
        // Some parameters are unquoted, as in Atlas.
        "WWW-Authenticate": `Digest realm="MMS Public API", domain="", nonce="${nonce}", algorithm=MD5, qop="auth", stale=${stale}`,
      },
    });
  };
  const clientOf = ({ headers }: CredentialRequest): string | undefined => {
    const [, encoded = ""] = /^Basic +([\w+/]+=*)$/i.exec(headers.get("Authorization") ?? "") ?? [];
    const [clientId = "", ...secret] = decodeBase64(encoded).split(":");
    const clientSecret = secret.join(":");
    if (clientId === "" || clientSecret === "") return undefined;
    const isKnown = ({ clientId: id, clientSecret: own }: { clientId: string; clientSecret: string }) =>
      id === clientId && own === clientSecret;
    return (known.serviceAccounts?.some(isKnown) ?? true) ? clientId : undefined;
  };

  return {
    reject: (request) => {
      const authorization = request.headers.get("Authorization") ?? "";
      const [scheme = "", token = ""] = authorization.split(" ");
      if (/^bearer$/i.test(scheme)) return isKnownToken(token) ? undefined : challenge(false);
      if (!/^digest$/i.test(scheme)) return challenge(false);
      const digest = parseChallenges(authorization)[0]?.parameters ?? new Map<string, string>();
      const endsAt = nonces.get(digest.get("nonce") ?? "") ?? 0;
      if (endsAt <= now()) return challenge(true);
      return isDigestRight(digest, request, known) ? undefined : challenge(false);
    },
    token: (request) => {
      const clientId = clientOf(request);
      if (clientId === undefined) return oauthError(401, "invalid_client", "The client is not known.");
      const problem = formProblem(request, "grant_type", "client_credentials");
      if (problem) return oauthError(400, "invalid_request", problem);
      const recent = (given.get(clientId) ?? []).filter((at) => at > now() - 60_000);
      if (recent.length >= tokensPerMinute) {
        const seconds = Math.max(1, Math.ceil(((recent[0] ?? 0) + 60_000 - now()) / 1000));
        return errorResponse(429, "RATE_LIMITED", `A service account gets ${tokensPerMinute} tokens a minute.`, {
          headers: { "Retry-After": String(seconds) },
        });
      }
      const alive = [...tokens.values()].filter((token) => token.clientId === clientId && token.endsAt > now());
      if (alive.length >= MAX_TOKENS) return oauthError(403, "access_denied", `${MAX_TOKENS} tokens are alive.`);
      given.set(clientId, [...recent, now()]);
      count += 1;
      const access_token = `${OWN_TOKEN}${String(count).padStart(6, "0")}`;
      tokens.set(access_token, { clientId, endsAt: now() + tokenLifetimeS * 1000 });
      return json(200, { access_token, expires_in: tokenLifetimeS, token_type: "Bearer" });
    },
    revoke: (request) => {
      if (clientOf(request) === undefined) return oauthError(401, "invalid_client", "The client is not known.");
      const problem = formProblem(request, "token_type_hint", "access_token");
      if (problem) return oauthError(400, "invalid_request", problem);
      tokens.delete(new URLSearchParams(request.text).get("token") ?? "");
      return { status: 200, headers: {}, body: undefined };
    },
    forget: () => {
      tokens.clear();
      nonces.clear();
    },
  };
}

function isDigestRight(
  digest: ReadonlyMap<string, string>,
  { method, url }: CredentialRequest,
  { apiKeys, hash }: EmulatedCredentials,
): boolean {
  const parameter = (name: string) => digest.get(name) ?? "";
  const username = parameter("username");
  const uri = url.pathname + url.search;
  const wellFormed =
    parameter("realm") === "MMS Public API" &&
    parameter("uri") === uri &&
    parameter("qop") === "auth" &&
    parameter("cnonce") !== "" &&
    /^[\da-f]{8}$/i.test(parameter("nc")) &&
    /^[\da-f]{32}$/.test(parameter("response"));
  if (!wellFormed || username === "") return false;
  if (!apiKeys) return true;
  const key = apiKeys.find(({ publicKey }) => publicKey === username);
  const challenge = chooseDigest([{ scheme: "digest", parameters: digest }]);
  if (!key || !challenge || !hash) return key !== undefined && hash === undefined;
  const count = Number.parseInt(parameter("nc"), 16);
  const input = { username, password: key.privateKey, method, uri, count, cnonce: parameter("cnonce") };
  const [expected] = parseChallenges(digestAuthorization(challenge, input, hash));
  return expected?.parameters.get("response") === parameter("response");
}

function formProblem({ headers, text }: CredentialRequest, name: string, value: string): string | undefined {
  const type = headers.get("Content-Type") ?? "missing";
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) {
    return `request.header.Content-Type must be application/x-www-form-urlencoded, not ${type}`;
  }
  return new URLSearchParams(text).get(name) === value ? undefined : `request.body.${name} must be ${value}`;
}

// OAuth's error response, in which "error" is a code.
function oauthError(status: number, error: string, description: string): PlannedResponse {
  return json(status, { error, error_description: description });
}

function json(status: number, body: object): PlannedResponse {
  return { status, headers: { "Content-Type": "application/json" }, body };
}

function decodeBase64(encoded: string): string {
  try {
    return atob(encoded);
  } catch {
    return "";
  }
}
