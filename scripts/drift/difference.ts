import type { Place } from "../source/source.js";

/** A value that can be written down and compared: text, number, flag, `null`, or a sorted list of them. */
export type Told = string | number | boolean | null | readonly Told[];

/** One thing that our description and the published one say differently. */
export interface Difference {
  /** What differs: a keyword of a schema, or a part of an operation such as `status` or `parameter`. */
  what: string;
  /** What ours says; left out where it says nothing. */
  ours?: Told;
  /** What the published one says; left out where it says nothing. */
  published?: Told;
  /** The place in ours: the schema, operation or other object that differs, or the nearest one that there is. */
  place: Place;
  /** The keyword itself, where ours has it. */
  keyword?: Place;
  /** The place in the published one, or the nearest one that it has. */
  publishedPlace: Place;
}

/** Makes a difference; `undefined` on a side means that it says nothing. */
export function difference(
  what: string,
  [ours, place, keyword]: readonly [Told | undefined, Place, (Place | undefined)?],
  [published, publishedPlace]: readonly [Told | undefined, Place],
): Difference {
  return {
    what,
    ...(ours !== undefined && { ours }),
    ...(published !== undefined && { published }),
    place,
    ...(keyword?.value !== undefined && { keyword }),
    publishedPlace,
  };
}

/** A value as it is compared and written down: objects as JSON with sorted members, lists in an order of their own. */
export function told(value: unknown): Told | undefined {
  if (value === undefined || value === null || typeof value !== "object") return value as Told | undefined;
  if (Array.isArray(value))
    return value.map((item) => told(item) ?? null).sort((a, b) => compareTexts(text(a), text(b)));
  return text(value);
}

/** Whether two values are told in the same way. */
export const same = (left: unknown, right: unknown): boolean => text(told(left)) === text(told(right));

function text(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => compareTexts(a, b)))
        : inner,
    ) ?? ""
  );
}

const compareTexts = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
