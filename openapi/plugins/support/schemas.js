import { child, entriesOf, follow, identity, isObject, isReference, listOf } from "./located.js";

/** @typedef {import("./located.js").Located} Located */

// The same lists as those of scripts/toolkit/description/grammar.ts, which a test compares: Redocly loads this file by itself.
/** Keywords that hold one schema. */
export const SCHEMA_KEYWORDS = [
  "additionalProperties", "not", "contains", "propertyNames", "if", "then", "else", "unevaluatedItems",
  "unevaluatedProperties", "contentSchema", "items",
]; // biome-ignore format: a list of words
/** Keywords that hold a list of schemas. */
export const SCHEMA_LIST_KEYWORDS = ["allOf", "anyOf", "oneOf", "prefixItems"];
/** Keywords that hold schemas by name. */
export const SCHEMA_MAP_KEYWORDS = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];

/**
 * The schemas right below a schema, references not followed.
 *
 * @returns {Located[]}
 */
export function subschemas(schema) {
  const { node } = schema;
  if (!isObject(node)) return [];
  return [
    ...SCHEMA_KEYWORDS.filter((keyword) => isObject(node[keyword])).map((keyword) => child(schema, keyword)),
    ...SCHEMA_LIST_KEYWORDS.flatMap((keyword) =>
      listOf(node[keyword]).map((_, index) => child(schema, keyword, index)),
    ),
    ...SCHEMA_MAP_KEYWORDS.flatMap((keyword) => entriesOf(node[keyword]).map(([name]) => child(schema, keyword, name))),
  ];
}

/**
 * The schema and all that it takes over whole: its target, if it is a reference, and the parts of its `allOf`.
 *
 * @returns {Located[]}
 */
export function conjuncts(schema, resolve, seen = new Set()) {
  // OpenAPI 3.1 allows keywords beside a `$ref`; they hold as well.
  const beside = isReference(schema.node) && Object.keys(schema.node).length > 1 ? [schema] : [];
  const located = follow(schema, resolve);
  if (!located || !isObject(located.node) || seen.has(identity(located))) return beside;
  seen.add(identity(located));
  const parts = listOf(located.node.allOf).flatMap((_, index) =>
    conjuncts(child(located, "allOf", index), resolve, seen),
  );
  return [...beside, located, ...parts];
}

/** Whether a schema has a flag such as `readOnly`, by itself or by what it takes over. */
export const hasFlag = (schema, flag, resolve) => conjuncts(schema, resolve).some(({ node }) => node[flag] === true);

/** The types that a schema names, `null` among them if it is nullable; nothing, if it names none. */
export function typesOf({ type, nullable }) {
  if (type === undefined) return undefined;
  const types = Array.isArray(type) ? type : [type];
  return nullable === true ? [...types, "null"] : types;
}

/**
 * Calls back for a schema and each one below it, references followed, each once.
 *
 * @param {(schema: Located) => void} visit
 */
export function walkSchema(schema, resolve, visit, seen = new Set()) {
  const located = follow(schema, resolve);
  if (!located || !isObject(located.node) || seen.has(identity(located))) return;
  seen.add(identity(located));
  visit(located);
  for (const below of subschemas(located)) walkSchema(below, resolve, visit, seen);
}
