import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LintFinding, type LintOptions, lintDescriptions } from "../lint/lint-description.js";
import type { Loose } from "./places.js";
import type { WrongOperator } from "./wrong/operator.js";

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
 * @throws Error if the description itself has findings: they would hide what the mistakes add
 */
export async function lintWrong(
  description: Loose,
  operators: readonly WrongOperator[],
  options: LintOptions = {},
): Promise<WrongResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "atlas-wrong-"));
  try {
    const copies = operators.map((operator) => operator.apply(description));
    const applied = [description, ...copies.filter((copy) => copy !== undefined)];
    const files = applied.map((_, index) => join(folder, `${index}.json`));
    await Promise.all(applied.map((copy, index) => writeFile(files[index] ?? "", JSON.stringify(copy, null, 2))));
    const [base = [], ...found] = await lintDescriptions(files, options);
    if (base.length > 0) {
      const [{ line, message, rule } = { line: 0, message: "", rule: "" }] = base;
      throw new Error(`the description has findings itself, such as at line ${line}: ${message} (${rule})`);
    }
    return operators.map((operator, index) => {
      const findings = copies[index] === undefined ? undefined : found.shift();
      const caught = findings?.some(({ rule, severity }) => rule === operator.rule && severity === "error") ?? false;
      return { operator, applied: findings !== undefined, findings: findings ?? [], caught };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
