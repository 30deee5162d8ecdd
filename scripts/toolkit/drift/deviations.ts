import { dirname, relative } from "node:path";
import { DescriptionError, isObject, type ParsedFile, readDocument } from "../description/index.js";
import type { Difference } from "./difference.js";
import { type Drift, locationOf } from "./find-drift.js";
import { type ComparableValue, isSame, toComparable } from "./value.js";

/** A deliberate difference from the published description. */
export interface Deviation {
  /** Where ours differs: files relative to the description's folder, with JSON pointers. */
  locations: string[];
  what: string;
  ours?: ComparableValue;
  published?: ComparableValue;
  reason: string;
  /** The operation is in another published description, which need not be among the files. */
  publishedApart: boolean;
  line: number;
  column: number;
}

/** What is left when deviations and differences are laid side by side. */
export interface Explained {
  /** Differences that no entry explains. */
  unexplained: Difference[];
  /** Locations of entries where there is no such difference any more. */
  stale: { deviation: Deviation; location: string }[];
  explained: { deviation: Deviation; difference: Difference }[];
  /** Operations that are published apart, and not in the files that were given. */
  notCompared: { deviation: Deviation; name: string }[];
}

const PROPERTIES = ["location", "locations", "what", "ours", "published", "publishedApart", "reason"];

/**
 * Reads the file of deliberate deviations.
 *
 * @throws DescriptionError with file, line and column, if an entry is not usable: an unknown property, no location, no reason
 */
export function readDeviations(file: string): Deviation[] {
  const document = readDocument(file);
  if (!Array.isArray(document.value)) throw descriptionError(document, [], "The file has to be a list of deviations");
  return document.value.map((entry: unknown, index) => {
    const path = [String(index)];
    const invalid = (problem: string) => descriptionError(document, path, `A deviation ${problem}`);
    if (!isObject(entry)) throw invalid("must be an object");
    const unknown = Object.keys(entry).find((name) => !PROPERTIES.includes(name));
    if (unknown) throw invalid(`can't have \`${unknown}\`; it may have ${PROPERTIES.join(", ")}`);
    const locations = [entry.location, ...(Array.isArray(entry.locations) ? entry.locations : [])].filter(
      (one) => one !== undefined,
    );
    if (locations.length === 0 || !locations.every((one) => typeof one === "string")) {
      throw invalid("needs a `location`, or `locations`, such as paths/boats.yaml#/get/responses/410");
    }
    const { what, reason, ours, published, publishedApart = false } = entry;
    if (typeof what !== "string") throw invalid("needs a `what`, such as `type`");
    if (typeof reason !== "string" || reason.trim() === "") throw invalid("needs a `reason`");
    if (typeof publishedApart !== "boolean" || (publishedApart && what !== "operation")) {
      throw invalid("may have `publishedApart: true` only for an operation");
    }
    return {
      ...{ locations, what, reason, publishedApart },
      ...document.position(path),
      ...(ours !== undefined && { ours: toComparable(ours) }),
      ...(published !== undefined && { published: toComparable(published) }),
    };
  });
}

/**
 * Lays deviations and differences side by side.
 *
 * @param root - the root document of ours, whose folder the locations are relative to
 */
export function explainDrift(drift: Drift, deviations: readonly Deviation[], root: string): Explained {
  const left = new Set(drift.differences);
  const result: Explained = { unexplained: [], stale: [], explained: [], notCompared: [] };
  const unmatched: Explained["stale"] = [];
  for (const deviation of deviations) {
    for (const location of deviation.locations) {
      const difference = [...left].find(
        (one) => nameLocation(locationOf(one.owner), root) === location && matches(one, deviation),
      );
      if (!difference) unmatched.push({ deviation, location });
      else {
        left.delete(difference);
        if (deviation.publishedApart) result.notCompared.push({ deviation, name: String(difference.ours) });
        else result.explained.push({ deviation, difference });
      }
    }
  }
  const named = (locations: Iterable<string>) => new Set([...locations].map((one) => nameLocation(one, root)));
  const compared = named(drift.compared);
  const apart = result.notCompared.flatMap(({ deviation }) => deviation.locations);
  const skipped = named(
    [...drift.missing].flatMap(([location, all]) => (apart.includes(nameLocation(location, root)) ? [...all] : [])),
  );
  // What only a missing operation leads to can't be called stale, nor can an entry that says it is published apart.
  result.stale = unmatched.filter(({ deviation, location }) =>
    deviation.publishedApart ? !compared.has(location) : compared.has(location) || !skipped.has(location),
  );
  result.unexplained = [...left];
  return result;
}

const matches = (one: Difference, { what, ours, published }: Deviation) =>
  one.what === what && isSame(one.ours, ours) && isSame(one.published, published);

/** A location as deviations name it. */
export function nameLocation(location: string, root: string): string {
  const [file = "", pointer = ""] = location.split(/#(.*)/s);
  return `${relative(dirname(root), file).replaceAll("\\", "/")}#${pointer}`;
}

function descriptionError(document: ParsedFile, path: string[], problem: string): DescriptionError {
  return new DescriptionError(problem, document.position(path));
}
