import { canonicalJson } from "../description/index.js";
import type { BundleLocation, Pair } from "../diff/index.js";

/** A value in the one form for comparing, writing and showing it: lists are sorted, objects are JSON. */
export type ComparableValue = string | number | boolean | null | readonly ComparableValue[];

/** One difference between our description and the published one. */
export interface Difference {
  /** The part that differs: a keyword of a schema, or a part of an operation such as `status` or `parameter`. */
  what: string;
  /** The value in ours; left out if ours has none. */
  ours?: ComparableValue;
  /** The value in the published description; left out if it has none. */
  published?: ComparableValue;
  /** The part of ours that differs, or the nearest existing one. */
  owner: BundleLocation;
  /** The part of ours that declares it, or the owner. */
  location: BundleLocation;
  /** The same part in the published description. */
  publishedLocation: BundleLocation;
}

/** The context of a pair. */
export interface Context {
  /** The operation that it belongs to. */
  operation?: Pair | undefined;
  /** The property that selected it among the alternatives, and the value that did so. */
  chosenBy?: { property: string; value: string } | undefined;
  /** The value of that property, if this is the property. */
  choice?: string | undefined;
}

/**
 * Parts of the normal form that are not compared. Ids and links are not sent, a security scheme is compared as part of
 * the requirement that names it, and path variables are matched by position.
 */
export const NO_DRIFT = /^(operationId|x-variables|x-default-server .*|links\/.*|x-schemes\/.*)$/;

/** Converts a value to the common form. */
export function toComparable(value: unknown): ComparableValue {
  if (Array.isArray(value)) {
    return value.map(toComparable).sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  }
  return typeof value === "object" && value !== null ? canonicalJson(value) : (value as ComparableValue);
}
