import type { AnyJson, Part } from "./operator.js";
import { bodySchemas, isError, isSuccess, only, partsIn, partsOf, resolve, type Side, wholeDocument } from "./parts.js";

/** Finds parts of a document. */
export type Find = (document: AnyJson) => Iterable<Part>;

const schemas = (fits: (schema: AnyJson) => unknown): Find => only(bodySchemas, ({ value }) => fits(value));
const ofType = (type: string) =>
  schemas((schema) => [schema.type].flat().includes(type) && !schema.enum && !schema.default);
const parameters = (location: string) => only(partsOf("parameter"), ({ value }) => value.in === location);
const responses = (fits: (status: string) => boolean) => only(partsOf("response"), ({ key }) => fits(key));
const mediaTypes = (fits: (status: string) => boolean) =>
  only(partsOf("mediaType", "response"), ({ above }) => fits(above?.above?.key ?? ""));
const operations = (fits: (operation: AnyJson) => unknown) => only(partsOf("operation"), ({ value }) => fits(value));
const sunsetOf = (value: AnyJson) => Date.parse(String(value["x-sunset"]));
const parameterSchemas = (fits: (schema: AnyJson) => unknown) =>
  only(partsOf("schema", "parameter"), ({ value }) => fits(value));
const without = (value: AnyJson, ...keywords: string[]) => keywords.every((keyword) => !(keyword in value));
/** The parts whose owner has several of them. */
const oneOfSeveral = (find: Find) => only(find, ({ holder }) => Object.keys(holder).length > 1);
/** The responses that no other response covers once they are removed. */
const lone = (find: Find) =>
  only(find, ({ holder, key }) => !("default" in holder) && (!(`${key[0]}XX` in holder) || key.endsWith("XX")));

const objects = (side: Side) => only(partsOf("schema", side), ({ value }) => value.properties);
const isOpen = (schema: AnyJson) => without(schema, "additionalProperties", "unevaluatedProperties");
const isClosed = (schema: AnyJson) => schema.additionalProperties === false;
/** The properties of objects that are required, or are not, and have no flag. */
const properties = (side: Side, required: boolean, fits = isOpen) =>
  only(partsOf("schema", side), ({ key, value, above }) => {
    const object = above?.key === "properties" && above.above?.value;
    const isPlain = object && fits(object) && without(value, "readOnly", "writeOnly", "deprecated");
    return isPlain && (object.required ?? []).includes(key) === required;
  });
/** The security schemes. */
export const schemes = (document: AnyJson) => partsIn(document, document.components?.securitySchemes);
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
export const WHERE = {
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
  path: only(partsOf("pathItem"), ({ key }) => key.includes("{")),
  operation: partsOf("operation"),
  "GET operation": only(partsOf("operation"), ({ key }) => key === "get"),
  "operation that may have a body": only(partsOf("operation"), ({ key }) => key !== "get"),
  "operation not deprecated": operations(({ deprecated }) => !deprecated),
  "deprecated operation": operations(({ deprecated }) => deprecated),
  "operation that ends": operations((one) => one.deprecated && sunsetOf(one) > Date.now()),
  "operation that has ended": operations((one) => one.deprecated && sunsetOf(one) < Date.now()),
  "operation with a successor": operations((one) => one["x-deprecation"]?.successors),
  parameter: partsOf("parameter"),
  "path parameter": only(parameters("path"), ({ value }) => value.schema?.pattern),
  "query parameter": parameters("query"),
  "list in the query": only(parameters("query"), ({ value }) => value.schema?.type === "array"),
  "header parameter": parameters("header"),
  "list in a header": only(parameters("header"), ({ value }) => value.schema?.type === "array"),
  "schema of a parameter": partsOf("schema", "parameter"),
  "plain string of a parameter": parameterSchemas(
    (schema) => schema.type === "string" && without(schema, "enum", "pattern", "format", "default", "const"),
  ),
  "enum of a parameter": parameterSchemas((schema) => schema.enum?.length > 1),
  "list of a parameter": parameterSchemas((schema) => schema.type === "array"),
  "schema of a path parameter with a pattern": only(
    partsOf("schema", "parameter"),
    ({ value, above }) => value.pattern && above?.value.in === "path",
  ),
  "request body": partsOf("requestBody"),
  encoding: partsOf("encoding", "request"),
  "request media type": partsOf("mediaType", "request"),
  "one request media type of several": oneOfSeveral(partsOf("mediaType", "request")),
  "response media type": partsOf("mediaType", "response"),
  "one response media type of several": oneOfSeveral(partsOf("mediaType", "response")),
  "media type that ends": only(mediaTypes(isSuccess), ({ value }) => sunsetOf(value) > Date.now()),
  "media type that has ended": only(mediaTypes(isSuccess), ({ value }) => sunsetOf(value) < Date.now()),
  "versioned request media type": only(partsOf("mediaType", "request"), ({ key }) => /\d{4}-\d\d-\d\d/.test(key)),
  "request example": examples(partsOf("mediaType", "request")),
  success: responses(isSuccess),
  "lone success": lone(responses(isSuccess)),
  "success without content": responses((status) => status === "204"),
  "success example": examples(mediaTypes(isSuccess)),
  "success media type": mediaTypes(isSuccess),
  error: responses(isError),
  "lone error": lone(responses(isError)),
  "lone range": lone(responses((status) => /^[45]XX$/.test(status))),
  "default response": responses((status) => status === "default"),
  header: partsOf("header"),
  "error 429": responses((status) => status === "429"),
  "error media type": mediaTypes(isError),
  "error example": examples(mediaTypes(isError)),
  "error object": only(
    partsOf("schema", "response"),
    ({ key, above }) => key === "schema" && isError(above?.above?.above?.key ?? ""),
  ),
  "schema of a body": bodySchemas,
  string: ofType("string"),
  integer: ofType("integer"),
  boolean: ofType("boolean"),
  array: ofType("array"),
  object: ofType("object"),
  enum: schemas((schema) => schema.enum),
  "request schema": partsOf("schema", "request"),
  "request object": objects("request"),
  "open request object": only(objects("request"), ({ value }) => isOpen(value)),
  "closed request object": only(objects("request"), ({ value }) => isClosed(value)),
  "optional request property": properties("request", false),
  "required request property": properties("request", true),
  "property of a closed request object": properties("request", false, isClosed),
  "response schema": partsOf("schema", "response"),
  "response object": objects("response"),
  "open response object": only(objects("response"), ({ value }) => isOpen(value)),
  "closed response object": only(objects("response"), ({ value }) => isClosed(value)),
  "optional response property": properties("response", false),
  "required response property": properties("response", true),
  "property of a closed response object": properties("response", false, isClosed),
  "schema with a mapping": schemas(({ discriminator, oneOf }) => discriminator?.mapping && oneOf),
  "object component": (document) =>
    partsIn(document, document.components?.schemas).filter(({ value }) => value.type === "object"),
} as const satisfies Record<string, Find>;
