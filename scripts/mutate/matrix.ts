import { type Change, LEVELS, type Level } from "../diff/change.js";
import { createDescription } from "../diff/description.js";
import { diffDescriptions } from "../diff/diff-descriptions.js";
import type { JsonObject } from "../toolkit/description/index.js";
import { CATEGORIES, type Operator } from "./change.js";

/** What a comparison made of one labelled change. */
export interface Verdict {
  operator: Operator;
  /** Nothing, where the document has no place for the change. */
  level: Level | undefined;
  changes: Change[];
}

/** Applies each change to a document, and compares. */
export function judgeAll(document: JsonObject, operators: readonly Operator[]): Verdict[] {
  const base = createDescription(document);
  return operators.map((operator) => {
    const changed = operator.apply(document);
    if (!changed) return { operator, level: undefined, changes: [] };
    const { level, changes } = diffDescriptions(base, createDescription(changed));
    return { operator, level, changes };
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
        ...changes.map((c) => `    ${c.level} ${c.rule} ${c.location}: ${c.message}`),
      ].join("\n"),
    ),
  ].join("\n");
}
