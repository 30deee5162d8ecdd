import { patternProblem } from "../../support/patterns.js";

export const description =
  "A `pattern`, and each name of `patternProperties`, is a regular expression (ECMAScript, Unicode mode).";

export function Schema(schema, { report, reportKey }) {
  const pattern = schema.child("pattern");
  const problem = pattern.node !== undefined && patternProblem(pattern.node);
  if (problem) report(pattern, `The pattern ${pattern.node} ${problem}.`);
  for (const [name, property] of schema.entries("patternProperties")) {
    const problem = patternProblem(name);
    if (problem) reportKey(property, `The name ${name} ${problem}.`);
  }
}
