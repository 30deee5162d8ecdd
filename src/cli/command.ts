import type { CommandLine, OptionName } from "./command-line.js";
import type { ExitCode } from "./exit.js";
import type { Io } from "./io.js";

/** A command of the command line. */
export interface Command {
  /** The purpose, in a few words. */
  readonly summary: string;
  /** The text of `--help`. */
  readonly help: string;
  /** The command's own options, besides the common ones. */
  readonly options: readonly OptionName[];
  /** Runs the command; `words` are its arguments, without its name. */
  run(line: CommandLine, io: Io): Promise<ExitCode>;
}
