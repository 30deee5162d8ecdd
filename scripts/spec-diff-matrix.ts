/**
 * Prints what the comparison makes of the labelled changes: `npm run spec:diff:matrix`.
 * With `--once`, each change is tried in one of the two forms of OpenAPI, which takes half the time.
 * Exits with 1 if one is not called what its label says, or has no place in the description that they are made for.
 */
import { readArguments } from "./arguments.js";
import { OPERATORS } from "./mutate/changes.js";
import { readHarbour } from "./mutate/harbour.js";
import { judgeAll, matrixText } from "./mutate/matrix.js";

const { once } = readArguments(
  { options: { once: { type: "boolean", default: false } } },
  "npm run spec:diff:matrix -- [--once]",
);
const homeless = new Set(OPERATORS);
let wrong = 0;
for (const [turn, [form, document]] of Object.entries(readHarbour()).entries()) {
  const due = OPERATORS.filter(
    (operator, index) => !once || index % 2 === turn || (turn === 1 && homeless.has(operator)),
  );
  const verdicts = judgeAll(document, due);
  for (const { operator, level } of verdicts) {
    if (level === undefined) continue;
    homeless.delete(operator);
    if (level !== operator.level) wrong += 1;
  }
  console.log(matrixText(form, verdicts));
}
for (const { name } of homeless) console.log(`No place for: ${name}`);
if (homeless.size + wrong > 0) process.exitCode = 1;
