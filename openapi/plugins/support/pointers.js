import { child, follow, isObject, listOf } from "./located.js";
import { conjuncts } from "./schemas.js";

/** @typedef {import("./located.js").Located} Located */

/** The keys of a JSON pointer, such as `/items/0/name`. */
export const keysOf = (pointer) =>
  pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));

/**
 * The schemas that describe what a pointer leads to in a value of a schema: one for each way, by `allOf` and alternatives.
 *
 * @param {Located} schema
 * @param {string[]} keys
 * @returns {Located[]} none, if nothing of the kind is described
 */
export function schemasAt(schema, keys, resolve) {
  const [key, ...rest] = keys;
  if (key === undefined) return [schema];
  return variants(schema, resolve).flatMap((part) => {
    const next = /^\d+$/.test(key) ? child(part, "items") : child(part, "properties", key);
    return isObject(next.node) ? schemasAt(next, rest, resolve) : [];
  });
}

// A schema with what it takes over and its alternatives, each of which may describe a property.
function variants(schema, resolve, depth = 0) {
  if (depth > 16) return [];
  return conjuncts(schema, resolve).flatMap((part) => [
    part,
    ...["oneOf", "anyOf"].flatMap((keyword) =>
      listOf(part.node[keyword]).flatMap((_, index) => variants(child(part, keyword, index), resolve, depth + 1)),
    ),
  ]);
}

/** The values that a schema allows, by `enum` or `const`; nothing, if it allows others. */
export function allowedValues(schema, resolve) {
  const found = conjuncts(schema, resolve).flatMap(({ node }) => {
    if (node.const !== undefined) return [[node.const]];
    return Array.isArray(node.enum) ? [node.enum] : [];
  });
  return follow(schema, resolve) ? found[0] : undefined;
}
