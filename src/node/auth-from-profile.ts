import { homedir } from "node:os";
import { AtlasConfigurationError } from "../errors.js";
import { baseUrlOfEnv, ENVIRONMENT_WAYS, variablesToSet } from "./auth-from-env.js";
import { type EnvironmentAuth, findAuth, type NamedValues, waysToAuthenticate, withBaseUrl } from "./find-auth.js";
import { baseUrlOfProfile, DEFAULT_PROFILE, type Profile, readProfile } from "./profile.js";

const PROFILE_WAYS = waysToAuthenticate(
  "access_token",
  ["client_id", "client_secret"],
  ["public_api_key", "private_api_key"],
);

/**
 * Authenticates with a profile of the Atlas CLI, from its `config.toml`: with an access token, a service account or an
 * API key, the first of these that it has. Keychains are not read: if the Atlas CLI keeps the credentials there, the
 * error says which variables to set for {@link authFromEnv}. A client with this `auth` sends its requests to
 * `MONGODB_ATLAS_BASE_URL`, or otherwise to the profile's URL (`base_url`, `ops_manager_url`, or `service =
 * "cloudgov"`), unless its own `baseUrl` option is set.
 *
 * @param name - the profile, in upper or lower case
 * @defaultValue `MONGODB_ATLAS_PROFILE`, or `default`
 * @param env - the variables
 * @defaultValue `process.env`
 * @throws {@link AtlasConfigurationError} if the profile does not exist, has no credentials or only one of a pair, or
 * if the file can't be read. The error shows no value
 * @example
 * ```ts
 * import { createAtlasClient } from "atlas-tenant-upgrade";
 * import { authFromProfile } from "atlas-tenant-upgrade/node";
 *
 * const atlas = createAtlasClient({ auth: await authFromProfile("staging") });
 * ```
 * @see https://www.mongodb.com/docs/atlas/cli/current/atlas-cli-save-connection-settings/
 */
export async function authFromProfile(name?: string, env: NamedValues = process.env): Promise<EnvironmentAuth> {
  const wanted = name || env.MONGODB_ATLAS_PROFILE || DEFAULT_PROFILE;
  const profile = await readProfile(wanted, { env, platform: process.platform, home: homedir() }, otherThanProfile());
  const ofEnv = baseUrlOfEnv(env);
  const owner = ofEnv === undefined ? `The base URL of the profile ${wanted}` : "MONGODB_ATLAS_BASE_URL";
  return withBaseUrl(authOfProfile(profile), ofEnv ?? baseUrlOfProfile(profile), owner);
}

/** What to do if the named profile does not exist. */
export function otherThanProfile(): string {
  return `. Name another one, also by MONGODB_ATLAS_PROFILE, or set ${variablesToSet()}`;
}

/**
 * Authenticates with the credentials of a profile.
 *
 * @throws {@link AtlasConfigurationError} if it has no credentials, or only one of a pair
 */
export function authOfProfile({ name, file, values }: Profile): EnvironmentAuth {
  const owner = `The profile ${name}`;
  const auth = findAuth(PROFILE_WAYS, values, owner);
  if (auth) return auth;
  throw new AtlasConfigurationError(
    owner,
    `has no credentials in ${file}: the Atlas CLI keeps them in the system's keychain, which is not read here. ${whatToSet(values.auth_type)}`,
  );
}

function whatToSet(authType: string | undefined): string {
  const [, account = [], key = []] = ENVIRONMENT_WAYS.map(({ names }) => names.join(" and "));
  if (authType === "service_account") return `Set ${account}`;
  if (authType === "api_keys") return `Set ${key}`;
  return `Set ${account} for a service account, or ${key} for an API key`;
}
