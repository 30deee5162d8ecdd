import { isObject, type JsonObject } from "../../description/index.js";

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
  /** The level that the comparison must find; for a mistake, the lint rule that must report it. */
  expected: string;
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
 * Changes a part: a JSON Merge Patch; or a function that returns properties to set, or to delete if they are undefined, or
 * that edits the part or its surroundings itself. The edit does not apply if the function returns a falsy value, or if
 * nothing is different afterwards.
 *
 * In a patch, a name with a + appends to a list, and an object replaces a reference.
 */
export type Edit = object | ((value: AnyJson, part: Part) => unknown);

/** Makes an edit, and returns whether it applies. */
export function applyEdit(edit: Edit, part: Part): boolean {
  const before = JSON.stringify(part.value);
  if (typeof edit === "function") {
    const made = edit(part.value, part);
    if (typeof made !== "object" || made === null) return Boolean(made);
    Object.assign(part.value, made);
  } else merge(part.value, edit);
  return JSON.stringify(part.value) !== before;
}

function merge(target: AnyJson, patch: object): void {
  for (const [name, change] of Object.entries<AnyJson>(patch)) {
    const key = name.replace(/\+$/, "");
    if (name !== key) target[key] = [...(target[key] ?? []), ...change];
    else if (change === null) delete target[key];
    else if (!isObject(change)) target[key] = change;
    else {
      if (!isObject(target[key]) || "$ref" in target[key]) target[key] = {};
      merge(target[key], structuredClone(change));
    }
  }
}
