import {
  childOf,
  decodePercent,
  decodePointer,
  encodePointer,
  isObject,
  isReference,
  type JsonObject,
} from "../description/index.js";

/** A value of a bundled description, and where it stands. */
export interface Place {
  readonly document: JsonObject;
  readonly value: unknown;
  /** A JSON pointer into the document. */
  readonly pointer: string;
  /** What no other place has: cheaper to make and to compare than its pointer. */
  readonly id: number | string;
}

const ids = new WeakMap<object, number>();
let lastId = 0;

class PlaceOf implements Place {
  constructor(
    readonly document: JsonObject,
    readonly value: unknown,
    readonly parent?: PlaceOf,
    readonly key = "",
  ) {}

  // Most places are never asked where they are.
  get pointer(): string {
    return this.parent ? this.parent.pointer + encodePointer([this.key]) : "";
  }

  get id(): number | string {
    const { value } = this;
    if (typeof value !== "object" || value === null) return this.pointer;
    const known = ids.get(value);
    if (known !== undefined) return known;
    lastId += 1;
    ids.set(value, lastId);
    return lastId;
  }
}

/** The whole document as a place. */
export const rootOf = (document: JsonObject): Place => new PlaceOf(document, document);

/** A property or item of the value at a place, if it is there. */
export function inside(place: Place | undefined, ...path: (string | number)[]): Place | undefined {
  let current = place as PlaceOf | undefined;
  for (const key of path) {
    const value = childOf(current?.value, key);
    if (!current || value === undefined) return undefined;
    current = new PlaceOf(current.document, value, current, String(key));
  }
  return current;
}

/** All properties or items of the value at a place, with their keys. */
export function partsOf(place: Place | undefined): [string, Place][] {
  const parts: [string, Place][] = [];
  if (typeof place?.value !== "object" || place.value === null) return parts;
  for (const key of Object.keys(place.value)) {
    const part = inside(place, key);
    if (part) parts.push([key, part]);
  }
  return parts;
}

/** The object at a place, or an empty one. */
export const objectAt = (place: Place | undefined): JsonObject => (isObject(place?.value) ? place.value : {});

/** Where the reference at a place leads in the end; a place without one is itself. */
export function follow(place: Place): Place {
  let current = place;
  while (isReference(current.value)) current = targetOf(current, current.value.$ref);
  return current;
}

const targets = new WeakMap<JsonObject, Map<string, Place>>();

/** What a reference in a bundle leads to. */
export function targetOf({ document }: Place, ref: string): Place {
  const known = targets.get(document) ?? new Map<string, Place>();
  targets.set(document, known);
  const find = (path: string[]) => inside(rootOf(document), ...path);
  const target = known.get(ref) ?? find(decodePointer(ref)) ?? find(decodePointer(ref).map(decodePercent));
  if (!target) throw new Error(`${ref} leads nowhere in the bundle`);
  known.set(ref, target);
  return target;
}
