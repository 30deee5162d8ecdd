import type { AtlasAuth } from "../auth/auth.js";
import { bearer } from "../auth/bearer.js";
import { type ServiceAccount, serviceAccount } from "../auth/service-account.js";
import { AtlasConfigurationError } from "../errors.js";
import { apiKey } from "./api-key.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** What {@link authFromEnv} finds; a service account's token can be given back. */
export type EnvironmentAuth = AtlasAuth & Partial<Pick<ServiceAccount, "revoke">>;

interface Way {
  readonly names: readonly string[];
  create(first: string, second: string): EnvironmentAuth;
}

// In the order of precedence of MongoDB's own clients, with the names of the Atlas CLI.
const WAYS: readonly Way[] = [
  { names: ["ACCESS_TOKEN"], create: (token) => bearer(token) },
  {
    names: ["MONGODB_ATLAS_CLIENT_ID", "MONGODB_ATLAS_CLIENT_SECRET"],
    create: (clientId, clientSecret) => serviceAccount({ clientId, clientSecret }),
  },
  {
    names: ["MONGODB_ATLAS_PUBLIC_API_KEY", "MONGODB_ATLAS_PRIVATE_API_KEY"],
    create: (publicKey, privateKey) => apiKey({ publicKey, privateKey }),
  },
];

/**
 * Authenticates with what the environment has: an access token (`ACCESS_TOKEN`), a service account
 * (`MONGODB_ATLAS_CLIENT_ID` and `MONGODB_ATLAS_CLIENT_SECRET`) or an API key (`MONGODB_ATLAS_PUBLIC_API_KEY` and
 * `MONGODB_ATLAS_PRIVATE_API_KEY`), the first of these that is set. A variable that is empty counts as not set.
 *
 * @param env - the variables
 * @defaultValue `process.env`
 * @throws {@link AtlasConfigurationError} if none is set, if only one of a pair is, or if a value can't be a credential;
 * it names the variables, and shows no value
 * @example
 * ```ts
 * import { createAtlasClient } from "atlas-tenant-upgrade";
 * import { authFromEnv } from "atlas-tenant-upgrade/node";
 *
 * const atlas = createAtlasClient({ auth: authFromEnv() });
 * ```
 * @see https://www.mongodb.com/docs/atlas/cli/current/atlas-cli-env-variables/
 */
export function authFromEnv(env: Environment = process.env): EnvironmentAuth {
  for (const { names, create } of WAYS) {
    const set = names.filter((name) => env[name]);
    const missing = names.filter((name) => !env[name]);
    if (set.length === 0) continue;
    // Not the next way in its stead: those would be other credentials than somebody meant to use.
    if (missing.length > 0) throw refuse(`has ${set} but not ${missing}; the two belong together`);
    const [first = "", second = ""] = names.map((name) => env[name]);
    try {
      return create(first, second);
    } catch (error) {
      if (!(error instanceof AtlasConfigurationError)) throw error;
      throw refuse(`has no usable ${names.join(" and ")}: ${error.message}`);
    }
  }
  const sets = WAYS.map(({ names }) => names.join(" and ")).join(", or ");
  throw refuse(`has no credentials for Atlas; set ${sets}`);
}

function refuse(problem: string): AtlasConfigurationError {
  return new AtlasConfigurationError("The environment", problem);
}
