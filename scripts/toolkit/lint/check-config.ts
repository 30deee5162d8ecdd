import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { DescriptionError, displayFile, isObject, readDocument } from "../description/index.js";
import { InputError } from "../support/index.js";

interface Plugin {
  id: string;
  rules?: Record<string, Record<string, unknown>>;
  configs?: Record<string, { rules?: Record<string, unknown> }>;
}

interface Config {
  plugins?: string[];
  extends?: string[];
  rules?: Record<string, unknown>;
}

const isStrings = (value: unknown) =>
  value === undefined || (Array.isArray(value) && value.every((one) => typeof one === "string"));

/**
 * Rejects a lint configuration for what Redocly itself would let pass, or only warn of: a rule of a plugin that doesn't
 * exist, and that nothing of Redocly's own is extended; and for a shape that none of them can read.
 *
 * @throws InputError with a sentence for each problem, or DescriptionError if the file can't be read
 */
export async function checkConfig(file: string): Promise<void> {
  const { value, position } = readDocument(file);
  if (!isObject(value)) throw new DescriptionError("A configuration must be a mapping", position([]));
  const config: Config = value;
  for (const key of ["extends", "plugins"] as const) {
    if (!isStrings(config[key])) throw new DescriptionError(`\`${key}\` must be a list of strings`, position([key]));
  }
  const problems: string[] = [];
  const bases = config.extends ?? [];
  if (!bases.some((base) => REDOCLYS_SETS.includes(base))) {
    problems.push(`it extends none of ${REDOCLYS_SETS.join(", ")}, so the structure of a description is not checked`);
  }
  for (const path of config.plugins ?? []) {
    try {
      const { default: make } = (await import(pathToFileURL(resolve(dirname(file), path)).href)) as {
        default: unknown;
      };
      const plugin: unknown = typeof make === "function" ? await make() : undefined;
      if (!isObject(plugin)) throw new Error("its default export must be a function that gives back an object");
      problems.push(...checkPlugin(plugin as unknown as Plugin, config, bases));
    } catch (error) {
      problems.push(`its plugin ${path} can't be used: ${(error as Error).message.split("\n", 1)[0]}`);
    }
  }
  if (problems.length > 0)
    throw new InputError(problems.map((problem) => `${displayFile(file)}: ${problem}`).join("\n"));
}

const REDOCLYS_SETS = ["minimal", "recommended", "recommended-strict", "spec"];

function checkPlugin(plugin: Plugin, config: Config, bases: readonly string[]): string[] {
  const prefix = `${plugin.id}/`;
  const existing = new Set(
    Object.values(plugin.rules ?? {}).flatMap((rules) => Object.keys(rules).map((name) => prefix + name)),
  );
  const sets = bases.filter((base) => base.startsWith(prefix)).map((base) => base.slice(prefix.length));
  // Rules may be named for one version of OpenAPI too, in properties such as `oas3_1Rules`.
  const named = Object.entries(config)
    .filter(([key]) => /rules$/i.test(key))
    .flatMap(([, rules]) => Object.keys(rules ?? {}))
    .filter((name) => name.startsWith(prefix));
  return [
    ...sets.filter((set) => !plugin.configs?.[set]).map((set) => `it extends ${prefix}${set}, which does not exist`),
    ...named.filter((name) => !existing.has(name)).map((name) => `it names the rule ${name}, which does not exist`),
  ];
}
