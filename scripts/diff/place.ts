/** A JSON object of which nothing is known yet. */
export type JsonObject = Record<string, unknown>;

/** A value of a description, and where it stands: the file, and the JSON pointer inside it. */
export interface Place {
  readonly value: unknown;
  readonly file: string;
  readonly pointer: string;
}

/** Whether a value is an object, and no array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object at a place, or an empty one where there is something else. */
export function objectAt(place: Place | undefined): JsonObject {
  return isObject(place?.value) ? place.value : {};
}

/** A member of the object or array at a place, if it is there. */
export function childOf(place: Place | undefined, key: string | number): Place | undefined {
  const { value } = place ?? {};
  if (!place || typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  const escaped = String(key).replaceAll("~", "~0").replaceAll("/", "~1");
  return {
    value: (value as JsonObject)[key],
    file: place.file,
    pointer: `${place.pointer}/${escaped}`,
  };
}

/** All members of the object or array at a place, with their keys. */
export function childrenOf(place: Place | undefined): [string, Place][] {
  const { value } = place ?? {};
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const child = childOf(place, key);
    return child ? [[key, child] as [string, Place]] : [];
  });
}

/** A value as text in which the order of an object's members does not show, nor do texts and examples. */
export function canonicalText(value: unknown, ignored: ReadonlySet<string> = new Set()): string {
  return JSON.stringify(value, (_key, member) => {
    if (!isObject(member)) return member;
    const names = Object.keys(member).filter((name) => !ignored.has(name));
    return Object.fromEntries(names.sort().map((name) => [name, member[name]]));
  });
}
