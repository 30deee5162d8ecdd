import { childOf, type Place } from "../place.js";
import type { Atom } from "./atoms.js";

/** A limit, and where it was set. */
export interface Bound {
  value: number;
  exclusive: boolean;
  place: Place;
}

const LOWER = ["minimum", "minLength", "minItems", "minProperties"];
const UPPER = ["maximum", "maxLength", "maxItems", "maxProperties"];

/** Whether a bound is one from below. */
export const isLower = (keyword: string) => LOWER.includes(keyword);
const LIMITS: Partial<Record<Atom, string>> = {
  integer: "imum",
  fraction: "imum",
  string: "Length",
  array: "Items",
  object: "Properties",
};

/** Whether limits leave a value of a type: nothing is between 3 and 1. */
export function isPossible(atom: Atom, bounds: ReadonlyMap<string, Bound>): boolean {
  const lower = bounds.get(`min${LIMITS[atom]}`);
  const upper = bounds.get(`max${LIMITS[atom]}`);
  if (!lower || !upper) return true;
  return lower.value < upper.value || (lower.value === upper.value && !lower.exclusive && !upper.exclusive);
}

/** The limits of plain schemas, the tightest of each keyword. */
export function readBounds(leaves: readonly Place[], whole: boolean): Map<string, Bound> {
  const bounds = new Map<string, Bound>();
  const tighten = (keyword: string, bound: Bound) => {
    const known = bounds.get(keyword);
    if (!known || isTighter(keyword, bound, known)) bounds.set(keyword, bound);
  };
  for (const leaf of leaves) {
    for (const keyword of [...LOWER, ...UPPER]) {
      const place = childOf(leaf, keyword);
      if (typeof place?.value !== "number") continue;
      const flag = childOf(leaf, keyword.replace("m", "exclusiveM"))?.value === true;
      // A length is never below nothing.
      if (isLower(keyword) && keyword !== "minimum" && place.value <= 0) continue;
      tighten(keyword, settle(keyword, { value: place.value, exclusive: flag, place }, whole));
    }
    for (const keyword of ["minimum", "maximum"]) {
      const place = childOf(leaf, keyword.replace("m", "exclusiveM"));
      if (typeof place?.value !== "number") continue;
      tighten(keyword, settle(keyword, { value: place.value, exclusive: true, place }, whole));
    }
  }
  return bounds;
}

// Among whole numbers, "more than 0" is "1 or more".
function settle(keyword: string, bound: Bound, whole: boolean): Bound {
  if (!whole) return bound;
  const { value, exclusive } = bound;
  const settled = isLower(keyword)
    ? exclusive
      ? Math.floor(value) + 1
      : Math.ceil(value)
    : exclusive
      ? Math.ceil(value) - 1
      : Math.floor(value);
  return { ...bound, value: settled, exclusive: false };
}

/** Whether the first bound of a keyword admits less than the second. */
export function isTighter(keyword: string, a: Bound, b: Bound): boolean {
  if (a.value === b.value) return a.exclusive && !b.exclusive;
  return isLower(keyword) ? a.value > b.value : a.value < b.value;
}
