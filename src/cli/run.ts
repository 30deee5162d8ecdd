import { version } from "../version.js";
import type { Command } from "./command.js";
import { type Flags, type OptionName, readCommandLine, typedName } from "./command-line.js";
import { plan } from "./commands/plan.js";
import { status } from "./commands/status.js";
import { upgrade } from "./commands/upgrade.js";
import { watch } from "./commands/watch.js";
import { didYouMean } from "./did-you-mean.js";
import { EXIT, type ExitCode, exitCodeFor, UsageError } from "./exit.js";
import type { Io } from "./io.js";
import { errorJson, errorText } from "./output/ending-text.js";
import { columns, toJson } from "./output/text.js";
import { readSettings } from "./settings.js";

const COMMANDS = new Map<string, Command>(Object.entries({ status, plan, upgrade, watch }));
const COMMON: readonly OptionName[] = ["baseUrl", "help", "json", "output", "profile", "projectId"];

const JSON_FLAG = /(^| )(--json|(-o|--output)[ =]?json)( |$)/;

const CREDENTIALS_HELP = `Credentials come from the environment, or else from the profile; never from
arguments. Set one of:
  MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET (service account)
  MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY (API key)
  ACCESS_TOKEN`;

const HELP = `Takes a MongoDB Atlas cluster from M0 to Flex, or from M0 or Flex to dedicated:
what to do instead of tenantUpgradeToServerless.

${columns([...COMMANDS].map(([name, { summary }]) => [`  ${name}`, summary])).join("\n")}

A whole migration, which shows its plan and asks before it sends anything:

  npx atlas-tenant-upgrade upgrade NAME --projectId ID

"atlas-tenant-upgrade COMMAND --help" has details; --version prints ${version}.

${CREDENTIALS_HELP}
Or have a profile of the Atlas CLI, and name it with -P unless it is "default".
`;

function foreignOption(option: OptionName, command: string): string {
  const owners = [...COMMANDS].filter(([, { options }]) => options.includes(option)).map(([name]) => name);
  return `--${option} is not an option of ${command}, but of ${owners.join(", ").replace(/, (\w+)$/, " and $1")}`;
}

/** Runs the command line. It never throws, and never ends the process. */
export async function run(io: Io): Promise<ExitCode> {
  // For an error in the command line itself.
  let flags: Flags = JSON_FLAG.test(io.args.join(" ")) ? { json: true } : {};
  try {
    const line = readCommandLine(io.args);
    const { words } = line;
    flags = line.flags;
    const [first, ...rest] = words;
    // "help plan" works as in git.
    const asksHelp = flags.help || first === "help";
    const name = first === "help" ? rest[0] : first;
    if (flags.version) {
      io.stdout.write(`${version}\n`);
      return EXIT.done;
    }
    const command = name === undefined ? undefined : COMMANDS.get(name);
    if (name !== undefined && !command) {
      const known = [...COMMANDS.keys()];
      const meant = didYouMean(name, [...known, "--help", "--version"]);
      throw new UsageError(`"${typedName(name)}" is not a command; the commands are ${known.join(", ")}${meant}`);
    }
    if (asksHelp) {
      io.stdout.write(command ? `${command.help}\n\n${CREDENTIALS_HELP}\n` : HELP);
      return EXIT.done;
    }
    if (!command) {
      io.stderr.write(`${HELP}\n`);
      throw new UsageError("No command was given");
    }
    const own = [...COMMON, ...command.options];
    const foreign = (Object.keys(flags) as OptionName[]).filter((option) => !own.includes(option));
    if (foreign.length > 0) throw new UsageError(foreign.map((option) => foreignOption(option, `${name}`)).join("\n"));
    return await command.run({ words: rest, flags }, io);
  } catch (error) {
    const isJson = flags.json === true || (flags.output ?? io.env.MONGODB_ATLAS_OUTPUT) === "json";
    // The environment or the profile can ask for JSON too.
    const { json } = await readSettings(flags, io).catch(() => ({ json: isJson }));
    if (json) io.stdout.write(`${toJson(errorJson(error))}\n`);
    io.stderr.write(errorText(error));
    return exitCodeFor(error);
  }
}
