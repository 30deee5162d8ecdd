/**
 * Rules for descriptions that Redocly does not have, one in each file of `rules/`, by the name of the file. Those in `GENERIC`
 * hold for any description and are switched on together by extending `atlas/generic`; the others are rules of a project,
 * which sets their options.
 */
import { readdirSync } from "node:fs";
import { defineRule } from "./support/rule.js";

const PROJECT_RULES = [
  "partial-schema",
  "deprecation-dates",
  "deprecation-successors",
  "documentation-example",
  "error-body",
  "known-extensions",
  "operation-errors",
  "operation-examples",
  "operation-id-is-name",
  "operation-roles",
  "operation-secured",
  "path-parameter-pattern",
  "versioned-media-types",
  "waiting-outcomes",
];

const folder = new URL("rules/", import.meta.url);
const files = readdirSync(folder)
  .filter((file) => /^\w.*\.js$/.test(file))
  .sort();
const rules = new Map();
for (const file of files) {
  const [rule] = Object.values(await import(new URL(file, folder)));
  rules.set(file.replace(".js", ""), rule);
}

/** Rules that hold for any description. */
export const GENERIC = Object.fromEntries([...rules].filter(([name]) => !PROJECT_RULES.includes(name)));

/** Project rules: each is switched on by itself, with the options that it needs. */
export const PROJECT = Object.fromEntries(PROJECT_RULES.map((name) => [name, rules.get(name)]));

/** Redocly's plugin. */
export default function atlas() {
  return {
    id: "atlas",
    rules: { oas3: Object.fromEntries([...rules].map(([name, rule]) => [name, defineRule(`atlas/${name}`, rule)])) },
    configs: { generic: { rules: Object.fromEntries(Object.keys(GENERIC).map((name) => [`atlas/${name}`, "error"])) } },
  };
}
