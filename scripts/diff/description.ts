import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { CORE_SCHEMA, load, Type } from "js-yaml";
import { childOf, isObject, type JsonObject, type Place } from "./place.js";

/** Says why a description can't be used, and where. */
export class DescriptionError extends Error {
  override name = "DescriptionError";
}

/** YAML as descriptions use it: a date stays a text, and `<<` merges. */
export const DESCRIPTION_SCHEMA = CORE_SCHEMA.extend({
  implicit: [new Type("tag:yaml.org,2002:merge", { kind: "scalar", resolve: (text: unknown) => text === "<<" })],
});

/** An OpenAPI description, in one file or many, whose references can be followed. */
export interface Description {
  readonly root: Place;
  /** Whether schemas are JSON Schema 2020-12, as from OpenAPI 3.1 on. */
  readonly jsonSchema: boolean;
  /**
   * The place that a value stands for: itself, or where its `$ref` leads.
   *
   * @throws DescriptionError where a reference leads nowhere, or in a circle
   */
  follow(place: Place): Place;
  /** A member of the object at a place, its reference followed. */
  get(place: Place | undefined, key: string | number): Place | undefined;
  /** A place as text: the pointer, after the file's path if that is not the root document. */
  locate(place: Place): string;
}

/**
 * Reads a description from its root document, in YAML or JSON; other files are read when a reference leads to them.
 *
 * @throws DescriptionError if a file can't be read, or is no OpenAPI 3.0 or 3.1 description
 */
export function readDescription(file: string): Description {
  return createDescription(parseFile(file, file), file);
}

/**
 * Takes a document that is in memory already.
 *
 * @param file - the name that messages and external references start from
 * @throws DescriptionError if it is no OpenAPI 3.0 or 3.1 description
 */
export function createDescription(document: unknown, file = "openapi.json"): Description {
  const version = isObject(document) ? document.openapi : undefined;
  if (!isObject(document) || typeof version !== "string" || !/^3\.[012](\.|$)/.test(version)) {
    const found = typeof version === "string" ? `openapi ${version}` : "no openapi version";
    throw new DescriptionError(`${file} is no OpenAPI 3.0, 3.1 or 3.2 description: it has ${found}`);
  }
  for (const part of ["paths", "webhooks", "components"]) {
    if (part in document && !isObject(document[part])) throw new DescriptionError(`${file}#/${part} is no object`);
  }
  if (!["paths", "webhooks", "components"].some((part) => part in document)) {
    throw new DescriptionError(`${file} describes nothing: it has no paths, webhooks or components`);
  }
  const files = new Map<string, unknown>([[file, document]]);
  const followed = new Map<string, Place>();

  const target = ({ file: from, pointer }: Place, ref: string): Place => {
    const known = followed.get(`${from} ${ref}`);
    if (known) return known;
    const [path = "", fragment = ""] = ref.split("#", 2);
    if (/^[a-z][a-z0-9+.-]+:/i.test(path)) {
      throw new DescriptionError(`${from}#${pointer} refers to ${ref}: only files of this machine are read`);
    }
    const to = path === "" ? from : join(dirname(from), decodeURIComponent(path));
    if (!files.has(to)) files.set(to, parseFile(to, `${from}#${pointer}`));
    let place: Place | undefined = { value: files.get(to), file: to, pointer: "" };
    for (const part of fragment.split("/").slice(1)) {
      place = childOf(place, decodePart(part));
    }
    if (!place) throw new DescriptionError(`${from}#${pointer} refers to ${ref}, which leads nowhere`);
    followed.set(`${from} ${ref}`, place);
    return place;
  };

  const follow = (place: Place): Place => {
    let current = place;
    for (let steps = 0; isObject(current.value) && typeof current.value.$ref === "string"; steps += 1) {
      if (steps > 100) throw new DescriptionError(`${place.file}#${place.pointer} refers to itself`);
      current = target(current, current.value.$ref);
    }
    return current;
  };

  return {
    root: { value: document, file, pointer: "" },
    jsonSchema: !version.startsWith("3.0"),
    follow,
    get: (place, key) => {
      const child = childOf(place, key);
      return child && follow(child);
    },
    locate: ({ file: where, pointer }) => `${where === file ? "" : relative(dirname(file), where)}#${pointer}`,
  };
}

function parseFile(file: string, from: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : String(code);
    throw new DescriptionError(`Can't read ${file}${from === file ? "" : `, which ${from} refers to`}: ${why}`);
  }
  return parseText(text, file);
}

/**
 * Parses YAML or JSON.
 *
 * @throws DescriptionError with the parser's words, the line and the column
 */
export function parseText(text: string, file: string): unknown {
  try {
    if (/^\s*\{/.test(text)) return JSON.parse(text) as JsonObject;
  } catch {
    // A flow mapping of YAML starts like that, too; and js-yaml says better what is wrong with JSON.
  }
  try {
    return load(text, { filename: file, schema: DESCRIPTION_SCHEMA });
  } catch (error) {
    throw new DescriptionError(`${file} is neither YAML nor JSON: ${(error as Error).message.split("\n")[0]}`);
  }
}

function decodePart(part: string): string {
  let decoded = part;
  try {
    decoded = decodeURIComponent(part);
  } catch {
    // A bare percent sign stands for itself.
  }
  return decoded.replaceAll("~1", "/").replaceAll("~0", "~");
}
