import type { Alternative } from "./alternatives.js";
import { has, type Outcome } from "./comparer.js";

/** Alternatives that belong together, and those that came or went. */
export interface Match {
  pairs: [Alternative, Alternative][];
  removed: Alternative[];
  added: Alternative[];
}

/** Finds which alternatives of the revision are those of the base: by equality, by name, by likeness, by order. */
export function matchAlternatives(
  before: readonly Alternative[],
  after: readonly Alternative[],
  outcomeOf: (a: Alternative, b: Alternative) => Outcome,
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
  match((a, b) => a.name !== "" && a.name === b.name && !has(outcomeOf(a, b), "any"));
  match((a, b) => !has(outcomeOf(a, b), "any"));
  match((a, b) => a.name !== "" && a.name === b.name);
  match((a, b) => sameMembers(a, b));
  match((a, b) => !has(outcomeOf(a, b), "narrowed") || !has(outcomeOf(a, b), "widened"));
  if (removed.size === added.size) match((a, b) => a.name === "" || b.name === "");
  return { pairs, removed: [...removed], added: [...added] };
}

function sameMembers(a: Alternative, b: Alternative): boolean {
  const members = (alternative: Alternative) => [...alternative.shape.properties.keys()].sort().join("\n");
  return members(a) !== "" && members(a) === members(b);
}
