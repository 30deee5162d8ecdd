import { child, follow, identity, isObject, isReference, listOf } from "../support/located.js";
import { typesOf } from "../support/schemas.js";

/** @type {import("../support/rule.js").Rule} */
export const noEndlessSchema = {
  description:
    "A schema does not contain itself where it cannot be left out: through `allOf`, a required property, or an array that cannot be empty.",
  create() {
    const reported = new Set();
    return {
      Schema(node, { report, location, resolve }) {
        const start = { node, location };
        const cycle = findCycle(start, start, resolve, [identity(start)]);
        if (!cycle || cycle.some((key) => reported.has(key))) return;
        for (const key of cycle) reported.add(key);
        report({
          message: "The schema contains itself without an end, so no value satisfies it.",
          location: firstStep(start, resolve).location,
        });
      },
    };
  },
};

// What every value of the schema has to satisfy or to contain, one step down.
function needs({ node, location }) {
  if (!isObject(node)) return [];
  const located = { node, location };
  const required = new Set(listOf(node.required));
  return [
    ...listOf(node.allOf).map((_, index) => child(located, "allOf", index)),
    ...Object.keys(isObject(node.properties) ? node.properties : {})
      .filter((name) => required.has(name))
      .map((name) => child(located, "properties", name)),
    ...(node.minItems > 0 && isObject(node.items) ? [child(located, "items")] : []),
    // With one alternative there is no choice.
    ...["oneOf", "anyOf"]
      .filter((keyword) => listOf(node[keyword]).length === 1)
      .map((keyword) => child(located, keyword, 0)),
  ];
}

function findCycle(start, located, resolve, path) {
  for (const below of needs(located)) {
    const target = follow(below, resolve);
    // A reference that leads only to itself has no target; null needs nothing.
    if (!target || typesOf(target.node)?.includes("null")) continue;
    if (target.node === start.node) return path;
    if (path.includes(identity(target))) continue;
    const cycle = findCycle(start, target, resolve, [...path, identity(target)]);
    if (cycle) return cycle;
  }
  return undefined;
}

// Reported where the schema reaches for itself: at the reference, if that is the next step.
function firstStep(start, resolve) {
  const step = needs(start).find((below) => {
    const target = follow(below, resolve);
    return target && (target.node === start.node || findCycle(start, target, resolve, [identity(target)]));
  });
  return isReference(step.node) ? child(step, "$ref") : step;
}
