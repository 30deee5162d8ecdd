import type { JsonObject } from "../../description/index.js";
import type { Level } from "../../diff/index.js";
import { CATEGORIES, type Category, type Operator } from "../changes/change.js";
import type { WrongOperator } from "../mistakes/operator.js";

/** What mutants are counted by: the parts of a contract, and descriptions that are wrong. */
export const GROUPS = [...CATEGORIES, "mistake"] as const;

/** A description with one change. */
export interface Mutant {
  /** Unique, in words. */
  name: string;
  group: (typeof GROUPS)[number];
  /** What the change means to a consumer, or the lint rule that has to see the mistake. */
  label: { level: Level } | { rule: string };
  document: JsonObject;
}

/** A mutant to be made, wherever the description has a place for it. */
export interface MutantPlan extends Omit<Mutant, "document"> {
  /** A changed copy, or nothing. */
  apply(description: JsonObject): JsonObject | undefined;
}

/** A plan for each labelled change and for each mistake. */
export function planMutants(changes: readonly Operator[], mistakes: readonly WrongOperator[]): MutantPlan[] {
  return [
    ...changes.map(({ category, level, name, apply }) => {
      return { name: changeName(category, name), group: category, label: { level }, apply };
    }),
    ...mistakes.map(({ name, rule, apply }): MutantPlan => ({ name, group: "mistake", label: { rule }, apply })),
  ];
}

/**
 * Makes mutants of a description, and gives back the names of those as well that it has no place for.
 *
 * @param limit - how many are enough
 */
export function makeMutants(
  description: JsonObject,
  plans: readonly MutantPlan[],
  limit = Number.POSITIVE_INFINITY,
): { mutants: Mutant[]; homeless: string[] } {
  const mutants: Mutant[] = [];
  const homeless: string[] = [];
  for (const { apply, ...mutant } of plans) {
    if (mutants.length >= limit) break;
    const document = apply(description);
    if (document) mutants.push({ ...mutant, document });
    else homeless.push(mutant.name);
  }
  return { mutants, homeless };
}

function changeName(category: Category, name: string): string {
  return name.startsWith(`${category}: `) ? name : `${category}: ${name}`;
}

/** Whether nothing may be seen by what looks at the meaning of a description. */
export function isEquivalent({ label }: Mutant): boolean {
  return "level" in label && label.level === "none";
}
