import { createHash, randomBytes } from "node:crypto";
import type { AtlasAuth, AuthContext } from "../auth/auth.js";
import { checkCredential } from "../auth/credential.js";
import { chooseDigest, type DigestChallenge, type DigestHash, digestAuthorization } from "../auth/digest.js";
import { parseChallenges } from "../auth/www-authenticate.js";
import { AtlasAuthError } from "../errors.js";
import { readOptions } from "../options/option-checks.js";

/**
 * Options of {@link apiKey}.
 *
 * @example
 * ```ts
 * const options: ApiKeyOptions = { publicKey: "abcdefgh", privateKey: "01234567-89ab-cdef-0123-456789abcdef" };
 * ```
 */
export interface ApiKeyOptions {
  /** The public key, which is the username in Digest. */
  publicKey: string;
  /** The private key, which is the password. It is never sent. */
  privateKey: string;
}

interface Session {
  readonly challenge: DigestChallenge;
  readonly cnonce: string;
  /** Whether the challenge was the response to a request without credentials, and not to one with an expired nonce. */
  readonly first: boolean;
  /** How often the nonce has been used. */
  count: number;
}

/**
 * Authenticates with an API key, by HTTP Digest. The first request is sent without credentials, is rejected with a
 * challenge, and is repeated with credentials. Later requests reuse the nonce, and need only one round trip. An expired
 * nonce is replaced once.
 *
 * @throws {@link AtlasConfigurationError} if a key has characters that it can't have
 * @throws {@link AtlasAuthError} from a call, if the server asks for a form of Digest other than MD5 or SHA-256, with or
 * without `-sess`, and `qop=auth` or none
 * @example
 * ```ts
 * import { createAtlasClient } from "atlas-tenant-upgrade";
 * import { apiKey } from "atlas-tenant-upgrade/node";
 *
 * const atlas = createAtlasClient({
 *   auth: apiKey({
 *     publicKey: process.env.MONGODB_ATLAS_PUBLIC_API_KEY ?? "",
 *     privateKey: process.env.MONGODB_ATLAS_PRIVATE_API_KEY ?? "",
 *   }),
 * });
 * ```
 * @see https://www.rfc-editor.org/rfc/rfc7616
 */
export function apiKey(options: ApiKeyOptions): AtlasAuth {
  const given = readOptions(options, ["publicKey", "privateKey"], "apiKey");
  const { publicKey: username = "", privateKey: password = "" } = given;
  // A colon would end the username in Digest's hash.
  checkCredential("publicKey", "apiKey", username, /^[\x21-\x39\x3b-\x7e]+$/);
  checkCredential("privateKey", "apiKey", password, /^[\x21-\x7e]+$/);

  // One session per server.
  const sessions = new Map<string, Session>();
  const authorizationFor = (session: Session, { method, url }: AuthContext): string => {
    session.count += 1;
    const { pathname, search } = new URL(url);
    const { challenge, cnonce, count } = session;
    return digestAuthorization(challenge, { username, password, method, uri: pathname + search, count, cnonce }, hash);
  };
  const clients = new WeakSet<AuthContext["keepSecret"]>();
  return {
    authorize: (context) => {
      // The private key is never sent, so the client would not know that it must be redacted.
      if (!clients.has(context.keepSecret)) context.keepSecret(password);
      clients.add(context.keepSecret);
      const session = sessions.get(context.baseUrl);
      return session ? authorizationFor(session, context) : null;
    },
    reauthorize: ({ headers, authorization, count }, context) => {
      const challenges = parseChallenges(headers.get("WWW-Authenticate") ?? "");
      const challenge = chooseDigest(challenges);
      const kept = sessions.get(context.baseUrl);
      const rejected = authorization === null ? undefined : parseChallenges(authorization)[0]?.parameters.get("nonce");
      // Another call may have replaced the nonce in the meantime; it is kept then.
      if (kept?.challenge.nonce === rejected) sessions.delete(context.baseUrl);
      if (!challenge) {
        const digest = challenges.some(({ scheme }) => scheme === "digest");
        if (authorization === null && digest) throw unknownDigest();
        return undefined;
      }
      // The credentials are wrong, or the server does not accept the nonce that it has just issued.
      if (!challenge.stale && (count > 1 || rejected === challenge.nonce)) return undefined;
      // A nonce may expire once per attempt, whether it was kept or has just been issued.
      if (count > 1 && !kept?.first) return undefined;
      const cnonce = randomBytes(16).toString("hex");
      const session = { challenge, cnonce, first: authorization === null, count: 0 };
      sessions.set(context.baseUrl, session);
      return authorizationFor(session, context);
    },
  };
}

const hash: DigestHash = (algorithm, text) =>
  createHash(algorithm.replace("-", "").toLowerCase()).update(text).digest("hex");

function unknownDigest(): AtlasAuthError {
  return new AtlasAuthError(
    "The server requires an unsupported form of HTTP Digest (supported: MD5 and SHA-256, with or without -sess, and qop=auth or none); nothing was done",
  );
}
