import type { JsonObject } from "../../description/index.js";
import type { Level } from "../../diff/index.js";

// biome-ignore lint/suspicious/noExplicitAny: parts of a document, changed and made wrong at will, fit no type
export type AnyJson = any;

/** What an operator changes: a part of the contract, only its words (an equivalence), or a rule of good descriptions. */
export const CATEGORIES = [
  "operation",
  "parameter",
  "request",
  "response",
  "security",
  "equivalence",
  "mistake",
] as const;
/** One of {@link CATEGORIES}. */
export type Category = (typeof CATEGORIES)[number];

/** A change of a description, and what is expected of those who look at it. */
export interface Operator {
  /** Unique, in words. */
  name: string;
  category: Category;
  /** The level that the comparison has to find, or the lint rule that has to see the mistake. */
  expected: { level: Level } | { rule: string };
  /** A changed copy of a bundled description; nothing, where the change does not apply to it. */
  apply(description: JsonObject): JsonObject | undefined;
}

/**
 * Makes an operator.
 *
 * @param edit - changes the copy that it gets; a false value says that the edit does not apply
 */
export function operator(
  category: Category,
  expected: Operator["expected"],
  name: string,
  edit: (document: AnyJson) => unknown,
): Operator {
  return {
    name,
    category,
    expected,
    apply: (description) => {
      const copy = structuredClone(description);
      return edit(copy) ? copy : undefined;
    },
  };
}

/** Makes operators of one kind: edits by their names, and these by the level that the comparison has to find. */
export function byLevel<Edit>(
  make: (level: Level, name: string, edit: Edit) => Operator,
  table: Partial<Record<Level, Record<string, Edit>>>,
): Operator[] {
  return Object.entries(table).flatMap(([level, edits]) =>
    Object.entries(edits).map(([name, edit]) => make(level as Level, name, edit)),
  );
}

/** Whether an operator changes nothing but words. */
export function isEquivalence({ expected }: Pick<Operator, "expected">): boolean {
  return "level" in expected && expected.level === "none";
}
