import { dirname, relative } from "node:path";
import { canonicalJson, readEntries } from "../description/index.js";
import { type ComparableValue, type Difference, toComparable } from "./difference.js";
import { type Drift, locationOf } from "./find-drift.js";

/** A deliberate difference from the published description. */
export interface Deviation {
  /**
   * The locations of the difference in our description: files relative to the description's folder, with JSON pointers.
   */
  locations: string[];
  what: string;
  ours?: ComparableValue;
  published?: ComparableValue;
  reason: string;
  /** The operation is in another published description, which need not be among the given files. */
  publishedApart: boolean;
  line: number;
  column: number;
}

/** The result of comparing the differences with the deviations. */
export interface Explained {
  /** Differences that no entry explains. */
  unexplained: Difference[];
  /** Locations of entries without a difference. */
  stale: { deviation: Deviation; location: string }[];
  explained: { deviation: Deviation; difference: Difference }[];
  /** Operations that are published separately, in none of the given files. */
  notCompared: { deviation: Deviation; name: string }[];
}

const PROPERTIES = ["location", "locations", "what", "ours", "published", "publishedApart", "reason"];

/**
 * Reads the file of deliberate deviations.
 *
 * @throws DescriptionError with file, line and column, if an entry is invalid: an unknown property, no location, no
 * reason
 */
export function readDeviations(file: string): Deviation[] {
  return readEntries(file, PROPERTIES).map(({ entry, position, problem }) => {
    const { location, locations: more = [], what, reason, ours, published, publishedApart = false } = entry;
    const locations = [location ?? [], more].flat();
    if (locations.length === 0 || !locations.every((one) => typeof one === "string")) {
      throw problem("needs a `location`, or `locations`, such as paths/boats.yaml#/get/responses/410");
    }
    if (typeof what !== "string") throw problem("needs a `what`, such as `type`");
    if (typeof reason !== "string" || reason.trim() === "") throw problem("needs a `reason`");
    if (typeof publishedApart !== "boolean" || (publishedApart && what !== "operation")) {
      throw problem("may have `publishedApart: true` only for an operation");
    }
    return {
      ...{ locations, what, reason, publishedApart, line: position.line, column: position.column },
      ...(ours !== undefined && { ours: toComparable(ours) }),
      ...(published !== undefined && { published: toComparable(published) }),
    };
  });
}

/**
 * Compares the differences with the deviations.
 *
 * @param root - the root document of our description; the locations are relative to its folder
 */
export function explainDrift(drift: Drift, deviations: readonly Deviation[], root: string): Explained {
  const left = new Set(drift.differences);
  const result: Explained = { unexplained: [], stale: [], explained: [], notCompared: [] };
  const unmatched: Explained["stale"] = [];
  const entries = deviations.flatMap((deviation) => deviation.locations.map((location) => ({ deviation, location })));
  for (const { deviation, location } of entries) {
    const isExplained = (one: Difference) =>
      nameLocation(locationOf(one.owner), root) === location && matches(one, deviation);
    const difference = [...left].find(isExplained);
    if (!difference) unmatched.push({ deviation, location });
    else if (deviation.publishedApart) result.notCompared.push({ deviation, name: String(difference.ours) });
    else result.explained.push({ deviation, difference });
    if (difference) left.delete(difference);
  }
  const named = (locations: Iterable<string>) => new Set([...locations].map((one) => nameLocation(one, root)));
  const compared = named(drift.compared);
  const apart = result.notCompared.flatMap(({ deviation }) => deviation.locations);
  const ofApart = [...drift.missing].filter(([location]) => apart.includes(nameLocation(location, root)));
  const skipped = named(ofApart.flatMap(([, all]) => [...all]));
  // Entries for parts that were not compared are not stale: operations that are published separately, and the parts
  // that only these refer to.
  result.stale = unmatched.filter(({ deviation, location }) =>
    deviation.publishedApart ? !compared.has(location) : compared.has(location) || !skipped.has(location),
  );
  result.unexplained = [...left];
  return result;
}

const matches = (one: Difference, { what, ours, published }: Deviation) =>
  one.what === what && canonicalJson([one.ours, one.published]) === canonicalJson([ours, published]);

/** A location as written in a deviation. */
export function nameLocation(location: string, root: string): string {
  const [file = "", pointer = ""] = location.split(/#(.*)/s);
  return `${relative(dirname(root), file).replaceAll("\\", "/")}#${pointer}`;
}
