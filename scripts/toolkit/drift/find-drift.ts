import { DescriptionError, type JsonObject, locate } from "../description/index.js";
import { compareParts, type Difference, type Spot } from "./compare.js";
import { type Operation, readOperations } from "./operation-part.js";

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
 * described by us is no drift: ours is a fragment.
 *
 * @param ours - a bundle
 * @param published - bundles; the first one that has an operation counts
 * @throws DescriptionError if there is no operation to compare, or there are too many unions in one schema
 */
export function findDrift(ours: JsonObject, published: readonly JsonObject[]): Drift {
  const theirs = published.map((document) => new Map(readOperations(document).map((one) => [one.key, one])));
  const [compared, missing] = [new Set<string>(), new Map<string, Set<string>>()];
  const memory = { results: new Map<string, Difference[]>(), onVisit: (spot: Spot) => compared.add(locationOf(spot)) };
  const operations = readOperations(ours);
  if (operations.length === 0) throw new DescriptionError("The description has no operation to compare");
  const differences = operations.flatMap((operation): Difference[] => {
    const twin = theirs.map((known) => known.get(operation.key)).find((found) => found !== undefined);
    if (twin) {
      memory.onVisit(operation.spot);
      return compareParts(operation.part(), twin.part(), memory);
    }
    missing.set(locationOf(operation.spot), locationsOf(operation));
    const { name, spot } = operation;
    return [
      {
        what: "operation",
        ours: name,
        owner: spot,
        spot,
        publishedSpot: { object: published[0] ?? ours, pointer: "/paths" },
      },
    ];
  });
  const names = operations.filter(({ spot }) => !missing.has(locationOf(spot))).map(({ name }) => name);
  return { differences: unique(differences), operations: names, compared, missing };
}

/** Where a part of a bundle is written, for a machine: an absolute path and a JSON pointer. */
export function locationOf({ object, pointer }: Spot): string {
  const location = locate(object, pointer);
  return `${location?.file ?? ""}#${location?.pointer ?? pointer}`;
}

/** All that an operation leads to: what is visited when it is compared with itself. */
function locationsOf({ part }: Operation): Set<string> {
  const found = new Set<string>();
  compareParts(part(), part(), { results: new Map(), onVisit: (spot) => found.add(locationOf(spot)) });
  return found;
}

function unique(differences: readonly Difference[]): Difference[] {
  const byContent = differences.map(
    (one) => [JSON.stringify([locationOf(one.owner), one.what, one.ours, one.published]), one] as const,
  );
  return [...new Map(byContent).values()];
}
