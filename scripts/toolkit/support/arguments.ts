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

/** Reads an option that is a whole number, or says what it must be, and exits with 2. */
export function readWholeNumber(
  option: string,
  given: string,
  usage: string,
  { least = 0, most }: { least?: number; most?: number } = {},
): number {
  const number = Number(given);
  if (/^\d{1,9}$/.test(given) && number >= least && number <= (most ?? number)) return number;
  const range = most === undefined ? `at least ${least}` : `from ${least} to ${most}`;
  return refuseArguments(`${option} must be a whole number, ${range}, not "${given}"`, usage);
}

/** Reads an option that is one of some names, or says which, and exits with 2. */
export function readChoice<Name extends string>(
  option: string,
  given: string,
  names: readonly Name[],
  usage: string,
): Name {
  const found = names.find((name) => name === given);
  return found ?? refuseArguments(`${option} must be one of ${names.join(", ")}, not "${given}"`, usage);
}
