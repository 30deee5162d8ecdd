import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { markdownTable } from "../report/index.js";
import { projectRoot } from "../support/index.js";
import type { Files } from "./files.js";

/** The folder of the lint rules, which holds the table of them. */
export const rulesFolder = join(projectRoot, "openapi", "plugins");

interface Rule {
  readonly description: string;
  readonly options?: Readonly<Record<string, { readonly default?: unknown }>>;
}

/** The table of the lint rules, made from what each rule says of itself. */
export async function generateRulesTable(): Promise<Files> {
  // Imported by its path, since Redocly's plugin is not compiled with the rest.
  const { GENERIC, PROJECT } = (await import(pathToFileURL(join(rulesFolder, "atlas.js")).href)) as {
    [group in "GENERIC" | "PROJECT"]: Readonly<Record<string, Rule>>;
  };
  const readme = `<!-- Made by \`npm run generate\` from the rules in rules/. Do not edit. -->

# The lint rules

Rules for [Redocly](https://redocly.com/docs/cli/), beyond its own. \`docs/gate.md\` shows how a description of yours uses them.

## Generic rules

They hold for any description. \`extends: atlas/generic\` switches all of them on.

${tableOf(GENERIC)}

## Project rules

Each is switched on by itself, with the options that it needs. \`openapi/redocly.yaml\` has those of this repository.

${tableOf(PROJECT)}
`;
  return new Map([["README.md", readme]]);
}

function tableOf(rules: Readonly<Record<string, Rule>>): string {
  const rows = Object.entries(rules).map(([name, { description, options = {} }]) => [
    `\`atlas/${name}\``,
    description,
    Object.entries(options).map(optionText).join(", ") || "–",
  ]);
  return markdownTable(["Rule", "What it requires", "Options"], rows).join("\n");
}

function optionText([name, { default: value }]: [string, { readonly default?: unknown }]): string {
  return `\`${name}\`${value === undefined ? " (required)" : ` (default \`${JSON.stringify(value)}\`)`}`;
}
