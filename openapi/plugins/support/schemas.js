import { isObject, isReference } from "./located.js";

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
 * The schema and all that it takes over whole: its target, if it is a reference, and the parts of its `allOf`.
 *
 * @returns {Located[]}
 */
export function conjuncts(schema, seen = new Set()) {
  // OpenAPI 3.1 allows keywords beside a `$ref`; they hold as well.
  const beside = isReference(schema.node) && Object.keys(schema.node).length > 1 ? [schema] : [];
  const located = schema.follow();
  if (!located || !isObject(located.node) || seen.has(located.identity)) return beside;
  seen.add(located.identity);
  return [...beside, located, ...located.items("allOf").flatMap((part) => conjuncts(part, seen))];
}

/**
 * The schemas of `oneOf` and `anyOf`.
 *
 * @returns {Located[]}
 */
export const alternatives = (schema) => ["oneOf", "anyOf"].flatMap((keyword) => schema.items(keyword));

/** Whether a schema has a flag such as `readOnly`, by itself or by what it takes over. */
export const hasFlag = (schema, flag) => conjuncts(schema).some(({ node }) => node[flag] === true);

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
export function walkSchema(schema, visit, seen = new Set()) {
  const located = schema.follow();
  if (!located || !isObject(located.node) || seen.has(located.identity)) return;
  seen.add(located.identity);
  visit(located);
  const below = [
    ...SCHEMA_KEYWORDS.map((keyword) => located.child(keyword)),
    ...SCHEMA_LIST_KEYWORDS.flatMap((keyword) => located.items(keyword)),
    ...SCHEMA_MAP_KEYWORDS.flatMap((keyword) => located.entries(keyword).map(([, schema]) => schema)),
  ];
  for (const one of below) walkSchema(one, visit, seen);
}
