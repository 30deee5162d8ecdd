/**
 * Prints what the comparison makes of the labelled changes: `npm run spec:diff:matrix`.
 * Exits with 1 if one is not called what its label says, or has no place in the description that they are made for.
 */
import { OPERATORS } from "./mutate/changes.js";
import { readHarbour } from "./mutate/harbour.js";
import { judgeAll, matrixText } from "./mutate/matrix.js";

const verdicts = Object.entries(readHarbour()).flatMap(([form, document]) => {
  const judged = judgeAll(document, OPERATORS);
  console.log(matrixText(form, judged));
  return judged;
});
const homeless = OPERATORS.filter((operator) => !verdicts.some((v) => v.operator === operator && v.level !== undefined));
for (const { name } of homeless) console.log(`No place for: ${name}`);
const wrong = verdicts.filter(({ operator, level }) => level !== undefined && level !== operator.level);
if (homeless.length + wrong.length > 0) process.exitCode = 1;
