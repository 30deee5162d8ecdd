import { constants } from "node:fs";
import { access, readFile, rm, stat } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { AtlasInvalidRequestError, type UpgradeToken } from "../index.js";
import { oneLine } from "../redaction/one-line.js";
import { hasBegun, readToken } from "../upgrade/upgrade-token.js";
import { type Flags, optionWith, toArguments } from "./command-line.js";
import { createFile, replaceFile } from "./complete-file.js";
import { UsageError } from "./exit.js";
import type { Io } from "./io.js";
import { shellQuote } from "./output/text.js";

/** The file that holds the token of a running upgrade, so that it can be resumed if this process ends. */
export interface TokenFile {
  /**
   * Writes the token. If no folder is writable, there is no file.
   *
   * @throws {@link UsageError} if another command has created the file in the meantime
   */
  save(token: UpgradeToken): Promise<void>;
  /** The file's path, relative to the folder if it is inside; `undefined` if there is no file. */
  location(): string | undefined;
  /** Removes the file after the upgrade is done. If it can't be removed, it still has a location. */
  remove(): Promise<void>;
  /** Removes the file if this command created it: nothing was sent, so there is nothing to resume. */
  abandon(): Promise<void>;
}

type Folders = Pick<Io, "folder" | "temporary">;

/** What is said of a file that is not a token file. */
export const NOT_OURS = 'is not a file that "upgrade" wrote';

/** What is said if there is no token file. */
export const NO_TOKEN_FILE = "No token file can be written: if this process is killed, the upgrade can't be resumed.\n";

/** What a token file contains: a token, and the base URL of the server that it is for. */
export type KeptToken = UpgradeToken & { readonly baseUrl?: string };

/** Makes a new token file for an upgrade, in the working folder or in the system's temporary folder. */
export function newTokenFile(name: string, baseUrl: string, folders: Folders): TokenFile {
  return tokenFile(locationsOf(name, folders), { folder: folders.folder, baseUrl });
}

/** The token file that an upgrade is resumed from. `-` is standard input, and can't be written. */
export function givenTokenFile(path: string, baseUrl: string, { folder }: Pick<Io, "folder">): TokenFile {
  return tokenFile(path === "-" ? [] : [resolve(folder, path)], { folder, baseUrl, given: path });
}

/**
 * Checks that an upgrade is resumed at its own server: at a mock, it would seem to end.
 *
 * @throws {@link UsageError} if it is another server
 */
export function checkServer({ name, baseUrl }: KeptToken, server: string, path: string): void {
  if (baseUrl === undefined || baseUrl === server) return;
  const known = oneLine(String(baseUrl));
  throw new UsageError(
    `${path} is about the upgrade of ${name} at ${known}, and not at ${server}. Give --baseUrl, or move the file away`,
  );
}

/**
 * Finds the token that an earlier command has left for the same upgrade.
 *
 * @throws {@link UsageError} if the file belongs to another upgrade: it must not be overwritten, since only it has the
 * settings that are still due
 */
export async function findToken(
  wanted: Pick<UpgradeToken, "groupId" | "name" | "target">,
  baseUrl: string,
  { folders, flags }: { readonly folders: Folders; readonly flags: Flags },
): Promise<{ readonly token: UpgradeToken; readonly path: string } | undefined> {
  const { groupId, name, target } = wanted;
  for (const location of locationsOf(name, folders)) {
    const path = shortPath(location, folders.folder);
    if (!(await isOurs(location))) continue;
    const text = await readFile(location, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
      throw new UsageError(`${path} already exists, and can't be read: ${error.code}`);
    });
    if (text === undefined) continue;
    const token = readKept(parse(text), (why) => `${path} ${NOT_OURS}, and is not overwritten (${why}). Move it away`);
    if (!hasBegun(token)) continue;
    checkServer(token, baseUrl, path);
    if (token.groupId === groupId && token.name === name && token.target === target) return { token, path };
    const about = `the upgrade of ${token.name} in ${token.groupId} to ${token.target}`;
    // Not all options: those about another upgrade disagree with the file.
    const words = ["watch", ...optionWith("resume", path), ...toArguments(flags, ["baseUrl", "profile"])];
    const how = `Finish that with "${words.map(shellQuote).join(" ")}", or move the file away`;
    throw new UsageError(`${path} belongs to ${about}, and is not overwritten. ${how}`);
  }
  return undefined;
}

/**
 * Reads the content of a token file.
 *
 * @param toMessage - makes the message of an error from its reason
 * @throws {@link UsageError} if it is something else
 */
export function readKept(content: unknown, toMessage: (why: string) => string): KeptToken {
  try {
    const { baseUrl }: Partial<KeptToken> = Object(content);
    return { ...readToken(content as UpgradeToken), ...(baseUrl !== undefined && { baseUrl }) };
  } catch (error) {
    if (!(error instanceof AtlasInvalidRequestError)) throw error;
    throw new UsageError(toMessage(error.message.replace(/; nothing was sent$/, "")));
  }
}

/** Whether a token file can be written. */
export async function canKeepToken({ folder, temporary }: Folders): Promise<boolean> {
  const tries = [folder, temporary].map((location) => succeeds(access(location, constants.W_OK)));
  return (await Promise.all(tries)).includes(true);
}

// In a shared temporary folder, another user may have created the file.
async function isOurs(location: string): Promise<boolean> {
  const owner = process.getuid?.();
  const found = await stat(location).catch(() => undefined);
  return owner === undefined || found === undefined || found.uid === owner;
}

function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

function locationsOf(name: string, { folder, temporary }: Folders): string[] {
  return [folder, temporary].map((location) => resolve(location, `atlas-upgrade-${name}.json`));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function shortPath(location: string, folder: string): string {
  const path = relative(folder, location);
  return path.startsWith("..") ? location : path;
}

interface TokenFileOptions extends Pick<Io, "folder"> {
  readonly baseUrl: string;
  /** The path as typed, if it was typed. */
  readonly given?: string;
}

function tokenFile(locations: readonly string[], { folder, baseUrl, given }: TokenFileOptions): TokenFile {
  let kept = given === undefined ? undefined : locations[0];
  let last: Promise<unknown> = Promise.resolve();
  // One after the other: a signal can end the run while its token is being saved.
  const inTurn = (work: () => Promise<void>) => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
  const save = async (text: string) => {
    // If the file can't be replaced, its current content is enough to resume.
    if (kept !== undefined) return replaceFile(kept, text).catch(() => {});
    for (const location of given === undefined ? locations : []) {
      if (!(await create(location, text))) continue;
      kept = location;
      return;
    }
  };
  const remove = async () => {
    if (kept === undefined) return;
    // How the upgrade has ended does not depend on it.
    if (await succeeds(rm(kept, { force: true }))) kept = undefined;
  };
  return {
    save: (token) => inTurn(() => save(`${JSON.stringify({ ...token, baseUrl }, null, 2)}\n`)),
    location: () => (kept === undefined ? undefined : shortPath(kept, folder)),
    remove: () => inTurn(remove),
    abandon: async () => {
      if (given === undefined) await inTurn(remove);
    },
  };
}

async function create(location: string, text: string): Promise<boolean> {
  try {
    await createFile(location, text);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST" || !(await isOurs(location))) return false;
    throw new UsageError(
      `${location} already exists: another command may have just created it. Run this again, or if that does not help, move the file away`,
    );
  }
}
