import {
  childOf,
  decodePercent,
  decodePointer,
  encodePointer,
  isObject,
  isReference,
  type JsonObject,
  remember,
} from "../description/index.js";

/** A value of a bundled description, and where it stands. */
export interface BundleLocation {
  readonly document: JsonObject;
  readonly value: unknown;
  /** A JSON pointer into the document. */
  readonly pointer: string;
  /** What no other location has: cheaper to make and to compare than its pointer. */
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

  // Made only when it is asked for: most pointers never are.
  get pointer(): string {
    return this.parent ? this.parent.pointer + encodePointer([this.key]) : "";
  }

  get id(): number | string {
    return typeof this.value === "object" && this.value !== null ? idOf(this.value) : this.pointer;
  }
}

/** The whole document as a location. */
export const rootOf = (document: JsonObject): BundleLocation => new LazyLocation(document, document);

/** A property or item of the value at a location, if it is there. */
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

/** The object at a location, or an empty one. */
export const objectAt = (location: BundleLocation | undefined): JsonObject =>
  isObject(location?.value) ? location.value : {};

/** Where the reference at a location leads in the end; a location without one is itself. */
export function follow(location: BundleLocation): BundleLocation {
  let current = location;
  while (isReference(current.value)) current = targetOf(current, current.value.$ref);
  return current;
}

const targetsOf = remember((_document: JsonObject) => new Map<string, BundleLocation>());

/** What a reference in a bundle leads to. */
export function targetOf({ document }: BundleLocation, ref: string): BundleLocation {
  const known = targetsOf(document);
  const find = (path: string[]) => inside(rootOf(document), ...path);
  const target = known.get(ref) ?? find(decodePointer(ref)) ?? find(decodePointer(ref).map(decodePercent));
  if (!target) throw new Error(`${ref} leads nowhere in the bundle`);
  known.set(ref, target);
  return target;
}
