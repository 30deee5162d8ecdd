import { isObject, isReference, listOf } from "../../support/located.js";
import { typesOf } from "../../support/schemas.js";

export const description =
  "A schema does not contain itself where it cannot be left out: through `allOf`, a required property, or an array that cannot be empty.";

export function Schema(start, { report, state }) {
  const cycle = findCycle(start, start, [start.identity]);
  state.reported ??= new Set();
  if (!cycle || cycle.some((key) => state.reported.has(key))) return;
  for (const key of cycle) state.reported.add(key);
  report(firstStep(start), "The schema contains itself without an end, so no value satisfies it.");
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

function findCycle(start, located, path) {
  for (const below of needs(located)) {
    const target = below.follow();
    // A reference that leads only to itself has no target; null needs nothing.
    if (!target || typesOf(target.node)?.includes("null")) continue;
    if (target.node === start.node) return path;
    if (path.includes(target.identity)) continue;
    const cycle = findCycle(start, target, [...path, target.identity]);
    if (cycle) return cycle;
  }
  return undefined;
}

// Reported where the schema reaches for itself: at the reference, if that is the next step.
function firstStep(start) {
  const step = needs(start).find((below) => {
    const target = below.follow();
    return target && (target.node === start.node || findCycle(start, target, [target.identity]));
  });
  return isReference(step.node) ? step.child("$ref") : step;
}
