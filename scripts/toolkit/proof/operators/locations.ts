import type { Kind } from "../../description/index.js";
import type { AnyJson, Part } from "./operator.js";
import { bodySchemas, isError, isSuccess, only, partsIn, partsOf, resolve, type Side, wholeDocument } from "./parts.js";

/** Finds parts of a document. */
export type Find = (document: AnyJson) => Iterable<Part>;

/** Whether a value has none of some properties. */
export const without = (value: AnyJson, ...names: string[]) => names.every((name) => !(name in value));
/** Whether a schema has one type, and does not admit null besides. */
export const isNeverNull = (schema: AnyJson) => typeof schema.type === "string" && schema.nullable !== true;
/** The parts of a kind that pass a test. */
const where =
  (kind: Kind, owner?: Side | "parameter") =>
  (fits: (part: Part) => unknown): Find =>
    only(partsOf(kind, owner), fits);
const operations = where("operation");
const parameters = where("parameter");
const parameterSchemas = where("schema", "parameter");
const responses = where("response");
const schemas = (fits: (schema: AnyJson) => unknown): Find => only(bodySchemas, ({ value }) => fits(value));
const ofType = (type: string) =>
  schemas((schema) => [schema.type].flat().includes(type) && !schema.enum && !schema.default);
const mediaTypes = (fits: (status: string) => boolean) =>
  where("mediaType", "response")(({ above }) => fits(above?.above?.key ?? ""));
const sunsetOf = (value: AnyJson) => Date.parse(String(value["x-sunset"]));
/** The parts whose owner has several of them. */
const oneOfSeveral = (find: Find) => only(find, ({ holder }) => Object.keys(holder).length > 1);
/** The responses that no other response covers once they are removed. */
const lone = (find: Find) =>
  only(find, ({ holder, key }) => !("default" in holder) && (!(`${key[0]}XX` in holder) || key.endsWith("XX")));

const isOpen = (schema: AnyJson) => without(schema, "additionalProperties", "unevaluatedProperties");
const isClosed = (schema: AnyJson) => schema.additionalProperties === false;
// A schema with several types counts as the first.
const of = (type: string) => (schema: AnyJson) => [schema.type].flat()[0] === type;
const isPlainString = (schema: AnyJson) =>
  of("string")(schema) && without(schema, "enum", "const", "format", "pattern");

/** The locations of a body, each named after its direction: `request schema`. */
function ofSide(side: Side): Record<string, Find> {
  const mediaType = partsOf("mediaType", side);
  const schema = partsOf("schema", side);
  const that = (fits: (schema: AnyJson) => unknown) => only(schema, ({ value }) => fits(value));
  const objects = that(({ properties }) => properties);
  /** The properties of objects that are required, or are not, and have no flag. */
  const properties = (required: boolean, fits = isOpen) =>
    only(schema, ({ key, value, above }) => {
      const object = above?.key === "properties" && above.above?.value;
      const isPlain = object && fits(object) && without(value, "readOnly", "writeOnly", "deprecated");
      return isPlain && (object.required ?? []).includes(key) === required;
    });
  const locations = {
    "media type": mediaType,
    "media type, one of several": oneOfSeveral(mediaType),
    schema,
    object: objects,
    "open object": only(objects, ({ value }) => isOpen(value)),
    "closed object": only(objects, ({ value }) => isClosed(value)),
    "optional property": properties(false),
    "required property": properties(true),
    "property of a closed object": properties(false, isClosed),
    string: that(of("string")),
    "plain string": that(isPlainString),
    "plain string but null": that((one) => isPlainString(one) && isNeverNull(one)),
    integer: that(of("integer")),
    "integer but null": that((one) => of("integer")(one) && isNeverNull(one)),
    int32: that(({ format }) => format === "int32"),
    "number but null": that((one) => of("number")(one) && isNeverNull(one)),
    array: that(of("array")),
    "list of strings": that(({ items }) => items && isPlainString(items)),
    "object of anything": that(
      (one) => of("object")(one) && isNeverNull(one) && without(one, "properties", "additionalProperties"),
    ),
    "map of strings": that(({ additionalProperties }) => additionalProperties?.type === "string"),
    "choice with an integer": that(({ oneOf }) => oneOf?.some(of("integer"))),
  };
  return Object.fromEntries(Object.entries(locations).map(([name, find]) => [`${side} ${name}`, find]));
}

/** The security schemes. */
export const schemes = (document: AnyJson) => partsIn(document, document.components?.securitySchemes);
/** The schemas of objects among the components. */
export const objectComponents = (document: AnyJson) =>
  partsIn(document, document.components?.schemas).filter(({ value }) => value.type === "object");
const flows = (document: AnyJson) => schemes(document).flatMap(({ value }) => partsIn(document, value.flows));
const servers = (document: AnyJson) => partsIn(document, document.servers);

