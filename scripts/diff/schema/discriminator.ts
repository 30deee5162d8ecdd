import type { Direction, Finding } from "../change.js";
import type { Description } from "../description.js";
import { childOf, childrenOf, type Place } from "../place.js";
import type { SchemaComparer } from "./comparer.js";
import { conjunctionOf, referenceName } from "./conjunction.js";
import type { Shape } from "./shape.js";

/** Compares which member tells the alternatives apart, and which value stands for which. */
export function compareDiscriminators(
  base: Shape,
  revision: Shape,
  comparer: SchemaComparer,
  direction: Direction,
  add: (finding: Finding) => void,
): void {
  const before = base.discriminator;
  const after = revision.discriminator;
  const rule = "discriminator-changed";
  if (!before && !after) return;
  if (!before || !after) {
    const place = before ?? after ?? revision.place;
    const message = `The discriminator was ${before ? "removed" : "added"}`;
    add({ rule, message, place, source: before ? "base" : "revision", effect: "dangerous" });
    return;
  }
  const name = (place: Place) => childOf(place, "propertyName")?.value;
  if (name(before) !== name(after)) {
    const place = childOf(after, "propertyName") ?? after;
    const message = `The discriminator \`${name(before)}\` became \`${name(after)}\``;
    add({ rule, message, place, source: "revision", effect: "both" });
  }
  const old = new Map(childrenOf(childOf(before, "mapping")));
  const now = new Map(childrenOf(childOf(after, "mapping")));
  for (const [value, place] of now) {
    const former = old.get(value);
    if (former && sameTarget(former, place, comparer, direction)) continue;
    const message = former
      ? `The value \`${value}\` of the discriminator stands for ${referenceName(place.value)}, not ${referenceName(former.value)}`
      : `The value \`${value}\` of the discriminator was added`;
    add({ rule, message, place, source: "revision", effect: former ? "both" : "widened" });
  }
  for (const [value, place] of old) {
    if (now.has(value)) continue;
    const message = `The value \`${value}\` of the discriminator was removed`;
    add({ rule, message, place, source: "base", effect: "narrowed", narrowedAnswer: "dangerous" });
  }
}

/** Whether two entries lead to schemas that agree: a component can be renamed. */
function sameTarget(before: Place, after: Place, comparer: SchemaComparer, direction: Direction): boolean {
  if (referenceName(before.value) === referenceName(after.value)) return true;
  const a = targetOf(before, comparer.base);
  const b = targetOf(after, comparer.revision);
  return a !== undefined && b !== undefined && !comparer.has(comparer.compare(a, b, direction), "any");
}

function targetOf(place: Place, description: Description) {
  const ref = String(place.value);
  const path = /[#/.]/.test(ref) ? ref : `#/components/schemas/${ref}`;
  // The entry of a variant that is in another file can be a bare name, which leads nowhere.
  try {
    return conjunctionOf([description.follow({ ...place, value: { $ref: path } })]);
  } catch {
    return undefined;
  }
}
