import { readFile } from "node:fs/promises";
import { posix, win32 } from "node:path";
import { AtlasConfigurationError } from "../errors.js";
import { oneLine } from "../redaction/one-line.js";
import { isObject } from "../support/properties.js";
import type { NamedValues } from "./find-auth.js";

/** The settings that decide where the Atlas CLI keeps its profiles. */
export interface Machine {
  readonly env: NamedValues;
  /** As `process.platform` names it. */
  readonly platform: string;
  /** The user's home folder. */
  readonly home: string;
}

/** A profile of the Atlas CLI. */
export interface Profile {
  readonly name: string;
  /** The file that it is in. */
  readonly file: string;
  /** Its properties, such as `project_id`, including those that are set for all profiles. */
  readonly values: NamedValues;
}

const GOVERNMENT = "https://cloud.mongodbgov.com";

/** The profile to use if none is named. */
export const DEFAULT_PROFILE = "default";

/** Where the Atlas CLI keeps its profiles. */
export function profilesFile({ env, platform, home }: Machine): string {
  if (platform === "win32") {
    return win32.join(env.APPDATA || win32.join(home, "AppData", "Roaming"), "atlascli", "config.toml");
  }
  const folder =
    platform === "darwin"
      ? posix.join(home, "Library", "Application Support")
      : env.XDG_CONFIG_HOME || posix.join(home, ".config");
  return posix.join(folder, "atlascli", "config.toml");
}

/**
 * Reads a profile of the Atlas CLI. Names are case-insensitive, as they are there.
 *
 * @param advice - what to do if there is no such profile, for the error; without it, that is not an error
 * @throws {@link AtlasConfigurationError} if there is no such profile, or if the file can't be read or is not TOML; the
 * error shows none of its content but the names of the profiles
 */
export async function readProfile(name: string, machine: Machine, advice: string): Promise<Profile>;
export async function readProfile(name: string, machine: Machine, advice?: string): Promise<Profile | undefined>;
export async function readProfile(name: string, machine: Machine, advice?: string): Promise<Profile | undefined> {
  const file = profilesFile(machine);
  const content = await readFile(file, "utf8").catch((error: Error & { code?: string }) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw new AtlasConfigurationError(file, `can't be read: ${error.code ?? error.name}`);
  });
  const missing = (where: string) => {
    if (advice === undefined) return undefined;
    throw new AtlasConfigurationError(`The profile ${name}`, `does not exist${where}${advice}`);
  };
  if (content === undefined) return missing(`: the Atlas CLI keeps its profiles in ${file}, and there is no such file`);
  const tables = lowerCaseKeys(await parseToml(content, file));
  const wanted = name.toLowerCase();
  const table = Object.hasOwn(tables, wanted) ? tables[wanted] : undefined;
  if (!isObject(table)) {
    const names = Object.keys(tables).filter((key) => typeof tables[key] === "object");
    return missing(` in ${file}, which has ${oneLine(names.join(", ")) || "none"}`);
  }
  // Top-level properties take precedence over a profile's, as in the Atlas CLI.
  return { name: wanted, file, values: { ...stringsOf(lowerCaseKeys(table)), ...stringsOf(tables) } };
}

/** Reads the base URL from a profile. */
export function baseUrlOfProfile({ values }: Profile): string | undefined {
  const { base_url, ops_manager_url, service } = values;
  return base_url || ops_manager_url || (service === "cloudgov" ? GOVERNMENT : undefined);
}

// The parser is loaded only if there is a profile.
async function parseToml(content: string, file: string): Promise<object> {
  const { parse, TomlError } = await import("smol-toml");
  try {
    return parse(content);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // The parser's message quotes lines, which may contain a secret.
    throw new AtlasConfigurationError(file, `is not TOML: see line ${error.line}, column ${error.column}`);
  }
}

function lowerCaseKeys(table: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key.toLowerCase(), value]));
}

function stringsOf(table: Record<string, unknown>): NamedValues {
  return Object.fromEntries(
    Object.entries(table).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
