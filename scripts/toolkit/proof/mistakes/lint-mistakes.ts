import { type LintFinding, type LintOptions, lintDocuments } from "../../lint/index.js";
import { InputError } from "../../support/index.js";
import type { WrongOperator } from "./operator.js";
import type { Loose } from "./places.js";

/** What lint said to one mistake. */
export interface WrongResult {
  operator: WrongOperator;
  /** Whether the description has a place for the mistake. */
  applied: boolean;
  /** All findings, of the expected rule and of others. */
  findings: LintFinding[];
  /** Whether the expected rule fired. */
  caught: boolean;
}

/**
 * Gets a description wrong in each way, one at a time, and lints all copies in one process.
 *
 * @throws InputError if the description itself has findings: they would hide what the mistakes add
 */
export async function lintWrong(
  description: Loose,
  operators: readonly WrongOperator[],
  options: LintOptions = {},
): Promise<WrongResult[]> {
  const copies = operators.map((operator) => operator.apply(description));
  const [base = [], ...found] = await lintDocuments([description, ...copies.filter(Boolean)], options);
  if (base.length > 0) {
    const [{ line, message, rule } = { line: 0, message: "", rule: "" }] = base;
    throw new InputError(`the description has findings itself, such as at line ${line}: ${message} (${rule})`);
  }
  return operators.map((operator, index) => {
    const findings = copies[index] === undefined ? undefined : found.shift();
    return {
      operator,
      applied: findings !== undefined,
      findings: findings ?? [],
      caught: hasError(findings ?? [], operator.rule),
    };
  });
}

/** Whether a rule reported an error. */
export function hasError(findings: readonly LintFinding[], rule: string): boolean {
  return findings.some((finding) => finding.rule === rule && finding.severity === "error");
}
