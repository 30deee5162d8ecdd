/** Tries the packed package in every runtime, and writes the table of them if all were tried. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RUNTIME_GROUPS, showRuntimes, tryRuntimes } from "./toolkit/package/index.js";
import { projectRoot, readArguments, readChoice, runCommand } from "./toolkit/support/index.js";

const usage = `npm run test:runtimes -- [--only ${RUNTIME_GROUPS.join("|")}]`;
const { only } = readArguments({ options: { only: { type: "string" } } }, usage) as {
  only?: (typeof RUNTIME_GROUPS)[number];
};
const groups = only === undefined ? RUNTIME_GROUPS : [readChoice("--only", only, RUNTIME_GROUPS, usage)];

await runCommand(async () => {
  const outcomes = [];
  for await (const outcome of tryRuntimes(groups)) {
    outcomes.push(outcome);
    const { runtime, version, how, problem } = outcome;
    console.log(`${problem === undefined ? "passed" : "FAILED"}: ${runtime} ${version}, ${how}`);
    if (problem === undefined) continue;
    console.error(problem.replace(/^/gm, "  "));
    process.exitCode = 1;
  }
  if (only !== undefined) return;
  mkdirSync(join(projectRoot, "docs"), { recursive: true });
  writeFileSync(join(projectRoot, "docs", "runtimes.md"), showRuntimes(outcomes));
});
