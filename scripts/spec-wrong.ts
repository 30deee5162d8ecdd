/**
 * Proves lint: gets a description wrong in every way that `scripts/toolkit/proof/mistakes/` knows, and prints which rule saw it.
 * `npm run spec:wrong`, or with the bundle of another description. Exits with 1 if a mistake was not seen.
 */

import { parseArgs } from "node:util";
import { readBundle } from "./toolkit/description/index.js";
import { lintWrong, type WrongResult, wrongOperators } from "./toolkit/proof/index.js";
import { descriptionFile, lintConfigFile, refuseArguments, runCommand } from "./toolkit/support/index.js";

const usage = "npm run spec:wrong -- [<bundle.json>] [--config <redocly.yaml>]";

function readCommandLine() {
  try {
    return parseArgs({ allowPositionals: true, options: { config: { type: "string", default: lintConfigFile } } });
  } catch (error) {
    return refuseArguments((error as Error).message, usage);
  }
}

const { values, positionals } = readCommandLine();
const [file] = positionals;
await runCommand(async () => {
  const description = readBundle(file ?? descriptionFile);
  const results = await lintWrong(description, wrongOperators, { config: values.config });
  for (const result of results) console.log(row(result));
  const applied = results.filter((result) => result.applied);
  const caught = applied.filter((result) => result.caught);
  console.log(
    `${caught.length} of ${applied.length} mistakes seen, ${results.length - applied.length} without a place`,
  );
  if (caught.length < applied.length) process.exitCode = 1;
});

function row({ operator: { name, rule }, applied, caught, findings }: WrongResult): string {
  if (!applied) return `-     ${name}: no place for it`;
  const others = [...new Set(findings.map((finding) => finding.rule))].filter((other) => other !== rule);
  if (caught) return `seen  ${name}: ${[rule, ...others].join(", ")}`;
  return `MISS  ${name}: not by ${rule}, but by ${others.join(", ") || "nothing"}`;
}
