/** What every tool stands on: the command line, the project's paths, processes, and how a command ends. */

export { readArguments, readChoice, readCommandLine, readWholeNumber, refuseArguments } from "./arguments.js";
export {
  descriptionFile,
  deviationsFile,
  diffConfigFile,
  generatedFolder,
  lintConfigFile,
  projectRoot,
} from "./paths.js";
export { createProgress } from "./progress.js";
export { runRedocly } from "./redocly.js";
export { InputError, runCommand } from "./run-command.js";
export { type Finished, run, runNode, SHORT_LIVED } from "./run-node.js";
