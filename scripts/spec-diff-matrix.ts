/**
 * Prints what the comparison makes of the labelled changes: `npm run spec:diff:matrix`.
 * With `--sample 3`, every third change is tried, in one of the two forms of OpenAPI: that is quick.
 * Exits with 1 if one is not called what its label says, or has no place in the description that they are made for.
 */

import { judgeAll, matrixText, OPERATORS, readHarbour } from "./toolkit/proof/index.js";
import { readArguments, refuseArguments, runCommand } from "./toolkit/support/index.js";

const USAGE = "npm run spec:diff:matrix -- [--sample <every nth>]";
const { sample } = readArguments({ options: { sample: { type: "string" } } }, USAGE);
const step = Number(sample ?? 1);
if (!Number.isInteger(step) || step < 1) refuseArguments(`--sample can't be ${sample}`, USAGE);

await runCommand(async () => {
  const homeless = new Set(OPERATORS.filter((_operator, index) => index % step === 0));
  const chosen = [...homeless];
  let wrong = 0;
  for (const [turn, [form, document]] of Object.entries(readHarbour()).entries()) {
    const isDue = (index: number) => sample === undefined || index % 2 === turn;
    const due = chosen.filter((operator, index) => isDue(index) || (turn === 1 && homeless.has(operator)));
    const verdicts = await judgeAll(document, due);
    for (const { operator, level } of verdicts) {
      if (level === undefined) continue;
      homeless.delete(operator);
      if (level !== operator.level) wrong += 1;
    }
    console.log(matrixText(form, verdicts));
  }
  for (const { name } of homeless) console.log(`No place for: ${name}`);
  if (homeless.size + wrong > 0) process.exitCode = 1;
});
