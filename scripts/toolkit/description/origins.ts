import type { Description, DocumentLocation, SourcePointer } from "./document.js";
import type { SourcePosition } from "./error.js";
import { childOf, decodePointer, encodePointer } from "./json.js";

const origins = new WeakMap<object, Pick<DocumentLocation, "file" | "path">>();

/** Records that an object or list was made from the value at a location. */
export function setOrigin<Made extends object>(made: Made, { file, path }: DocumentLocation): Made {
  origins.set(made, { file, path });
  return made;
}

/** Records that an object or list was made from another one, and shares its location. */
export function copyOrigin<Made extends object>(made: Made, from: object): Made {
  const origin = origins.get(from);
  if (origin) origins.set(made, origin);
  return made;
}

/**
 * The source location of a part of a bundle, or of a document made of its objects.
 *
 * @param document - a bundle
 * @param pointer - a JSON pointer into it
 * @returns undefined if neither the part nor any enclosing part comes from a file
 */
export function locate(document: object, pointer: string): SourcePointer | undefined {
  const found = trace(document, pointer);
  return found && { file: found.file.path, pointer: encodePointer(found.path) };
}

/** Line and column of a part of a bundle: those of its key, or of the value itself. */
export function locatePosition(document: object, pointer: string, at?: "key" | "value"): SourcePosition | undefined {
  const found = trace(document, pointer);
  return found?.file.position(found.path, at);
}

/** The text of the file that has a part of a bundle, and the lines of the part, counted from 1. */
export function locateLines(
  document: object,
  pointer: string,
): { text: string; first: number; last: number } | undefined {
  const found = trace(document, pointer);
  if (!found) return undefined;
  const { file, path } = found;
  const first = file.position(path).line;
  const end = file.range(path)?.[1];
  return {
    text: file.text,
    first,
    last: end === undefined ? first : file.text.slice(0, end).trimEnd().split("\n").length,
  };
}

/** Line and column of a location in a file of the description. */
export function positionOf(
  { files }: Description,
  { file, pointer }: SourcePointer,
  at?: "key" | "value",
): SourcePosition | undefined {
  return files.get(file)?.position(decodePointer(pointer), at);
}

function trace(document: object, pointer: string): Pick<DocumentLocation, "file" | "path"> | undefined {
  let origin = origins.get(document);
  let rest: string[] = [];
  let value: unknown = document;
  for (const key of decodePointer(pointer)) {
    value = childOf(value, key);
    const own = typeof value === "object" && value !== null ? origins.get(value) : undefined;
    origin = own ?? origin;
    rest = own ? [] : [...rest, key];
  }
  return origin && { file: origin.file, path: [...origin.path, ...rest] };
}
