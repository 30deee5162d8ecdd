import { check, checkDuration, checkSignal, readOptions } from "../options/option-checks.js";
import type { AtlasAuth } from "./auth.js";
import { checkCredential } from "./credential.js";
import { settleAll } from "./settle-all.js";
import { createTokenCache, type TokenCache } from "./token-cache.js";
import type { TokenContext } from "./token-endpoint.js";

/**
 * Options of {@link serviceAccount}.
 *
 * @example
 * ```ts
 * const options: ServiceAccountOptions = { clientId: "mdb_sa_id_…", clientSecret: "mdb_sa_sk_…" };
 * ```
 */
export interface ServiceAccountOptions {
  /** The service account's client id: `mdb_sa_id_` and 24 hexadecimal digits. */
  clientId: string;
  /** The service account's secret, which starts with `mdb_sa_sk_`. */
  clientSecret: string;
  /**
   * How long before its expiry a token is replaced, in milliseconds; at most a tenth of its lifetime.
   *
   * @default 60_000
   */
  refreshBeforeMs?: number | undefined;
}

/**
 * An {@link AtlasAuth} for a service account, which can also revoke its tokens.
 *
 * @example
 * ```ts
 * const account: ServiceAccount = serviceAccount({ clientId, clientSecret });
 * ```
 */
export interface ServiceAccount extends AtlasAuth {
  /**
   * Revokes the tokens that were issued to this object and have not expired. Wait for your calls first: a call that is
   * still in flight, or made later, requests a new token. Concurrent calls of `revoke()` share one request per token.
   * All tokens are tried, even if one of them fails. The next `revoke()` tries a failed token again until it expires;
   * but if Atlas rejects the revocation (4xx other than 401, 403, 408 and 429), the token is dropped.
   *
   * @throws {@link AtlasTokenError} the first failure: the token endpoint could not be reached, or rejected the
   * revocation
   */
  revoke(options?: { signal?: AbortSignal | undefined }): Promise<void>;
}

/**
 * Authenticates as a service account: requests an access token, and keeps it until shortly before it expires.
 * Concurrent callers share one token request and its failure. If a shared request reaches its time limit, the callers
 * that joined it later share one more. If Atlas rejects a token with 401, one new token is tried.
 *
 * @throws {@link AtlasConfigurationError} if the id or the secret has characters that it can't have, or if the id is a secret
 * @throws {@link AtlasTokenError} from a call, if no token could be obtained; the call is not sent
 * @example
 * ```ts
 * const auth = serviceAccount({
 *   clientId: process.env.MONGODB_ATLAS_CLIENT_ID ?? "",
 *   clientSecret: process.env.MONGODB_ATLAS_CLIENT_SECRET ?? "",
 * });
 * const atlas = createAtlasClient({ auth });
 * ```
 * @see https://www.mongodb.com/docs/atlas/api/service-accounts-overview/
 */
export function serviceAccount(options: ServiceAccountOptions): ServiceAccount {
  const given = readOptions(options, ["clientId", "clientSecret", "refreshBeforeMs"], "serviceAccount");
  const { clientId = "", clientSecret = "", refreshBeforeMs = 60_000 } = given;
  // In Basic credentials, a colon would end the id.
  checkCredential("clientId", "serviceAccount", clientId, /^[\x21-\x39\x3b-\x7e]+$/);
  // A client id is not redacted.
  check(
    "clientId",
    !clientId.startsWith("mdb_sa_sk_"),
    "of serviceAccount() is a secret; was it swapped with clientSecret?",
  );
  checkCredential("clientSecret", "serviceAccount", clientSecret, /^[\x21-\x7e]+$/);
  checkDuration("refreshBeforeMs", refreshBeforeMs, { zero: true });

  const client = { clientId, clientSecret };
  // One cache per server: a token of one server must not be sent to another.
  const caches = new Map<string, TokenCache>();
  const cacheFor = (context: TokenContext): TokenCache => {
    const cache = caches.get(context.baseUrl) ?? createTokenCache(client, refreshBeforeMs);
    caches.set(context.baseUrl, cache);
    return cache;
  };
  return {
    authorize: async (context) => `Bearer ${await cacheFor(context).get(context)}`,
    reauthorize: async ({ authorization, count }, context) => {
      if (count > 1 || authorization === null) return undefined;
      const cache = cacheFor(context);
      cache.forget(authorization.slice("Bearer ".length));
      return `Bearer ${await cache.get(context)}`;
    },
    revoke: async (revocation = {}) => {
      const { signal = new AbortController().signal } = readOptions(revocation, ["signal"], "revoke");
      checkSignal(signal);
      await settleAll([...caches.values()].map((cache) => cache.revoke(signal)));
    },
  };
}
