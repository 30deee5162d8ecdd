import { type AtlasClient, createAtlasClient } from "../index.js";
import { baseUrlOfEnv, findEnvironmentAuth } from "../node/auth-from-env.js";
import { authOfProfile, otherThanProfile } from "../node/auth-from-profile.js";
import { baseUrlOfProfile, DEFAULT_PROFILE, type Profile, readProfile } from "../node/profile.js";
import { checkBaseUrl, DEFAULT_BASE_URL, isLoopback } from "../options/base-url.js";
import type { LimitOptions } from "../options/limits.js";
import { version } from "../version.js";
import { checkParameter } from "./arguments.js";
import type { Flags } from "./command-line.js";
import { UsageError } from "./exit.js";
import type { Io } from "./io.js";
import { readAll } from "./read-input.js";

/**
 * The limits of a command that only reads, whose user waits: Atlas responds within a second or two, and a connection
 * that hangs gets one more attempt.
 */
export const READ_LIMITS = { timeoutMs: 15_000, deadlineMs: 30_000 } as const;

// The token expires by itself, so don't wait for a server that does not respond.
const REVOKE_MS = 2_000;

/** A client for Atlas, and the project to use. */
export interface Connection {
  readonly atlas: AtlasClient;
  readonly groupId: string;
  /** Whether the output is JSON. */
  readonly json: boolean;
  /** The server's checked base URL. */
  readonly baseUrl: string;
  /** The server, for a person. */
  readonly host: string;
  /** Whether the server is on this machine, such as a mock. */
  readonly isLocal: boolean;
  /** Revokes the access token, if one was requested; errors are ignored. Called after a success. */
  close(): Promise<void>;
}

/** The settings. Flags take precedence over the environment, and the environment over the profile. */
export interface Settings {
  readonly baseUrl: string | undefined;
  readonly projectId: string | undefined;
  readonly json: boolean;
  readonly profile: Profile | undefined;
  /** The error if the default profile exists and could not be read. */
  readonly unreadable: unknown;
}

/**
 * Collects the settings, without reading credentials.
 *
 * @throws {@link UsageError} for an unknown output
 * @throws {@link AtlasConfigurationError} for a named profile that does not exist or can't be read
 */
export async function readSettings(flags: Flags, { env, ...io }: Io): Promise<Settings> {
  const named = flags.profile || env.MONGODB_ATLAS_PROFILE;
  let unreadable: unknown;
  // Who names no profile need not have one.
  const advice = named ? otherThanProfile() : undefined;
  const profile = await readProfile(named || DEFAULT_PROFILE, { env, ...io }, advice).catch((error: unknown) => {
    // The default profile matters only if a setting is missing without it.
    if (named) throw error;
    unreadable = error;
    return undefined;
  });
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
 * @param options - the project of the upgrade that is resumed, and limits other than the client's defaults
 * @throws {@link UsageError} or {@link AtlasConfigurationError} naming all settings that are missing or not allowed
 */
export async function connect(
  flags: Flags,
  io: Io,
  { resumed, limits }: { readonly resumed?: string | undefined; readonly limits?: LimitOptions } = {},
): Promise<Connection> {
  const settings = await readSettings(flags, io);
  const { json, profile, unreadable } = settings;
  const projectId = resumed ?? settings.projectId;
  const environmentAuth = () => findEnvironmentAuth(io.env) ?? (profile && authOfProfile(profile));
  const { groupId, auth, baseUrl } = await readAll({
    groupId: () => readProject(projectId, profile),
    auth: () => environmentAuth() ?? missingCredentials(),
    baseUrl: () => checkBaseUrl(settings.baseUrl ?? DEFAULT_BASE_URL),
    profile: () => {
      if (unreadable && (!projectId || !environmentAuth())) throw unreadable;
    },
  });
  const atlas = createAtlasClient({
    auth,
    baseUrl,
    fetch: io.fetch,
    userAgent: `atlas-tenant-upgrade-cli/${version}`,
    now: io.now,
    ...limits,
  });
  return {
    atlas,
    groupId,
    json,
    baseUrl,
    host: settings.baseUrl === undefined ? "Atlas" : new URL(baseUrl).host,
    isLocal: isLoopback(new URL(baseUrl)),
    close: async () => {
      await auth.revoke?.({ signal: AbortSignal.timeout(REVOKE_MS) }).catch(() => {});
    },
  };
}

function readProject(projectId: string | undefined, profile: Profile | undefined): string {
  if (projectId) return checkParameter("groupId", projectId);
  const none = profile ? `; the profile ${profile.name} has no project_id` : "";
  throw new UsageError(`Which project? Pass --projectId, or set MONGODB_ATLAS_PROJECT_ID${none}`);
}

function missingCredentials(): never {
  throw new UsageError(
    "There are no credentials. Set MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET for a service account, MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY for an API key, or ACCESS_TOKEN; or use a profile of the Atlas CLI (-P)",
  );
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
