import { resolve } from "node:path";
import { DescriptionError, displayFile, type SourcePosition } from "./error.js";
import { diskFiles, type FileSource } from "./files.js";
import { isObject, type JsonObject } from "./json.js";
import { type ParsedFile, parseFile } from "./parse.js";

/** A value of a description, and its location. */
export interface DocumentLocation {
  file: ParsedFile;
  path: readonly string[];
  value: unknown;
}

/** A location, as file and pointer, for reports. */
export interface SourcePointer {
  /** Absolute. */
  file: string;
  /** A JSON pointer into that file. */
  pointer: string;
}

/** A description, in one or more files; files other than the root are read when a reference leads to them. */
export interface Description {
  /** The root document. */
  readonly root: ParsedFile & { value: JsonObject };
  /** Whether its schemas are JSON Schema 2020-12 (OpenAPI 3.1) rather than the dialect of OpenAPI 3.0. */
  readonly jsonSchema: boolean;
  /** The files read so far, by absolute path. */
  readonly files: ReadonlyMap<string, ParsedFile>;
  /**
   * Reads another file of the description: the first of the paths that exists.
   *
   * @param from - the object that refers to it
   * @throws DescriptionError if none exists, or it can't be read
   */
  open(paths: readonly string[], from: DocumentLocation): ParsedFile;
}

/**
 * Reads the root document of a description, YAML or JSON.
 *
 * @param options.files - the source of the files @default the disk
 * @throws DescriptionError if the file can't be read, or is not an OpenAPI 3.0 or 3.1 description
 */
export function openDescription(file: string, { files = diskFiles }: { files?: FileSource } = {}): Description {
  const path = resolve(file);
  const root = readDocument(file, { files });
  const { value } = root;
  checkVersion(root);
  const parsed = new Map<string, ParsedFile>([[path, root]]);
  const open: Description["open"] = (paths, from) => {
    for (const name of paths) {
      const entry = parsed.get(name) ?? readFrom(files, name, locationPosition(from));
      if (!entry) continue;
      parsed.set(name, entry);
      return entry;
    }
    const sentence = `The file ${displayFile(paths[0] ?? "")} does not exist`;
    throw new DescriptionError(sentence, locationPosition(from, "$ref"));
  };
  const jsonSchema = !String((value as JsonObject).openapi).startsWith("3.0");
  return { root: root as Description["root"], jsonSchema, files: parsed, open };
}

/**
 * Reads a YAML or JSON file of any kind.
 *
 * @throws DescriptionError if it can't be read or parsed
 */
export function readDocument(file: string, { files = diskFiles }: { files?: FileSource } = {}): ParsedFile {
  const entry = readFrom(files, resolve(file));
  if (!entry) throw new DescriptionError(`The file ${displayFile(resolve(file))} does not exist`);
  return entry;
}

/** An entry of a hand-written list. */
export interface ListEntry {
  entry: JsonObject;
  position: SourcePosition;
  /** An error about the entry, such as "Entry 2 needs a `reason`". */
  problem(words: string): DescriptionError;
}

/**
 * Reads a YAML or JSON file that is a list of objects; an empty file is an empty list.
 *
 * @param properties - the properties that an entry may have
 * @throws DescriptionError with file, line and column, if it is anything else
 */
export function readEntries(file: string, properties: readonly string[]): ListEntry[] {
  const document = readDocument(file);
  const list = document.value ?? [];
  if (!Array.isArray(list)) throw new DescriptionError("This is not a list of entries", document.position([]));
  return list.map((entry: unknown, index) => {
    const position = document.position([String(index)]);
    const problem = (words: string) => new DescriptionError(`Entry ${index + 1} ${words}`, position);
    if (!isObject(entry)) throw problem("is not an object");
    const unknown = Object.keys(entry).find((name) => !properties.includes(name));
    if (unknown) throw problem(`can't have \`${unknown}\`; it may have ${properties.join(", ")}`);
    return { entry, position, problem };
  });
}

/** The position of a location, or of a property of it. */
export function locationPosition({ file, path }: DocumentLocation, property?: string): SourcePosition {
  return property === undefined ? file.position(path) : file.position([...path, property], "value");
}

function readFrom(files: FileSource, path: string, position?: SourcePosition): ParsedFile | undefined {
  let content: Uint8Array | string | undefined;
  try {
    content = files(path);
  } catch (error) {
    throw new DescriptionError(`Can't read ${displayFile(path)}: ${(error as Error).message}`, position);
  }
  return content === undefined ? undefined : parseFile(path, content);
}

const PARTS = ["paths", "webhooks", "components"];

function checkVersion(root: ParsedFile): void {
  const { value } = root;
  const version = isObject(value) ? (value.openapi ?? value.swagger) : undefined;
  const reject = (sentence: string, ...path: string[]) => {
    throw new DescriptionError(sentence, root.position(path, "value"));
  };
  if (!isObject(value) || version === undefined) {
    reject("This is not an OpenAPI description: it has no property `openapi`");
  } else if (typeof version !== "string") {
    reject(`\`openapi: ${version}\` is not a string: write it in quotes, with three numbers, as "3.1.0"`, "openapi");
  } else if (!/^3\.[01]\.\d/.test(version)) {
    const property = "openapi" in value ? "openapi" : "swagger";
    reject(`Only OpenAPI 3.0 and 3.1 are supported, and this says \`${property}: ${version}\``, property);
  } else {
    for (const part of PARTS) {
      if (part in value && !isObject(value[part])) reject(`\`${part}\` is not an object`, part);
    }
    if (!PARTS.some((part) => part in value)) {
      reject("The description is empty: it has no paths, webhooks or components");
    }
  }
}
