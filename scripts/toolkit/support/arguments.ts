import { type ParseArgsConfig, parseArgs } from "node:util";

/** Reads the command line, or says in one line what is wrong with it and how it should be, and exits with 2. */
export function readArguments<Config extends ParseArgsConfig>(config: Config, usage: string) {
  return readCommandLine(config, usage).values;
}

/** The same, with the arguments that are no options. */
export function readCommandLine<Config extends ParseArgsConfig>(config: Config, usage: string) {
  try {
    return parseArgs(config);
  } catch (error) {
    return refuseArguments((error as Error).message, usage);
  }
}

/** Says what is wrong with the command line, and exits with 2. */
export function refuseArguments(problem: string, usage: string): never {
  console.error(`${problem}\nUsage: ${usage}`);
  process.exit(2);
}
