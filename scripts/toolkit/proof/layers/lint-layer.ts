import { type LintFinding, lintDocuments } from "../../lint/index.js";
import { InputError } from "../../support/index.js";
import type { Layer } from "./layer.js";

/** Lint: claims to see every mistake, by the rule that is there for it. */
export const lintLayer: Layer = async ({ description }, mutants) => {
  const [base = [], ...found] = await lintDocuments([description, ...mutants.map(({ document }) => document)]);
  if (base[0]) throw new InputError(`The description has lint findings itself, such as: ${base[0].message}`);
  return mutants.map(({ expected }, index) => {
    const findings = found[index] ?? [];
    const rules = [...new Set(findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule))];
    const missed = "rule" in expected && !hasError(findings, expected.rule);
    return {
      ...(rules.length > 0 && { seenBy: rules.join(", ") }),
      ...(missed && { broken: `${expected.rule} does not see it` }),
    };
  });
};

function hasError(findings: readonly LintFinding[], rule: string): boolean {
  return findings.some((finding) => finding.rule === rule && finding.severity === "error");
}
