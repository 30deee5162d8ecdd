import { dirname, relative } from "node:path";
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
  /** The names of the locations in our description that were compared. */
  compared: ReadonlySet<string>;
  /** The names of operations that no published description has, and of everything that they refer to. */
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
  const operations = operationsOf(ours);
  if (operations.length === 0) throw new DescriptionError("The description has no operation to compare");
  const lists = published.map((document) => listDrift(pairBundles(document, ours)));
  const isMissing = ({ what, published: theirs }: Difference) => what === "operation" && theirs === undefined;
  // An operation is missing if none of the published descriptions has it.
  const [first = [], ...others] = lists.map((list) => list.filter(isMissing).map(({ owner }) => nameOf(owner)));
  const missing = new Set(first.filter((name) => others.every((other) => other.includes(name))));
  const differences = lists.flatMap((list, index) =>
    list.filter((one) => !isMissing(one) || (index === 0 && missing.has(nameOf(one.owner)))),
  );
  const root = locate(ours, "")?.file ?? "";
  const reached = operations.map(({ key, operation }) => {
    const names = reachedFrom(ours, operation).map((value) => nameOf(rootOf(value), root));
    return { key, name: names[0] ?? "", names: new Set(names) };
  });
  const found = reached.filter(({ name }) => !missing.has(name));
  return {
    differences: unique(differences),
    operations: found.map(({ key }) => key),
    compared: new Set(found.flatMap(({ names }) => [...names])),
    missing: new Map(reached.flatMap(({ name, names }) => (missing.has(name) ? [[name, names]] : []))),
  };
}

/**
 * The name of a location in the deviations: its file, relative to the folder of the root document, and a JSON pointer.
 *
 * @param root - the root document @default that of the location's own document
 */
export function nameOf({ document, pointer }: BundleLocation, root = locate(document, "")?.file ?? ""): string {
  const location = locate(document, pointer);
  const file = relative(dirname(root), location?.file ?? root).replaceAll("\\", "/");
  return `${file}#${location?.pointer ?? pointer}`;
}

/** An operation, and everything that it refers to. */
function reachedFrom(document: JsonObject, operation: JsonObject): JsonObject[] {
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    // In an example or an extension it may be any value.
    if (isReference(value)) visit(lookUp(document, value.$ref));
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(operation);
  return [...seen] as JsonObject[];
}

function unique(differences: readonly Difference[]): Difference[] {
  const byContent = differences.map(
    (one) => [JSON.stringify([nameOf(one.owner), one.what, one.ours, one.published]), one] as const,
  );
  return [...new Map(byContent).values()];
}
