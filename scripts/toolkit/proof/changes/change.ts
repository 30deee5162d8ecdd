import type { JsonObject } from "../../description/index.js";
import type { Level } from "../../diff/index.js";
import { findSchema, type SchemaPlace } from "./find-schema.js";

/** What part of a contract a change is made to; an equivalence changes none. */
export const CATEGORIES = ["operation", "parameter", "request", "response", "security", "equivalence"] as const;
export type Category = (typeof CATEGORIES)[number];

/** A change of a description, with the level that a comparison has to find. */
export interface Operator {
  name: string;
  category: Category;
  level: Level;
  /** A changed copy of a bundled document, or nothing where it has no place for the change. */
  apply(document: JsonObject): JsonObject | undefined;
}

/**
 * Makes an operator.
 *
 * @param edit - changes the copy that it gets; `false` says that there is no place for it
 */
export function operator(
  category: Category,
  level: Level,
  name: string,
  edit: (document: JsonObject) => boolean,
): Operator {
  return {
    name,
    category,
    level,
    apply: (document) => {
      const copy = structuredClone(document);
      return edit(copy) ? copy : undefined;
    },
  };
}

/** Makes an operator that changes one schema of a request or an answer. */
export function schemaOperator(
  direction: "request" | "response",
  level: Level,
  name: string,
  fits: (schema: JsonObject, place: SchemaPlace) => boolean,
  edit: (schema: JsonObject, place: SchemaPlace) => void,
): Operator {
  return operator(direction, level, name, (document) => {
    const found = findSchema(document, direction, fits);
    if (found) edit(found.schema, found.place);
    return found !== undefined;
  });
}
