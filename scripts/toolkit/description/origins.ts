import type { Description, Location, Place } from "./document.js";
import type { SourcePosition } from "./error.js";
import { childOf, decodePointer, encodePointer } from "./json.js";
import type { ParsedFile } from "./parse.js";

// Paths are long and many: a step each is kept, beside its parent's.
interface Origin {
  file: ParsedFile;
  parent?: Origin | undefined;
  key: string;
}

const origins = new WeakMap<object, Origin>();
const byFile = new WeakMap<ParsedFile, Map<string, Origin>>();

/** Remembers that an object or list was made from what stands at a place. */
export function setOrigin(made: object, place: Place): void {
  origins.set(made, originOf(place));
}

/** Remembers that an object or list was made from another one, and stands where that one stands. */
export function copyOrigin<Made extends object>(made: Made, from: object): Made {
  const origin = origins.get(from);
  if (origin) origins.set(made, origin);
  return made;
}

/**
 * Where a part of a bundle, or of what was made of its objects, is written.
 *
 * @param document - a bundle
 * @param pointer - a JSON pointer into it
 * @returns nothing, if neither the part nor anything around it comes from a file
 */
export function locate(document: object, pointer: string): Location | undefined {
  const found = trace(document, pointer);
  return found && { file: found.origin.file.path, pointer: encodePointer(found.path) };
}

/** Line and column of a part of a bundle: of its key, or of the value itself. */
export function locatePosition(document: object, pointer: string, at?: "key" | "value"): SourcePosition | undefined {
  const found = trace(document, pointer);
  return found?.origin.file.position(found.path, at);
}

/** Line and column of a place in a file of the description. */
export function positionOf(
  { files }: Description,
  { file, pointer }: Location,
  at?: "key" | "value",
): SourcePosition | undefined {
  return files.get(file)?.position(decodePointer(pointer), at);
}

function trace(document: object, pointer: string): { origin: Origin; path: string[] } | undefined {
  let origin = origins.get(document);
  let rest: string[] = [];
  let value: unknown = document;
  for (const key of decodePointer(pointer)) {
    value = childOf(value, key);
    const own = typeof value === "object" && value !== null ? origins.get(value) : undefined;
    origin = own ?? origin;
    rest = own ? [] : [...rest, key];
  }
  return origin && { origin, path: [...pathOf(origin), ...rest] };
}

function pathOf(origin: Origin): string[] {
  const path: string[] = [];
  for (let one = origin; one.parent; one = one.parent) path.unshift(one.key);
  return path;
}

function originOf({ file, path }: Place): Origin {
  const known = byFile.get(file) ?? new Map<string, Origin>();
  byFile.set(file, known);
  const pointer = encodePointer(path);
  let origin = known.get(pointer);
  if (!origin) {
    const parent = path.length > 0 ? originOf({ file, path: path.slice(0, -1), value: undefined }) : undefined;
    origin = { file, parent, key: path.at(-1) ?? "" };
    known.set(pointer, origin);
  }
  return origin;
}
