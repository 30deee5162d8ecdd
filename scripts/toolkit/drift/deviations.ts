import { canonicalJson, readEntries } from "../description/index.js";
import { type ComparableValue, type Difference, toComparable } from "./difference.js";
import { type Drift, nameOf } from "./find-drift.js";

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

/** Compares the differences with the deviations. */
export function explainDrift(drift: Drift, deviations: readonly Deviation[]): Explained {
  const left = new Map(drift.differences.map((difference) => [difference, nameOf(difference.owner)]));
  const result: Explained = { unexplained: [], stale: [], explained: [], notCompared: [] };
  const unmatched: Explained["stale"] = [];
  for (const deviation of deviations) {
    for (const location of deviation.locations) {
      const [difference] = [...left].find(([one, name]) => name === location && matches(one, deviation)) ?? [];
      if (!difference) unmatched.push({ deviation, location });
      else if (deviation.publishedApart) result.notCompared.push({ deviation, name: String(difference.ours) });
      else result.explained.push({ deviation, difference });
      if (difference) left.delete(difference);
    }
  }
  // Entries for parts that were not compared are not stale: operations that are published separately, and the parts
  // that only these refer to.
  const apart = result.notCompared.flatMap(({ deviation }) => deviation.locations);
  const skipped = new Set(apart.flatMap((location) => [...(drift.missing.get(location) ?? [])]));
  result.stale = unmatched.filter(({ deviation, location }) =>
    deviation.publishedApart ? !drift.compared.has(location) : drift.compared.has(location) || !skipped.has(location),
  );
  result.unexplained = [...left.keys()];
  return result;
}

const matches = (one: Difference, { what, ours, published }: Deviation) =>
  one.what === what && canonicalJson([one.ours, one.published]) === canonicalJson([ours, published]);
