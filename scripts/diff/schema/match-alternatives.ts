import type { Alternative } from "./alternatives.js";

/** Alternatives that belong together, and those that came or went. */
export interface Match {
  pairs: [Alternative, Alternative][];
  removed: Alternative[];
  added: Alternative[];
}

/** Finds which alternatives of the revision are those of the base: by name, by equality, by likeness, by order. */
export function matchAlternatives(
  before: readonly Alternative[],
  after: readonly Alternative[],
  has: (a: Alternative, b: Alternative, effect: "narrowed" | "widened" | "any") => boolean,
): Match {
  const removed = new Set(before);
  const added = new Set(after);
  const pairs: [Alternative, Alternative][] = [];
  const match = (fits: (a: Alternative, b: Alternative) => boolean) => {
    for (const a of removed) {
      for (const b of added) {
        if (!fits(a, b)) continue;
        pairs.push([a, b]);
        removed.delete(a);
        added.delete(b);
        break;
      }
    }
  };
  match((a, b) => a.name !== "" && a.name === b.name);
  // What stands in the same place is tried first: to compare everything with everything takes long.
  match((a, b) => before.indexOf(a) === after.indexOf(b) && !has(a, b, "any"));
  match((a, b) => !has(a, b, "any"));
  match((a, b) => sameMembers(a, b));
  match((a, b) => !has(a, b, "narrowed") || !has(a, b, "widened"));
  if (removed.size === added.size) match((a, b) => a.name === "" || b.name === "");
  return { pairs, removed: [...removed], added: [...added] };
}

function sameMembers(a: Alternative, b: Alternative): boolean {
  const members = (alternative: Alternative) => [...alternative.shape.properties.keys()].sort().join("\n");
  return members(a) !== "" && members(a) === members(b);
}
