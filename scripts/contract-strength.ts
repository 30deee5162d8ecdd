/**
 * Measures the contract suite: changes the description in each way that the comparison of descriptions knows, serves the
 * changed one, and runs the suite with the client as it is: `npm run contract:strength`. Exits with 1 if fewer than 66 in
 * 68 breaking changes turn it red, or if an equivalent one does.
 */

import { judgeStrength, OPERATORS, runMutants, strengthText } from "./toolkit/proof/index.js";
import { readArguments, refuseArguments, runCommand } from "./toolkit/support/index.js";

const USAGE = "npm run contract:strength [-- --runs 4]";

const { runs } = readArguments({ options: { runs: { type: "string", default: "4" } } }, USAGE) as { runs: string };
if (!/^[1-9]\d{0,3}$/.test(runs)) refuseArguments(`--runs must be a whole number from 1 on, not "${runs}"`, USAGE);

await runCommand(async () => {
  const labelled = OPERATORS.filter(({ level }) => level === "breaking" || level === "none");
  const start = performance.now();
  const results = await runMutants(
    labelled.map(({ name }) => name),
    Number(runs),
    ({ applied, name, seen, seconds }) => {
      if (applied) console.error(`${seen ? "seen " : "quiet"} ${seconds.toFixed(1).padStart(5)} s  ${name}`);
    },
  );
  const strength = judgeStrength(results);
  console.log(strengthText(strength, OPERATORS));
  const placed = results.filter(({ applied }) => applied).length;
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`${placed} changes in ${seconds} s; ${results.length - placed} more have no place in this description`);
  if (!strength.strongEnough) process.exitCode = 1;
});
