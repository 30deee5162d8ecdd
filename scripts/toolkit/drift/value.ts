import { canonicalJson } from "../description/index.js";

/** A value in the one form that is compared, written down and shown: lists are sorted, objects are JSON. */
export type ComparableValue = string | number | boolean | null | readonly ComparableValue[];

/** Brings a value into the one form. */
export function toComparable(value: unknown): ComparableValue {
  if (Array.isArray(value)) {
    return value.map(toComparable).sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  }
  return typeof value === "object" && value !== null ? canonicalJson(value) : (value as ComparableValue);
}

/** Whether two values are the same; to say nothing is the same as nothing else. */
export function isSame(left: ComparableValue | undefined, right: ComparableValue | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return canonicalJson(left) === canonicalJson(right);
}