/** The first object schema of a body: the whole body, or one of its alternatives or parts. */
function objectOf(document: AnyJson, schema: AnyJson): AnyJson {
  const found = resolve(document, schema);
  const parts: AnyJson[] = found.allOf ?? found.oneOf ?? found.anyOf ?? [];
  return found.properties ? found : parts.map((part) => objectOf(document, part)).find(Boolean);
}
/** The first example of each media type, with the object schema that it belongs to. */
const examples = (find: Find) =>
  function* (document: AnyJson): Generator<Part> {
    for (const part of find(document)) {
      const [first] = Object.values<AnyJson>(part.value.examples ?? {});
      const example = first && resolve(document, first).value;
      const schema = objectOf(document, part.value.schema ?? {});
      if (example && schema) yield { ...part, value: { schema, example } };
    }
  };

/** The locations in which changes and mistakes are made. */
export const WHERE: Readonly<Record<string, Find>> = {
  ...ofSide("request"),
  ...ofSide("response"),
  document: wholeDocument,
  info: ({ info }) => partsIn(info, { info }),
  server: servers,
  "one server of several": oneOfSeveral(servers),
  tag: (document) => partsIn(document, document.tags),
  scheme: schemes,
  "API key": only(schemes, ({ value }) => value.type === "apiKey"),
  "HTTP scheme": only(schemes, ({ value }) => value.type === "http"),
  "OAuth scheme": only(schemes, ({ value }) => value.type === "oauth2"),
  "OAuth flow": flows,
  "one OAuth flow of several": oneOfSeveral(flows),
  path: where("pathItem")(({ key }) => key.includes("{")),
  operation: partsOf("operation"),
  "GET operation": operations(({ key }) => key === "get"),
  "operation that may have a body": operations(({ key }) => key !== "get"),
  "operation that ends": operations(({ value }) => value.deprecated && sunsetOf(value) > Date.now()),
  "operation that has ended": operations(({ value }) => value.deprecated && sunsetOf(value) < Date.now()),
  "operation with a successor": operations(({ value }) => value["x-deprecation"]?.successors),
  parameter: partsOf("parameter"),
  "path parameter": parameters(({ value }) => value.in === "path" && value.schema?.pattern),
  "query parameter": parameters(({ value }) => value.in === "query"),
  "list in the query": parameters(({ value }) => value.in === "query" && value.schema?.type === "array"),
  "header parameter": parameters(({ value }) => value.in === "header"),
  "list in a header": parameters(({ value }) => value.in === "header" && value.schema?.type === "array"),
  "schema of a parameter": partsOf("schema", "parameter"),
  "plain string of a parameter": parameterSchemas(
    ({ value }) => value.type === "string" && without(value, "enum", "pattern", "format", "default", "const"),
  ),
  "enum of a parameter": parameterSchemas(({ value }) => value.enum?.length > 1),
  "list of a parameter": parameterSchemas(({ value }) => value.type === "array"),
  "schema of a path parameter with a pattern": parameterSchemas(
    ({ value, above }) => value.pattern && above?.value.in === "path",
  ),
  "request body": partsOf("requestBody"),
  encoding: partsOf("encoding", "request"),
  "media type that ends": only(mediaTypes(isSuccess), ({ value }) => sunsetOf(value) > Date.now()),
  "media type that has ended": only(mediaTypes(isSuccess), ({ value }) => sunsetOf(value) < Date.now()),
  "versioned request media type": where("mediaType", "request")(({ key }) => /\d{4}-\d\d-\d\d/.test(key)),
  "request example": examples(partsOf("mediaType", "request")),
  success: responses(({ key }) => isSuccess(key)),
  "lone success": lone(responses(({ key }) => isSuccess(key))),
  "success example": examples(mediaTypes(isSuccess)),
  "success media type": mediaTypes(isSuccess),
  error: responses(({ key }) => isError(key)),
  "lone error": lone(responses(({ key }) => isError(key))),
  "lone range": lone(responses(({ key }) => /^[45]XX$/.test(key))),
  "default response": responses(({ key }) => key === "default"),
  header: partsOf("header"),
  "error 429": responses(({ key }) => key === "429"),
  "error media type": mediaTypes(isError),
  "error example": examples(mediaTypes(isError)),
  "error object": where(
    "schema",
    "response",
  )(({ key, above }) => key === "schema" && isError(above?.above?.above?.key ?? "")),
  "schema of a body": bodySchemas,
  string: ofType("string"),
  integer: ofType("integer"),
  boolean: ofType("boolean"),
  array: ofType("array"),
  object: ofType("object"),
  enum: schemas((schema) => schema.enum),
  "schema with a mapping": schemas(({ discriminator, oneOf }) => discriminator?.mapping && oneOf),
  "object component": objectComponents,
};
