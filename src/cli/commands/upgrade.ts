import { resumeUpgrade, upgradeCluster } from "../../index.js";
import { readBody, readName, readTarget, readTimeLimit } from "../arguments.js";
import { COMMON_HELP, type Command } from "../command.js";
import { askConsent } from "../consent.js";
import { follow } from "../follow.js";
import { readAll } from "../read-input.js";
import { connect } from "../settings.js";
import { canKeepToken, findToken, givenTokenFile, NO_TOKEN_FILE, newTokenFile } from "../token-file.js";

export const upgrade: Command = {
  summary: "upgrade a cluster, and wait until it is done",
  help: `Upgrades a cluster: looks it up, shows the plan, asks, sends the upgrade, and
waits until it is done.

  npx atlas-tenant-upgrade upgrade NAME [--tier FLEX]

  --tier TIER          FLEX (the default), or a dedicated size such as M10
  -f, --file FILE      your body for tenantUpgradeToServerless (- is standard
                       input): its tags, protection and backup replace the
                       cluster's
  -y, --yes, --force   accept the plan without being asked
  --watchTimeout TIME  how long to wait: seconds, 90m, 3h (the default)
${COMMON_HELP}

Ctrl-C stops the waiting, not the upgrade, and prints the command that resumes
it. If you run "upgrade" again instead, it continues with the same upgrade.
Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 declined, 4 no longer watched
but still upgrading, 130 Ctrl-C.`,
  options: ["tier", "file", "yes", "force", "watchTimeout"],
  async run({ words, flags }, io) {
    const body = flags.file ? readBody(flags.file, words, io) : undefined;
    const { serverless, name, target, timeLimitMs, connection } = await readAll({
      serverless: () => body,
      name: async () => readName(words, words.length > 0 ? undefined : (await body)?.name),
      target: () => readTarget(flags),
      timeLimitMs: () => readTimeLimit(flags),
      connection: () => connect(flags, io),
    });
    const { atlas, groupId, json, baseUrl } = connection;
    const agreed = (flags.yes ?? flags.force) === true;
    const found = await findToken({ groupId, name, target }, baseUrl, { folders: io, flags });
    if (found) {
      const instead = flags.file ? `, with its settings and not those of ${flags.file}` : "";
      io.stderr.write(`Resuming the upgrade saved in ${found.path}${instead}. To start a new one, remove that file.\n`);
    }
    const canKeep = found !== undefined || (await canKeepToken(io));
    if (!canKeep) io.stderr.write(NO_TOKEN_FILE);
    return follow(
      (options, hideProgress) =>
        found
          ? resumeUpgrade(atlas, found.token, options)
          : upgradeCluster(atlas, {
              ...options,
              groupId,
              name,
              target,
              serverless,
              confirm: (plan) => {
                hideProgress();
                return askConsent(plan, { name, agreed, signal: options.signal }, io);
              },
            }),
      {
        name,
        target,
        output: json ? "object" : "text",
        tokenFile: found ? givenTokenFile(found.path, baseUrl, io) : newTokenFile(name, baseUrl, io),
        needsTokenFile: canKeep,
        flags,
        timeLimitMs,
        connection,
      },
      io,
    );
  },
};
