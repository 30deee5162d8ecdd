import { AtlasInvalidRequestError, resumeUpgrade, type UpgradeToken } from "../../index.js";
import { readToken } from "../../upgrade/upgrade-token.js";
import { optionsToRepeat, readName, readTarget, readTimeLimit } from "../arguments.js";
import type { Command } from "../command.js";
import type { Flags } from "../command-line.js";
import { UsageError } from "../exit.js";
import { follow } from "../follow.js";
import { COMMON_HELP, CREDENTIALS_HELP } from "../help.js";
import type { Io } from "../io.js";
import { readJson } from "../read-input.js";
import { connect, readSettings } from "../settings.js";
import { findToken, givenTokenFile, newTokenFile } from "../token-file.js";

export const watch: Command = {
  summary: "wait for an upgrade that is under way; it sends none",
  help: `Waits for an upgrade that is under way, wherever it was started. It sends none.

  npx atlas-tenant-upgrade watch --resume FILE
  npx atlas-tenant-upgrade watch NAME --tier FLEX

  --resume FILE        the file that "upgrade" has left (- is standard input):
                       sets afterwards what was planned, tags for example
  --tier TIER          what the cluster is becoming: FLEX, or a size such as M10
  --watchTimeout TIME  how long to wait: seconds, 90m, 3h (the default)

If the cluster is not being upgraded, it exits with 1 after 10 minutes.

${COMMON_HELP}

With --json it prints one object in a line for each step, the result last.

${CREDENTIALS_HELP}`,
  options: ["resume", "tier", "watchTimeout"],
  async run({ words, flags }, io) {
    const timeLimitMs = readTimeLimit(flags);
    const settings = await readSettings(flags, io);
    const given = flags.resume ? await readGiven(flags.resume, io) : undefined;
    if (given) checkSame(given, words, flags);
    const connection = connect({ ...settings, projectId: given?.groupId ?? settings.projectId }, io);
    const wanted = given ?? tokenOf(connection.groupId, words, flags);
    const found = given ? undefined : await findToken(wanted, io);
    const token = found?.token ?? wanted;
    const file = flags.resume ?? found?.path;
    if (found) io.stderr.write(`Resuming the upgrade in ${found.path}.\n`);
    const ended = await follow(
      (options) => resumeUpgrade(connection.atlas, token, options),
      {
        name: token.name,
        target: token.target,
        output: settings.json ? "lines" : "text",
        tokenFile: file ? givenTokenFile(file, io) : newTokenFile(token.name, io),
        options: optionsToRepeat(flags),
        timeLimitMs,
        connection,
      },
      io,
    );
    await connection.close(ended);
    return ended;
  },
};

async function readGiven(path: string, io: Io): Promise<UpgradeToken> {
  const token = await readJson(path, 'the token that "upgrade" has left', io);
  try {
    return readToken(token as UpgradeToken);
  } catch (error) {
    if (!(error instanceof AtlasInvalidRequestError)) throw error;
    throw new UsageError(`${path} is not the token of an upgrade: ${error.message}`);
  }
}

// The token is complete; other arguments must not contradict it.
function checkSame({ name, target, groupId }: UpgradeToken, words: readonly string[], flags: Flags): void {
  const typed = [
    [words[0], name],
    [flags.tier?.toUpperCase(), target],
    [flags.projectId, groupId],
  ] as const;
  for (const [said, known] of typed) {
    if (said === undefined || said === known) continue;
    throw new UsageError(`${flags.resume} is about the upgrade of ${name} in ${groupId} to ${target}, and not ${said}`);
  }
}

// The token of an upgrade that was started elsewhere, of which nothing is known.
function tokenOf(groupId: string, words: readonly string[], flags: Flags): UpgradeToken {
  const name = readName(words);
  if (!flags.tier) throw new UsageError("What is it becoming? Give --tier FLEX, or a size such as M10");
  return { version: 1, groupId, name, target: readTarget(flags), sent: "unknown" };
}
