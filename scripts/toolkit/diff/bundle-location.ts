import {
  childOf,
  decodePercent,
  decodePointer,
  encodePointer,
  isMereReference,
  isObject,
  type JsonObject,
  remember,
} from "../description/index.js";

/** A value of a bundled description, and its location. */
export interface BundleLocation {
  readonly document: JsonObject;
  readonly value: unknown;
  /** A JSON pointer into the document. */
  readonly pointer: string;
  /** A unique id of the location: cheaper to make and to compare than its pointer. */
  readonly id: number | string;
}

let lastId = 0;
const idOf = remember((_value: object) => {
  lastId += 1;
  return lastId;
});

class LazyLocation implements BundleLocation {
  constructor(
    readonly document: JsonObject,
    readonly value: unknown,
    readonly parent?: LazyLocation,
    readonly key = "",
  ) {}

  // Made only on request: most pointers are never needed.
  get pointer(): string {
    return this.parent ? this.parent.pointer + encodePointer([this.key]) : "";
  }

  get id(): number | string {
    return typeof this.value === "object" && this.value !== null ? idOf(this.value) : this.pointer;
  }
}

/** The whole document as a location. */
export const rootOf = (document: JsonObject): BundleLocation => new LazyLocation(document, document);

/** The property or item of the value at a location; undefined if it does not exist. */
export function inside(location: BundleLocation | undefined, ...path: (string | number)[]): BundleLocation | undefined {
  let current = location as LazyLocation | undefined;
  for (const key of path) {
    const value = childOf(current?.value, key);
    if (!current || value === undefined) return undefined;
    current = new LazyLocation(current.document, value, current, String(key));
  }
  return current;
}

/** All properties or items of the value at a location, with their keys. */
export function partsOf(location: BundleLocation | undefined): [string, BundleLocation][] {
  const parts: [string, BundleLocation][] = [];
  if (typeof location?.value !== "object" || location.value === null) return parts;
  for (const key of Object.keys(location.value)) {
    const part = inside(location, key);
    if (part) parts.push([key, part]);
  }
  return parts;
}

/** The object at a location; an empty one if there is none. */
export const objectAt = (location: BundleLocation | undefined): JsonObject =>
  isObject(location?.value) ? location.value : {};

/**
 * The target of the reference at a location, through all references; the location itself if it has no reference, or
 * other keywords beside it.
 */
export function follow(location: BundleLocation): BundleLocation {
  let current = location;
  while (isMereReference(current.value)) current = targetOf(current, current.value.$ref);
  return current;
}

const targetsOf = remember((_document: JsonObject) => new Map<string, BundleLocation>());

/** The target of a reference in a bundle. */
export function targetOf({ document }: BundleLocation, ref: string): BundleLocation {
  const known = targetsOf(document);
  const target = known.get(ref) ?? inside(rootOf(document), ...decodePointer(ref).map(decodePercent));
  if (!target) throw new Error(`${ref} leads nowhere in the bundle`);
  known.set(ref, target);
  return target;
}
