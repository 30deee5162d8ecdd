/**
 * The one reader of OpenAPI descriptions. In short:
 *
 * - `openDescription(file, { files })` reads a root document from disk, memory (`memoryFiles`) or git (`gitFiles`);
 *   `readDocument(file)` any YAML or JSON file. Both know the line and column of everything in it.
 * - `bundle(description)` makes one document of it, with local references only, or throws a `DescriptionError` with file,
 *   line, column and a sentence. `readBundle(file)` does both.
 * - `locate(document, pointer)` and `locatePosition` say where a part of a bundle is written. Objects may be moved to other
 *   documents; who makes a new object of one calls `copyOrigin(made, from)`.
 */
export { bundle } from "./bundle.js";
export { type Description, type Location, openDescription, readDocument } from "./document.js";
export { DescriptionError, displayFile, displayPosition, type SourcePosition } from "./error.js";
export { diskFiles, type FileSource, gitFiles, memoryFiles } from "./files.js";
export {
  childKind,
  type Kind,
  METHODS,
  type Method,
  SCHEMA_KEYWORDS,
  SCHEMA_LIST_KEYWORDS,
  SCHEMA_MAP_KEYWORDS,
} from "./grammar.js";
export { childOf, decodePointer, encodePointer, isObject, type JsonObject } from "./json.js";
export { copyOrigin, locate, locatePosition, positionOf } from "./origins.js";
export type { ParsedFile } from "./parse.js";
export { isReference } from "./references.js";
