import { isObject, isReference, listOf } from "../../support/located.js";
import { typesOf } from "../../support/schemas.js";

export const description =
  "A schema does not contain itself where it cannot be left out: through `allOf`, a required property, or an array that cannot be empty.";

export function Schema(start, { report, state }) {
  state.reported ??= new Set();
  for (const step of needs(start)) {
    const cycle = findCycle(start, step, [start.identity]);
    if (!cycle) continue;
    if (cycle.some((key) => state.reported.has(key))) return;
    for (const key of cycle) state.reported.add(key);
    // Where the schema reaches for itself: at the reference, if that is the next step.
    const at = isReference(step.node) ? step.child("$ref") : step;
    return report(at, "The schema contains itself without an end, so no value satisfies it.");
  }
}

// What every value of the schema has to satisfy or to contain, one step down.
function needs(schema) {
  const { node } = schema;
  if (!isObject(node)) return [];
  const required = listOf(node.required);
  return [
    ...schema.items("allOf"),
    ...schema.entries("properties").flatMap(([name, property]) => (required.includes(name) ? [property] : [])),
    ...(node.minItems > 0 && isObject(node.items) ? [schema.child("items")] : []),
    // With one alternative there is no choice.
    ...["oneOf", "anyOf"].map((keyword) => schema.items(keyword)).flatMap((all) => (all.length === 1 ? all : [])),
  ];
}

// The schemas from the start to where a step leads back to it.
function findCycle(start, step, path) {
  const target = step.follow();
  // A reference that leads only to itself has no target; null needs nothing.
  if (!target || typesOf(target.node)?.includes("null")) return undefined;
  if (target.node === start.node) return path;
  if (path.includes(target.identity)) return undefined;
  for (const below of needs(target)) {
    const cycle = findCycle(start, below, [...path, target.identity]);
    if (cycle) return cycle;
  }
  return undefined;
}
