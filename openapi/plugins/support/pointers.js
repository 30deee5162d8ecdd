import { isObject, keysOf } from "./located.js";
import { alternatives, conjuncts } from "./schemas.js";

/** @typedef {import("./located.js").Located} Located */

/**
 * The schemas that describe what a pointer leads to in a value of a schema: one for each way, by `allOf` and alternatives.
 *
 * @param {Located} schema
 * @param {string} pointer such as `/items/0/name`
 * @returns {Located[]} none, if nothing of the kind is described
 */
export const schemasAt = (schema, pointer) =>
  keysOf(pointer).reduce(
    (schemas, key) =>
      schemas
        .flatMap((one) => variants(one))
        .map((part) => (/^\d+$/.test(key) ? part.child("items") : part.child("properties", key)))
        .filter(({ node }) => isObject(node)),
    [schema],
  );

// A schema with what it takes over and its alternatives, each of which may describe a property.
function variants(schema, depth = 0) {
  if (depth > 16) return [];
  return conjuncts(schema).flatMap((part) => [
    part,
    ...alternatives(part).flatMap((alternative) => variants(alternative, depth + 1)),
  ]);
}

/** Whether a schema allows a value, by `enum` or `const`; without them it does. */
export function allowsValue(schema, value) {
  const lists = conjuncts(schema).flatMap(({ node }) => {
    if (node.const !== undefined) return [[node.const]];
    return Array.isArray(node.enum) ? [node.enum] : [];
  });
  return lists[0]?.includes(value) ?? true;
}
