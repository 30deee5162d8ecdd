import type { Finding } from "../change.js";

/** What two schemas differ in: findings of their own, and the results of the schemas inside. */
export interface Outcome {
  findings: Finding[];
  inner: Outcome[];
  done: boolean;
  /** A part of the comparison comes when all else is done. */
  waits?: boolean;
}

/** An outcome that has nothing yet. */
export const newOutcome = (): Outcome => ({ findings: [], inner: [], done: false });

/** What is looked for among findings. */
export type Test = (finding: Finding) => boolean;

/** Findings that matter where fewer values, or more, make a difference. */
export const EFFECTS = {
  any: () => true,
  narrowed: ({ effect }: Finding) => ["narrowed", "both", "breaking"].includes(effect),
  widened: ({ effect }: Finding) => ["widened", "both", "breaking"].includes(effect),
};

/** Whether a validator admits fewer values after a change. */
export const isNarrowing = ({ effect, strictly }: Finding) =>
  ["narrowed", "both", "breaking"].includes(effect) || strictly === "narrowed";

/** Whether a validator admits more values after a change. */
export const isWidening = ({ effect, strictly }: Finding) =>
  ["widened", "both", "breaking"].includes(effect) || strictly === "widened";

/** Finds out for an outcome, and for all inside it, whether they have a fitting finding at any depth. */
export function answerAll(root: Outcome, fits: Test, answers: Map<Outcome, boolean>): boolean {
  const parents = new Map<Outcome, Outcome[]>([[root, []]]);
  const positive: Outcome[] = [];
  // A map can grow while it is gone through.
  for (const [current] of parents) {
    if (answers.get(current) ?? current.findings.some(fits)) positive.push(current);
    if (answers.has(current)) continue;
    for (const inner of current.inner) {
      const known = parents.get(inner);
      if (known) known.push(current);
      else parents.set(inner, [current]);
    }
  }
  const found = new Set(positive);
  for (const current of found) for (const parent of parents.get(current) ?? []) found.add(parent);
  for (const current of parents.keys()) answers.set(current, found.has(current));
  return found.has(root);
}

/** Ends an outcome. What is done and agrees is left out, so that a walk over the differences is short. */
export function finish(outcome: Outcome): void {
  outcome.inner = outcome.inner.filter(({ done, findings, inner }) => !done || findings.length + inner.length > 0);
  outcome.done = !outcome.waits;
}
