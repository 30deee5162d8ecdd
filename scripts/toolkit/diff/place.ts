import { childOf, decodePointer, encodePointer, isObject, isReference, type JsonObject } from "../description/index.js";

/** A value of a bundled description, and where it stands. */
export interface Place {
  document: JsonObject;
  pointer: string;
  value: unknown;
}

/** The whole document as a place. */
export const rootOf = (document: JsonObject): Place => ({ document, pointer: "", value: document });

/** A property or item of the value at a place, if it is there. */
export function inside(place: Place | undefined, ...path: (string | number)[]): Place | undefined {
  let current = place;
  for (const key of path) {
    const value = childOf(current?.value, key);
    if (!current || value === undefined) return undefined;
    current = { document: current.document, pointer: current.pointer + encodePointer([key]), value };
  }
  return current;
}

/** All properties or items of the value at a place, with their keys. */
export function partsOf(place: Place | undefined): [string, Place][] {
  const { value } = place ?? {};
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const part = inside(place, key);
    return part ? [[key, part] as [string, Place]] : [];
  });
}

/** The object at a place, or an empty one. */
export const objectAt = (place: Place | undefined): JsonObject => (isObject(place?.value) ? place.value : {});

/** Where the reference at a place leads in the end; a place without one is itself. */
export function follow(place: Place): Place {
  let current = place;
  while (isReference(current.value)) current = targetOf(current, current.value.$ref);
  return current;
}

/** What a reference in a bundle leads to. */
export function targetOf({ document }: Place, ref: string): Place {
  const path = decodePointer(ref);
  const target = inside(rootOf(document), ...path) ?? inside(rootOf(document), ...path.map(decodeURIComponent));
  if (!target) throw new Error(`${ref} leads nowhere in the bundle`);
  return target;
}
