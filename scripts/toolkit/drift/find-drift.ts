import { DescriptionError, isReference, type JsonObject, locate, lookUp, operationsOf } from "../description/index.js";
import { type BundleLocation, pairBundles, rootOf } from "../diff/index.js";
import { listDrift } from "./compare.js";
import type { Difference } from "./difference.js";

/** What the comparison with the published descriptions has found. */
export interface Drift {
  /** Each difference once, though several operations lead to it. */
  differences: Difference[];
  /** The operations that were compared, such as `GET /boats`. */
  operations: string[];
  /** The locations in ours that were compared. */
  compared: ReadonlySet<string>;
  /** The operations that no published description has: their locations, and those that they lead to. */
  missing: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Compares each operation of our description with the published one, by method and path. What is published and not
 * described by us is not drift: ours is a fragment.
 *
 * @param ours - a bundle
 * @param published - bundles, of which each has some of the operations
 * @throws DescriptionError if there is no operation to compare
 */
export function findDrift(ours: JsonObject, published: readonly JsonObject[]): Drift {
  const operations = operationsOf(ours).map(({ key, operation }) => ({
    key,
    location: locationOf(rootOf(operation)),
    reached: reachedFrom(ours, operation),
  }));
  if (operations.length === 0) throw new DescriptionError("The description has no operation to compare");
  const lists = published.map((document) => listDrift(pairBundles(document, ours)));
  const isMissing = ({ what, published: theirs }: Difference) => what === "operation" && theirs === undefined;
  // The operations that each list lacks.
  const [first = new Set<string>(), ...others] = lists.map(
    (list) => new Set(list.filter(isMissing).map(({ owner }) => locationOf(owner))),
  );
  const missing = new Set([...first].filter((location) => others.every((other) => other.has(location))));
  const differences = lists.flatMap((list, index) =>
    list.filter((one) => !isMissing(one) || (index === 0 && missing.has(locationOf(one.owner)))),
  );
  const found = operations.filter(({ location }) => !missing.has(location));
  const rest = operations.filter(({ location }) => missing.has(location));
  return {
    differences: unique(differences),
    operations: found.map(({ key }) => key),
    compared: new Set(found.flatMap(({ reached }) => [...reached])),
    missing: new Map(rest.map(({ location, reached }) => [location, reached])),
  };
}

/** Where a part of a bundle is written, for a machine: an absolute path and a JSON pointer. */
export function locationOf({ document, pointer }: BundleLocation): string {
  const location = locate(document, pointer);
  return `${location?.file ?? ""}#${location?.pointer ?? pointer}`;
}

/** The locations of an operation and of all that it leads to. */
function reachedFrom(document: JsonObject, operation: JsonObject): Set<string> {
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    // In an example or an extension it may be anything.
    if (isReference(value)) visit(lookUp(document, value.$ref));
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(operation);
  return new Set([...seen].map((value) => locationOf(rootOf(value as JsonObject))));
}

function unique(differences: readonly Difference[]): Difference[] {
  const byContent = differences.map(
    (one) => [JSON.stringify([locationOf(one.owner), one.what, one.ours, one.published]), one] as const,
  );
  return [...new Map(byContent).values()];
}
