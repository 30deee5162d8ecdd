import { dirname, relative } from "node:path";
import { describe, isMapping, items, type Place, type Source } from "../source/source.js";
import { type Difference, same, type Told, told } from "./difference.js";

/** A deliberate difference from the published description. */
export interface Deviation {
  /** Where ours differs: files relative to the description's folder, with JSON pointers. */
  places: string[];
  what: string;
  ours?: Told;
  published?: Told;
  reason: string;
  /** Where it stands in its file. */
  line: number;
  column: number;
}

/** What is left when deviations and differences are laid side by side. */
export interface Judged {
  /** Differences that no entry explains. */
  unexplained: Difference[];
  /** Places of entries where there is no such difference any more. */
  stale: { deviation: Deviation; place: string }[];
  explained: { deviation: Deviation; difference: Difference }[];
}

const MEMBERS = ["place", "places", "what", "ours", "published", "reason"];

/**
 * Reads the file of deliberate deviations.
 *
 * @throws Error with file and line, if an entry is not usable: an unknown member, no place, no reason
 */
export function readDeviations(list: Place): Deviation[] {
  if (!Array.isArray(list.value)) throw new Error(`${list.file} must be a list of deviations`);
  return items(list).map((entry) => {
    const { line, column } = list.source.locate(entry);
    const refuse = (problem: string) => new Error(`${list.file}:${line}:${column} ${problem}`);
    const { value } = entry;
    if (!isMapping(value)) throw refuse("a deviation is a mapping");
    const unknown = Object.keys(value).find((name) => !MEMBERS.includes(name));
    if (unknown) throw refuse(`a deviation has no "${unknown}"; it has ${MEMBERS.join(", ")}`);
    const places = [value.place, ...((value.places as unknown[] | undefined) ?? [])].filter(
      (place) => place !== undefined,
    );
    if (places.length === 0 || places.some((place) => typeof place !== "string")) {
      throw refuse("a deviation needs a `place`, or `places`, such as paths/boats.yaml#/get/responses/410");
    }
    if (typeof value.what !== "string") throw refuse("a deviation needs a `what`, such as `type`");
    if (typeof value.reason !== "string" || value.reason.trim() === "") throw refuse("a deviation needs a `reason`");
    const [ours, published] = [told(value.ours), told(value.published)];
    return {
      places: places as string[],
      what: value.what,
      reason: value.reason,
      line,
      column,
      ...(ours !== undefined && { ours }),
      ...(published !== undefined && { published }),
    };
  });
}

/** Lays deviations and differences side by side. */
export function judge(differences: readonly Difference[], deviations: readonly Deviation[], ours: Source): Judged {
  const left = new Set(differences);
  const judged: Judged = { unexplained: [], stale: [], explained: [] };
  for (const deviation of deviations) {
    for (const place of deviation.places) {
      const found = [...left].find((one) => placeName(one.place, ours) === place && isSame(one, deviation));
      if (!found) judged.stale.push({ deviation, place });
      else {
        left.delete(found);
        judged.explained.push({ deviation, difference: found });
      }
    }
  }
  judged.unexplained.push(...left);
  return judged;
}

const isSame = (one: Difference, { what, ours, published }: Deviation) =>
  one.what === what && same(one.ours, ours) && same(one.published, published);

/** A place as deviations name it. */
export function placeName(place: Place, ours: Source): string {
  const file = relative(dirname(ours.root.file), place.file).replaceAll("\\", "/");
  return describe({ ...place, file });
}
