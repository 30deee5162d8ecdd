import type { AtlasAuth } from "../auth/auth.js";
import { bearer } from "../auth/bearer.js";
import { type ServiceAccount, serviceAccount } from "../auth/service-account.js";
import { AtlasConfigurationError } from "../errors.js";
import { checkBaseUrl } from "../options/base-url.js";
import { apiKey } from "./api-key.js";

/** Named values: variables of the environment, or properties of a profile. */
export type NamedValues = Readonly<Record<string, string | undefined>>;

/** The credentials that `authFromEnv` and `authFromProfile` find; a service account's token can be revoked. */
export type EnvironmentAuth = AtlasAuth & Partial<Pick<ServiceAccount, "revoke">>;

/** A way to authenticate: the names of its values, and how to make an `AtlasAuth` from them. */
export interface Way {
  readonly names: readonly string[];
  create(first: string, second: string): EnvironmentAuth;
}

/**
 * The ways to authenticate, in the order of precedence of MongoDB's own clients: access token, service account, API
 * key. The names differ between the environment and a profile.
 */
export function waysToAuthenticate(token: string, account: readonly string[], key: readonly string[]): readonly Way[] {
  return [
    { names: [token], create: (value) => bearer(value) },
    { names: account, create: (clientId, clientSecret) => serviceAccount({ clientId, clientSecret }) },
    { names: key, create: (publicKey, privateKey) => apiKey({ publicKey, privateKey }) },
  ];
}

/**
 * Authenticates in the first way that has a value; returns `undefined` if none has. An empty value counts as not set.
 *
 * @param owner - where the values come from, for errors
 * @throws {@link AtlasConfigurationError} if only one of a pair is set, or if a value can't be a credential
 */
export function findAuth(ways: readonly Way[], values: NamedValues, owner: string): EnvironmentAuth | undefined {
  for (const { names, create } of ways) {
    const set = names.filter((name) => values[name]);
    const missing = names.filter((name) => !values[name]);
    if (set.length === 0) continue;
    // The next way is not tried, since those would not be the intended credentials.
    if (missing.length > 0) {
      throw new AtlasConfigurationError(owner, `has ${set} but not ${missing}; set both`);
    }
    const [first = "", second = ""] = names.map((name) => values[name]);
    try {
      return create(first, second);
    } catch (error) {
      if (!(error instanceof AtlasConfigurationError)) throw error;
      throw new AtlasConfigurationError(owner, `has no usable ${names.join(" and ")}: ${error.message}`);
    }
  }
  return undefined;
}

/**
 * Binds credentials to a base URL.
 *
 * @param owner - where the base URL comes from, for errors
 * @throws {@link AtlasConfigurationError} if credentials must not be sent there
 */
export function withBaseUrl(auth: EnvironmentAuth, baseUrl: string | undefined, owner: string): EnvironmentAuth {
  return baseUrl === undefined ? auth : { ...auth, baseUrl: checkBaseUrl(baseUrl, owner) };
}
