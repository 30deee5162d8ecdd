import { canonicalJson } from "../description/index.js";
import type { BundleLocation, Pair } from "../diff/index.js";

/** A value in the one form that is compared, written down and shown: lists are sorted, objects are JSON. */
export type ComparableValue = string | number | boolean | null | readonly ComparableValue[];

/** One thing that our description and the published one say differently. */
export interface Difference {
  /** What differs: a keyword of a schema, or a part of an operation such as `status` or `parameter`. */
  what: string;
  /** What ours says; left out where it says nothing. */
  ours?: ComparableValue;
  /** What the published one says; left out where it says nothing. */
  published?: ComparableValue;
  /** The part of ours that differs, or the nearest one that there is. */
  owner: BundleLocation;
  /** What ours says it with, or the owner. */
  location: BundleLocation;
  /** The same in the published description. */
  publishedLocation: BundleLocation;
}

/** What is known on the way to a pair. */
export interface Context {
  /** The operation that it belongs to. */
  operation?: Pair | undefined;
  /** The property that has chosen it from the alternatives, and the value by which. */
  chosenBy?: { property: string; value: string } | undefined;
  /** The value of that property, where it is the property. */
  choice?: string | undefined;
}

/**
 * Parts of the normal form that are not compared. Ids and links are not sent, a security scheme is compared with the
 * requirement that names it, and the variables of a path are matched by their positions.
 */
export const NO_DRIFT = /^(operationId|x-variables|x-default-server .*|links\/.*|x-schemes\/.*)$/;

/** Brings a value into the one form. */
export function toComparable(value: unknown): ComparableValue {
  if (Array.isArray(value)) {
    return value.map(toComparable).sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  }
  return typeof value === "object" && value !== null ? canonicalJson(value) : (value as ComparableValue);
}
