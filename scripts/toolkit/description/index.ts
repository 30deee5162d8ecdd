/**
 * The only reader of OpenAPI descriptions.
 *
 * - `openDescription(file, { files })` reads a root document from disk, memory (`memoryFiles`) or git (`gitFiles`);
 *   `readDocument(file)` any YAML or JSON file. Both know the line and column of everything in it.
 * - `bundle(description)` makes one document of it, with local references only, or throws a `DescriptionError` with file,
 *   line, column and a sentence. `readBundle(file)` does both.
 * - `operationsOf(document)` lists a bundle's operations as they are written, `parametersOf` and `responsesOf` what holds for
 *   one, `createResolver(document)` follows its references.
 * - `normalizeDescription(document)` rewrites OpenAPI 3.0 in the words of 3.1 (JSON Schema 2020-12), and
 *   `flattenSchema(schema, resolve)` merges all that applies to a value into one schema. `readContract(document)` does all of that.
 * - `locate(document, pointer)` and `locatePosition` say where a part of a bundle is written. Objects may be moved to other
 *   documents.
 */
export { breakCircles } from "./break-circles.js";
export { bundle, readBundle } from "./bundle.js";
export {
  type Contract,
  type ContractContent,
  type ContractOperation,
  type ContractParameter,
  type ContractResponse,
  type NamedExample,
  readContract,
  type SecurityScheme,
} from "./contract.js";
export {
  type Description,
  type DocumentLocation,
  openDescription,
  readDocument,
  readEntries,
} from "./document.js";
export { DescriptionError, displayPosition, type SourcePosition } from "./error.js";
export { diskFiles, type FileSource, gitFiles, memoryFiles } from "./files.js";
export {
  childKind,
  copyReferring,
  type Kind,
  METHODS,
  SCHEMA_KEYWORDS,
  SCHEMA_LIST_KEYWORDS,
  SCHEMA_MAP_KEYWORDS,
} from "./grammar.js";
export {
  canonicalJson,
  childOf,
  decodePercent,
  decodePointer,
  encodePointer,
  groupBy,
  isObject,
  type JsonObject,
  remember,
} from "./json.js";
export { normalizeDescription } from "./normalize.js";
export {
  isIgnoredHeader,
  mapOperations,
  type OperationEntry,
  operationsOf,
  parametersOf,
  responsesOf,
  withoutNames,
} from "./operations.js";
export { locate, locateLines, locatePosition, positionOf } from "./origins.js";
export { isReference } from "./references.js";
export { createResolver, isMereReference, lookUp, type Resolve } from "./resolve.js";
export { type Direction, intersectTypes, mapSchemas, mapSubschemas, type Schema, toSchema } from "./schema.js";
export { flattenSchema, keywordsOf, listedValues, propertyTravels, typesOfView } from "./schema-view.js";
export { branchSchemas, contradictsTags, needsTagRules, type TagRules, withTagRules } from "./unions.js";
