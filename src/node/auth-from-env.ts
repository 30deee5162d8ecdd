import { AtlasConfigurationError } from "../errors.js";
import { type EnvironmentAuth, findAuth, type NamedValues, waysToAuthenticate, withBaseUrl } from "./find-auth.js";

export type { EnvironmentAuth } from "./find-auth.js";

const OWNER = "The environment";
const BASE_URL = "MONGODB_ATLAS_BASE_URL";

/** The variables, named as in the Atlas CLI. */
export const ENVIRONMENT_WAYS = waysToAuthenticate(
  "ACCESS_TOKEN",
  ["MONGODB_ATLAS_CLIENT_ID", "MONGODB_ATLAS_CLIENT_SECRET"],
  ["MONGODB_ATLAS_PUBLIC_API_KEY", "MONGODB_ATLAS_PRIVATE_API_KEY"],
);

/**
 * Authenticates with the credentials in the environment: an access token (`ACCESS_TOKEN`), a service account
 * (`MONGODB_ATLAS_CLIENT_ID` and `MONGODB_ATLAS_CLIENT_SECRET`) or an API key (`MONGODB_ATLAS_PUBLIC_API_KEY` and
 * `MONGODB_ATLAS_PRIVATE_API_KEY`), the first of these that is set. An empty variable counts as not set.
 * `MONGODB_ATLAS_BASE_URL`, as in the Atlas CLI, is the base URL of the credentials. A client with this `auth` sends
 * its requests there, unless its own `baseUrl` option is set. It must be https, except for localhost.
 *
 * @param env - the variables
 * @defaultValue `process.env`
 * @throws {@link AtlasConfigurationError} if no credential is set, if only one of a pair is set, or if a value has a
 * wrong form. The error names the variables and shows no value
 * @example
 * ```ts
 * import { createAtlasClient } from "atlas-tenant-upgrade";
 * import { authFromEnv } from "atlas-tenant-upgrade/node";
 *
 * const atlas = createAtlasClient({ auth: authFromEnv() });
 * ```
 * @see https://www.mongodb.com/docs/atlas/cli/current/atlas-cli-env-variables/
 */
export function authFromEnv(env: NamedValues = process.env): EnvironmentAuth {
  const auth = findEnvironmentAuth(env);
  if (auth) return withBaseUrl(auth, baseUrlOfEnv(env), BASE_URL);
  throw new AtlasConfigurationError(OWNER, `has no credentials for Atlas; set ${variablesToSet()}`);
}

/** The sets of variables that are credentials, for an error. */
export function variablesToSet(): string {
  return ENVIRONMENT_WAYS.map(({ names }) => names.join(" and ")).join(", or ");
}

/** Reads the base URL from the environment. */
export function baseUrlOfEnv(env: NamedValues): string | undefined {
  return env[BASE_URL] || undefined;
}

/**
 * Like {@link authFromEnv}, but returns `undefined` if no credential is set.
 *
 * @throws {@link AtlasConfigurationError} if only one of a pair is set, or if a value can't be a credential
 */
export function findEnvironmentAuth(env: NamedValues): EnvironmentAuth | undefined {
  return findAuth(ENVIRONMENT_WAYS, env, OWNER);
}
