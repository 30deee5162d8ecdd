import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { CORE_SCHEMA, load } from "js-yaml";
import { createLocator, type Position } from "./positions.js";

/** A description, of one file or of many, whose files are read when they are needed. */
export interface Source {
  root: Place;
  /** Where a place stands in its file. The first call for a file reads it once more, for the positions. */
  locate(place: Place): Position;
}

/** A value of a description and where it stands. */
export interface Place {
  file: string;
  path: readonly string[];
  value: unknown;
  source: Source;
}

interface ReadFile {
  value: unknown;
  locate: (path: readonly string[]) => Position;
}

const files = new WeakMap<Source, Map<string, ReadFile>>();

/**
 * Opens a description by its root document, YAML or JSON.
 *
 * @throws Error naming the file, if it can't be read or parsed, or is no OpenAPI 3 description
 */
export function openSource(file: string): Source {
  const source = openDocument(file);
  const version = (source.root.value as { openapi?: unknown } | null)?.openapi;
  if (typeof version !== "string" || !version.startsWith("3.")) {
    throw new Error(`${file} is no OpenAPI 3 description: it has no \`openapi: 3.x.y\``);
  }
  return source;
}

/**
 * Opens a document of any kind, YAML or JSON.
 *
 * @throws Error naming the file, if it can't be read or parsed
 */
export function openDocument(file: string): Source {
  const path = resolve(file);
  const source = {} as Source;
  files.set(source, new Map());
  source.root = { file: path, path: [], value: read(source, path).value, source };
  source.locate = (place) => read(source, place.file).locate(place.path);
  return source;
}

function read(source: Source, file: string): ReadFile {
  const known = files.get(source)?.get(file);
  if (known) return known;
  let value: unknown;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`${file} can't be read: ${(error as Error).message}`);
  }
  try {
    // JSON is YAML too, but its own parser is many times faster.
    value = text.trimStart().startsWith("{")
      ? JSON.parse(text)
      : load(text, { filename: file, json: true, schema: CORE_SCHEMA });
  } catch (error) {
    throw new Error(`${file} is neither YAML nor JSON: ${(error as Error).message}`);
  }
  const entry = { value, locate: createLocator(text) };
  files.get(source)?.set(file, entry);
  return entry;
}

/** A member of a place, or an item; its value is `undefined` where there is none. */
export function child(place: Place, ...keys: readonly (string | number)[]): Place {
  const value = keys.reduce<unknown>(
    (node, key) => (node as Record<string, unknown> | null | undefined)?.[key],
    place.value,
  );
  return { ...place, path: [...place.path, ...keys.map(String)], value };
}

/** The members of a mapping, by name. */
export function members(place: Place): [name: string, place: Place][] {
  return isMapping(place.value) ? Object.keys(place.value).map((name) => [name, child(place, name)]) : [];
}

/** The items of a list. */
export function items(place: Place): Place[] {
  return Array.isArray(place.value) ? place.value.map((_, index) => child(place, index)) : [];
}

/**
 * Follows a reference, if the place is one, to another file too.
 *
 * @throws Error naming a reference that leads nowhere or around in a circle
 */
export function follow(place: Place): Place {
  const seen = new Set<unknown>();
  let current = place;
  while (isMapping(current.value) && typeof current.value.$ref === "string") {
    const { $ref } = current.value;
    const [file = "", pointer = ""] = $ref.split("#");
    if (seen.has(current.value)) throw new Error(`${describe(place)}: ${$ref} leads to itself`);
    seen.add(current.value);
    const target = file === "" ? current.file : resolve(dirname(current.file), file);
    const root: Place = { file: target, path: [], value: read(current.source, target).value, source: current.source };
    const keys = pointer
      .split("/")
      .slice(1)
      .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));
    const next = child(root, ...keys);
    if (next.value === undefined) throw new Error(`${describe(current)}: ${$ref} leads nowhere`);
    current = next;
  }
  return current;
}

/** What tells a place from all others: its file and its JSON pointer. */
export function describe({ file, path }: Place): string {
  return `${file}#${path.map((part) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")}`;
}

/** Whether a value is a mapping. */
export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
