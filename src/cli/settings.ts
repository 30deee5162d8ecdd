import { type AtlasClient, createAtlasClient } from "../index.js";
import { baseUrlOfEnv, findEnvironmentAuth } from "../node/auth-from-env.js";
import { authOfProfile, noProfile } from "../node/auth-from-profile.js";
import type { EnvironmentAuth } from "../node/find-auth.js";
import { baseUrlOfProfile, DEFAULT_PROFILE, type Profile, profilesFile, readProfile } from "../node/profile.js";
import { isLoopback } from "../options/base-url.js";
import { version } from "../version.js";
import type { Flags } from "./command-line.js";
import { EXIT, type ExitCode, UsageError } from "./exit.js";
import type { Io } from "./io.js";

// The token expires by itself, so don't wait for a server that does not respond.
const REVOKE_MS = 2_000;

/** A client for Atlas, and the project to use. */
export interface Connection {
  readonly atlas: AtlasClient;
  readonly groupId: string;
  /** The server, for a person. */
  readonly host: string;
  /** Whether the server is on this machine, such as a mock. */
  readonly isLocal: boolean;
  /** Revokes the access token after a success, if one was requested; errors are ignored. */
  close(ended: ExitCode): Promise<void>;
}

/** The settings. Flags take precedence over the environment, and the environment over the profile. */
export interface Settings {
  readonly baseUrl: string | undefined;
  readonly projectId: string | undefined;
  readonly json: boolean;
  readonly profile: Profile | undefined;
  /** The error if the default profile could not be read. */
  readonly unreadable: unknown;
}

/**
 * Collects the settings, without reading credentials.
 *
 * @throws {@link UsageError} for a named profile that does not exist, and for an unknown output
 */
export async function readSettings(flags: Flags, io: Io): Promise<Settings> {
  const { env } = io;
  const named = flags.profile || env.MONGODB_ATLAS_PROFILE;
  let unreadable: unknown;
  const profile = await readProfile(named || DEFAULT_PROFILE, io).catch((error: unknown) => {
    // An unreadable default profile matters only if a setting is missing without it.
    if (named) throw error;
    unreadable = error;
    return undefined;
  });
  if (named && !profile) throw noProfile(named, profilesFile(io));
  const { project_id, output } = profile?.values ?? {};
  return {
    baseUrl: flags.baseUrl || baseUrlOfEnv(env) || (profile && baseUrlOfProfile(profile)),
    projectId: flags.projectId || env.MONGODB_ATLAS_PROJECT_ID || project_id,
    json: isJson(flags, env.MONGODB_ATLAS_OUTPUT || output),
    profile,
    unreadable,
  };
}

/**
 * Makes a client with the credentials of the environment, or otherwise of the profile.
 *
 * @throws {@link UsageError} if the project or credentials are missing
 * @throws {@link AtlasConfigurationError} if one of them can't be used
 */
export function connect({ baseUrl, projectId, profile, unreadable }: Settings, io: Io): Connection {
  if (!projectId) {
    if (unreadable) throw unreadable;
    throw new UsageError("Which project? Give --projectId, or set MONGODB_ATLAS_PROJECT_ID");
  }
  const auth: EnvironmentAuth | undefined = findEnvironmentAuth(io.env) ?? (profile && authOfProfile(profile));
  if (!auth) {
    if (unreadable) throw unreadable;
    throw new UsageError(
      "There are no credentials. Set MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET for a service account, MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY for an API key, or ACCESS_TOKEN; or use a profile of the Atlas CLI (-P)",
    );
  }
  const atlas = createAtlasClient({
    auth,
    baseUrl,
    fetch: io.fetch,
    userAgent: `atlas-tenant-upgrade-cli/${version}`,
    now: io.now,
  });
  return {
    atlas,
    groupId: projectId,
    host: baseUrl === undefined ? "Atlas" : new URL(baseUrl).host,
    isLocal: baseUrl !== undefined && isLoopback(new URL(baseUrl)),
    close: async (ended) => {
      if (ended === EXIT.done) await auth.revoke?.({ signal: AbortSignal.timeout(REVOKE_MS) }).catch(() => {});
    },
  };
}

/**
 * Whether the output is JSON. Other formats of the Atlas CLI, such as a template, in the environment or in a profile
 * are not meant for this program, and give text.
 *
 * @throws {@link UsageError} if the flag is neither text nor JSON
 */
function isJson({ json, output }: Flags, usual: string | undefined): boolean {
  if (output !== undefined && output !== "json" && output !== "text") {
    throw new UsageError("--output must be json or text");
  }
  return json ?? (output ?? usual) === "json";
}
