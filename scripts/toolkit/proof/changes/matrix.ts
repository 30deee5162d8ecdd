import type { JsonObject } from "../../description/index.js";
import { type Change, diffBundles, LEVELS, type Level } from "../../diff/index.js";
import { CATEGORIES, type Operator } from "./change.js";

/** What a comparison made of one labelled change. */
export interface Verdict {
  operator: Operator;
  /** Nothing, where the document has no place for the change. */
  level: Level | undefined;
  changes: Change[];
}

/** Applies each change to a document, and compares. */
export async function judgeAll(document: JsonObject, operators: readonly Operator[]): Promise<Verdict[]> {
  const made = operators.map((operator) => ({ operator, changed: operator.apply(document) }));
  const applied = made.flatMap(({ operator, changed }) => (changed ? [{ operator, changed }] : []));
  const results = await diffBundles(applied.map(({ changed }) => [document, changed]));
  const found = new Map(applied.map(({ operator }, index) => [operator, results[index]]));
  return operators.map((operator) => {
    const result = found.get(operator);
    return { operator, level: result?.level, changes: result?.changes ?? [] };
  });
}

/** How many changes of each label were called what: the decision matrix, as text. */
export function matrixText(title: string, verdicts: readonly Verdict[]): string {
  const applied = verdicts.filter(({ level }) => level !== undefined);
  const count = (test: (verdict: Verdict) => boolean) => String(applied.filter(test).length);
  const labels = [...LEVELS].reverse();
  const row = (head: string, cells: string[]) =>
    `  ${head.padEnd(14)}${cells.map((cell) => cell.padStart(12)).join("")}`;
  const wrong = applied.filter(({ operator, level }) => operator.level !== level);
  return [
    `${title}: ${applied.length} changes, ${applied.length - wrong.length} as labelled`,
    row("labelled", [...labels.map((level) => `→ ${level}`), "of"]),
    ...labels.map((label) =>
      row(label, [
        ...labels.map((level) => count((verdict) => verdict.operator.level === label && verdict.level === level)),
        count(({ operator }) => operator.level === label),
      ]),
    ),
    `  ${CATEGORIES.map((category) => `${category} ${count(({ operator }) => operator.category === category)}`).join(", ")}`,
    ...wrong.map(({ operator, level, changes }) =>
      [
        `  WRONG ${operator.name}: labelled ${operator.level}, called ${level}`,
        ...changes.map((c) => `    ${c.level} ${c.rule} ${c.location}: ${c.what} (${c.where})`),
      ].join("\n"),
    ),
  ].join("\n");
}
