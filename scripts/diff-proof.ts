/**
 * Proves the gate on random pairs of schemas: `npm run spec:diff:proof`, or with `-- --pairs 10000 --seed 7`.
 * A value that a correct consumer can send or get, and that the other schema refuses, is a witness of a breaking change.
 * Exits with 1 if a witness was not called breaking, or if too much was called breaking without one.
 */

import { seedsOf, summarize, tryPairs } from "./toolkit/proof/index.js";
import { readArguments, refuseArguments, runCommand } from "./toolkit/support/index.js";

const USAGE = "npm run spec:diff:proof -- [--pairs 2000] [--seed 1]";
const options = { pairs: { type: "string", default: "2000" }, seed: { type: "string", default: "1" } } as const;
const [pairs, seed] = Object.values(readArguments({ options }, USAGE)).map(Number);
if (!pairs || pairs < 1 || !Number.isInteger(seed)) refuseArguments("--pairs and --seed are whole numbers", USAGE);
await runCommand(async () => {
  const summary = summarize(await tryPairs(seedsOf(pairs, seed ?? 1)));
  console.log(summary.text);
  if (!summary.passed) process.exitCode = 1;
});
