/**
 * Rules for descriptions that Redocly does not have, one in each file, by the name of the file. Those in `rules/generic/` hold for
 * any description and are switched on together by extending `atlas/generic`; those in `rules/project/` are switched on one by one
 * by a project, which sets their options.
 */
import { readdirSync } from "node:fs";
import { defineRule } from "./support/rule.js";

/** Rules that hold for any description. */
export const GENERIC = await rulesIn("generic");

/** Project rules: each is switched on by itself, with the options that it needs. */
export const PROJECT = await rulesIn("project");

/** Redocly's plugin. */
export default function atlas() {
  const rules = Object.entries({ ...GENERIC, ...PROJECT });
  return {
    id: "atlas",
    rules: { oas3: Object.fromEntries(rules.map(([name, rule]) => [name, defineRule(`atlas/${name}`, rule)])) },
    configs: { generic: { rules: Object.fromEntries(Object.keys(GENERIC).map((name) => [`atlas/${name}`, "error"])) } },
  };
}

async function rulesIn(name) {
  const folder = new URL(`rules/${name}/`, import.meta.url);
  // Not what an editor leaves there.
  const files = readdirSync(folder).filter((file) => /^\w.*\.js$/.test(file));
  const rules = {};
  for (const file of files.sort()) rules[file.replace(".js", "")] = await import(new URL(file, folder));
  return rules;
}
