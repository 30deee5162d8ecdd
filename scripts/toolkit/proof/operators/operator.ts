import type { JsonObject } from "../../description/index.js";
import { LEVELS, type Level } from "../../diff/index.js";

// biome-ignore lint/suspicious/noExplicitAny: parts of a document, changed and made wrong at will, fit no type
export type AnyJson = any;

/**
 * The subject of an operator: a part of the contract, only its spelling (an equivalence), or a rule of good
 * descriptions.
 */
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

/** A change of a description, and the result that the checks must have. */
export interface Operator {
  /** A unique name. */
  name: string;
  category: Category;
  /** The level that the comparison must find, or the lint rule that must report the mistake. */
  expected: { level: Level } | { rule: string };
  /** A changed copy of a bundled description; undefined if the change does not apply to it. */
  apply(description: JsonObject): JsonObject | undefined;
}

/** A part of a document, with the path to it. */
export interface Part {
  document: AnyJson;
  /** The object or list that holds it. */
  holder: AnyJson;
  key: string;
  value: AnyJson;
  above?: Part | undefined;
}

/**
 * Changes a part: an object of properties to set, or to delete if they are undefined; or a function that returns such
 * an object, or edits the part or its surroundings itself. The edit does not apply if the function returns a falsy
 * value, or properties that the part already has.
 */
export type Edit = object | ((value: AnyJson, part: Part) => unknown);

/**
 * Makes an operator that changes the first part that its edit applies to.
 *
 * @param expected - a level, or the rule of a mistake
 */
export function operator(
  category: Category,
  expected: string,
  name: string,
  find: (document: AnyJson) => Iterable<Part>,
  edit: Edit,
): Operator {
  return {
    name: category === "mistake" ? name : `${category}: ${name}`,
    category,
    expected: isLevel(expected) ? { level: expected } : { rule: expected },
    apply: (description) => {
      const document = structuredClone(description);
      // Through JSON, to drop undefined properties.
      for (const part of find(document)) if (applyEdit(edit, part)) return JSON.parse(JSON.stringify(document));
      return undefined;
    },
  };
}

/** Makes an edit, and returns whether it applies. */
export function applyEdit(edit: Edit, part: Part): boolean {
  const made = typeof edit === "function" ? edit(part.value, part) : edit;
  if (typeof made !== "object" || made === null) return Boolean(made);
  const before = JSON.stringify(part.value);
  Object.assign(part.value, made);
  for (const [key, value] of Object.entries(made)) if (value === undefined) delete part.value[key];
  return JSON.stringify(part.value) !== before;
}

/** Whether an operator changes only the spelling. */
export function isEquivalence({ expected }: Pick<Operator, "expected">): boolean {
  return "level" in expected && expected.level === "none";
}

function isLevel(name: string): name is Level {
  return (LEVELS as readonly string[]).includes(name);
}
