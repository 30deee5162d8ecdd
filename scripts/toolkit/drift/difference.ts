import type { BundleLocation, Pair } from "../diff/index.js";
import type { ComparableValue } from "./value.js";

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
 * What no difference is of the normal form's: ids and links are not on the wire, a security scheme is compared with the
 * requirement that names it, and a path's variables are matched by where they stand.
 */
export const NO_DRIFT = /^(operationId|x-variables|x-default-server .*|links\/.*|x-schemes\/.*)$/;
