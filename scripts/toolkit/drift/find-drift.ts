import { DescriptionError, isReference, type JsonObject, locate, lookUp, operationsOf } from "../description/index.js";
import { type BundleLocation, pairBundles, rootOf } from "../diff/index.js";
import { listDrift } from "./compare.js";
import type { Difference } from "./difference.js";

/** The result of a comparison with the published descriptions. */
export interface Drift {
  /** Each difference once, even if several operations lead to it. */
  differences: Difference[];
  /** The operations that were compared, such as `GET /boats`. */
  operations: string[];
  /** The locations in our description that were compared. */
  compared: ReadonlySet<string>;
  /** The locations of operations that no published description has, and of everything that they refer to. */
  missing: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Compares each operation of our description with the published one, by method and path. A published operation that we
 * don't describe is not drift: our description is a fragment.
 *
 * @param ours - a bundle
 * @param published - bundles, each with some of the operations
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
  // For each published description, our operations that it does not have.
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

/** The source location of a part of a bundle, for programs: an absolute path and a JSON pointer. */
export function locationOf({ document, pointer }: BundleLocation): string {
  const location = locate(document, pointer);
  return `${location?.file ?? ""}#${location?.pointer ?? pointer}`;
}

/** The locations of an operation and of everything that it refers to. */
function reachedFrom(document: JsonObject, operation: JsonObject): Set<string> {
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    // In an example or an extension it may be any value.
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
