import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { displayFile, readDocument } from "../description/index.js";
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

/**
 * Rejects a lint configuration for what Redocly itself would let pass, or only warn of: a rule of a plugin that doesn't
 * exist, and that nothing of Redocly's own is extended.
 *
 * @throws InputError with a sentence for each problem, or Error if the file or a plugin can't be read
 */
export async function checkConfig(file: string): Promise<void> {
  const config = (readDocument(file).value ?? {}) as Config;
  const problems: string[] = [];
  const bases = config.extends ?? [];
  if (!bases.some((base) => REDOCLYS_SETS.includes(base))) {
    problems.push(`it extends none of ${REDOCLYS_SETS.join(", ")}, so the structure of a description is not checked`);
  }
  const plugins = (config.plugins ?? []).filter((path) => typeof path === "string");
  for (const path of plugins) {
    try {
      const { default: make } = (await import(pathToFileURL(resolve(dirname(file), path)).href)) as {
        default: () => Plugin | Promise<Plugin>;
      };
      problems.push(...checkPlugin(await make(), config, bases));
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
  // Rules may be named for one version of OpenAPI too, in members such as `oas3_1Rules`.
  const named = Object.entries(config)
    .filter(([member]) => /rules$/i.test(member))
    .flatMap(([, rules]) => Object.keys(rules ?? {}))
    .filter((name) => name.startsWith(prefix));
  return [
    ...sets.filter((set) => !plugin.configs?.[set]).map((set) => `it extends ${prefix}${set}, which does not exist`),
    ...named.filter((name) => !existing.has(name)).map((name) => `it names the rule ${name}, which does not exist`),
  ];
}
