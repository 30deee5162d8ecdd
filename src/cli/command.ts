import type { CommandLine, OptionName } from "./command-line.js";
import type { ExitCode } from "./exit.js";
import type { Io } from "./io.js";

/** A command of the command line. */
export interface Command {
  /** Its purpose, in a few words. */
  readonly summary: string;
  /** The text of `--help`. */
  readonly help: string;
  /** The options that it has, beside those that all have. */
  readonly options: readonly OptionName[];
  /** Does it; `words` are what it is about, without the command's own name. */
  run(line: CommandLine, io: Io): Promise<ExitCode>;
}
