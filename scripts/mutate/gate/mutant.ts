import type { Level } from "../../diff/change.js";
import { CATEGORIES, type Category, type Operator } from "../change.js";
import type { JsonObject } from "../change-places.js";
import type { WrongOperator } from "../wrong/operator.js";

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

/** Every mutant of a description, and the names of the changes that it has no place for. */
export function makeMutants(
  description: JsonObject,
  changes: readonly Operator[],
  mistakes: readonly WrongOperator[],
): { mutants: Mutant[]; homeless: string[] } {
  const mutants: Mutant[] = [];
  const homeless: string[] = [];
  const add = (mutant: Omit<Mutant, "document">, document: JsonObject | undefined) => {
    if (document) mutants.push({ ...mutant, document });
    else homeless.push(mutant.name);
  };
  for (const operator of changes) {
    const { category, level } = operator;
    add({ name: changeName(category, operator.name), group: category, label: { level } }, operator.apply(description));
  }
  for (const operator of mistakes) {
    const { name, rule } = operator;
    add({ name, group: "mistake", label: { rule } }, operator.apply(description));
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
