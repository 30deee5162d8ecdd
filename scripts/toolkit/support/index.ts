/** What every tool stands on: the command line, the project's paths, processes, and how a command ends. */

export { InputError } from "./arguments.js";
export { git } from "./git.js";
export {
  descriptionFile,
  deviationsFile,
  diffConfigFile,
  generatedFolder,
  lintConfigFile,
  lintConfigFor,
  projectRoot,
} from "./paths.js";
export type { Progress } from "./progress.js";
export { type CommandOutcome, hasColors, runCommand } from "./run-command.js";
export { FAST_START_FLAGS, type Finished, outputOf, run, runNode, runRedocly } from "./run-node.js";
export { inTemporaryFolder } from "./temporary-folder.js";
