import type { Loose } from "./places.js";

/** A way to get a description wrong, wherever there is a place for it. */
export interface WrongOperator {
  /** Unique, in words. */
  name: string;
  /** The lint rule that has to see it. */
  rule: string;
  /** A changed copy; nothing, where the description has no place for the mistake. */
  apply(description: Loose): Loose | undefined;
}

/**
 * Makes an operator of a change.
 *
 * @param change - changes what it is given, and returns a false value where it has no place
 */
export function wrong(name: string, rule: string, change: (document: Loose) => unknown): WrongOperator {
  return {
    name,
    rule,
    apply(description) {
      const copy = structuredClone(description);
      return change(copy) ? copy : undefined;
    },
  };
}

/** Changes a place, if there is one. */
export function at<Place>(place: Place | undefined, change: (place: Place) => void): boolean {
  if (place === undefined || place === null) return false;
  change(place);
  return true;
}
