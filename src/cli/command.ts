import type { CommandLine, OptionName } from "./command-line.js";
import type { ExitCode } from "./exit.js";
import type { Io } from "./io.js";

/** A command of the command line. */
export interface Command {
  /** The purpose, in a few words. */
  readonly summary: string;
  /** The text of `--help`, before where credentials come from. */
  readonly help: string;
  /** The command's own options, besides the common ones. */
  readonly options: readonly OptionName[];
  /** Runs the command; `words` are its arguments, without its name. */
  run(line: CommandLine, io: Io): Promise<ExitCode>;
}

/** The common options, as `--help` prints them. */
export const COMMON_HELP = `  --projectId ID       the project (MONGODB_ATLAS_PROJECT_ID)
  --baseUrl URL        https://cloud.mongodb.com (MONGODB_ATLAS_BASE_URL)
  -P, --profile NAME   a profile of the Atlas CLI (MONGODB_ATLAS_PROFILE)
  -o, --output json    or --json: for programs
  -h, --help`;
