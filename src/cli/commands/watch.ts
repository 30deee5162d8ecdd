import { resumeUpgrade, type TargetTier, type UpgradeToken } from "../../index.js";
import { readName, readTarget, readTimeLimit } from "../arguments.js";
import { COMMON_HELP, type Command } from "../command.js";
import type { Flags } from "../command-line.js";
import { UsageError } from "../exit.js";
import { follow } from "../follow.js";
import type { Io } from "../io.js";
import { readAll, readJson } from "../read-input.js";
import { connect } from "../settings.js";
import {
  checkServer,
  findToken,
  givenTokenFile,
  type KeptToken,
  NOT_OURS,
  newTokenFile,
  readKept,
} from "../token-file.js";

export const watch: Command = {
  summary: "wait for an upgrade that is under way; it sends none",
  help: `Waits for an upgrade that is under way, wherever it was started. It sends none.

  npx atlas-tenant-upgrade watch --resume FILE
  npx atlas-tenant-upgrade watch NAME --tier FLEX

  --resume FILE        the file that "upgrade" wrote (- is standard input);
                       settings planned for afterwards, such as tags, are set
  --tier TIER          what the cluster is becoming: FLEX, or a size such as M10
  --watchTimeout TIME  how long to wait: seconds, 90m, 3h (the default)

If the cluster is not being upgraded, it exits with 1 after 10 minutes.

${COMMON_HELP}

With --json it prints one object per line: each step, then the result.`,
  options: ["resume", "tier", "watchTimeout"],
  async run({ words, flags }, io) {
    const resumed = flags.resume ? readGiven(flags.resume, words, flags, io) : undefined;
    const { given, name, target, timeLimitMs, connection } = await readAll({
      given: () => resumed,
      name: async () => (await resumed)?.name ?? readName(words),
      target: async () => (await resumed)?.target ?? readWatched(flags),
      timeLimitMs: () => readTimeLimit(flags),
      connection: async () => connect(flags, io, { resumed: (await resumed)?.groupId }),
    });
    const { baseUrl } = connection;
    if (given) checkServer(given, baseUrl, `${flags.resume}`);
    // Of an upgrade that was started elsewhere, nothing else is known.
    const wanted = given ?? { version: 1, groupId: connection.groupId, name, target, sent: "unknown" };
    const found = given ? undefined : await findToken(wanted, baseUrl, { folders: io, flags });
    const token = found?.token ?? wanted;
    const file = flags.resume ?? found?.path;
    if (found) io.stderr.write(`Resuming the upgrade saved in ${found.path}.\n`);
    return follow(
      (options) => resumeUpgrade(connection.atlas, token, options),
      {
        name,
        target,
        output: connection.json ? "lines" : "text",
        tokenFile: file ? givenTokenFile(file, baseUrl, io) : newTokenFile(name, baseUrl, io),
        // Without one, the same command can be given again.
        needsTokenFile: false,
        flags,
        timeLimitMs,
        connection,
      },
      io,
    );
  },
};

async function readGiven(path: string, words: readonly string[], flags: Flags, io: Io): Promise<KeptToken> {
  const content = await readJson(path, 'the file that "upgrade" wrote', io);
  const token = readKept(content, (why) => `${path} ${NOT_OURS}: ${why}`);
  checkSame(token, words, flags);
  return token;
}

// The token is complete; other arguments must not contradict it.
function checkSame({ name, target, groupId }: UpgradeToken, words: readonly string[], flags: Flags): void {
  const typed = [
    [words[0], name],
    [flags.tier?.toUpperCase(), target],
    [flags.projectId, groupId],
  ] as const;
  for (const [given, known] of typed) {
    if (given === undefined || given === known) continue;
    throw new UsageError(
      `${flags.resume} belongs to the upgrade of ${name} in ${groupId} to ${target}, not to ${given}`,
    );
  }
}

function readWatched(flags: Flags): TargetTier {
  if (!flags.tier) throw new UsageError("Which tier is it upgraded to? Pass --tier FLEX, or a size such as M10");
  return readTarget(flags);
}
