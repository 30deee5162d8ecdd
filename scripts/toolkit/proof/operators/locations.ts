import type { AnyJson, Part } from "./operator.js";
import { bodySchemas, isError, isSuccess, only, partsIn, partsOf, resolve, wholeDocument } from "./parts.js";

/** Finds parts of a document. */
export type Find = (document: AnyJson) => Iterable<Part>;

const schemas = (fits: (schema: AnyJson) => unknown): Find => only(bodySchemas, ({ value }) => fits(value));
const ofType = (type: string) =>
  schemas((schema) => [schema.type].flat().includes(type) && !schema.enum && !schema.default);
const parameters = (location: string) => only(partsOf("parameter"), ({ value }) => value.in === location);
const responses = (fits: (status: string) => boolean) => only(partsOf("response"), ({ key }) => fits(key));
const mediaTypes = (fits: (status: string) => boolean) =>
  only(partsOf("mediaType", "response"), ({ above }) => fits(above?.above?.key ?? ""));
const objects = (side: "request" | "response") => only(partsOf("schema", side), ({ value }) => value.properties);
/** The security schemes. */
export const schemes = (document: AnyJson) => partsIn(document, document.components?.securitySchemes);

/** The first object schema of a body: the whole, or one of its alternatives or parts. */
function objectOf(document: AnyJson, schema: AnyJson): AnyJson {
  const found = resolve(document, schema);
  const parts: AnyJson[] = found.allOf ?? found.oneOf ?? found.anyOf ?? [];
  return found.properties ? found : parts.map((part) => objectOf(document, part)).find(Boolean);
}
/** The first example of each media type, with the object schema that it is an example of. */
const examples = (find: Find) =>
  function* (document: AnyJson): Generator<Part> {
    for (const part of find(document)) {
      const [first] = Object.values<AnyJson>(part.value.examples ?? {});
      const example = first && resolve(document, first).value;
      const schema = objectOf(document, part.value.schema ?? {});
      if (example && schema) yield { ...part, value: { schema, example } };
    }
  };

/** Where mistakes are made: they are made in the first part. */
export const WHERE = {
  document: wholeDocument,
  info: ({ info }) => partsIn(info, { info }),
  server: (document) => partsIn(document, document.servers),
  tag: (document) => partsIn(document, document.tags),
  "OAuth flow": (document) => schemes(document).flatMap(({ value }) => partsIn(document, value.flows)),
  path: only(partsOf("pathItem"), ({ key }) => key.includes("{")),
  operation: only(partsOf("operation"), ({ value }) => value.parameters?.length > 0),
  "GET operation": only(partsOf("operation"), ({ key }) => key === "get"),
  "operation not deprecated": only(partsOf("operation"), ({ value }) => !value.deprecated),
  "operation with a successor": only(partsOf("operation"), ({ value }) => value["x-deprecation"]?.successors),
  "path parameter": only(parameters("path"), ({ value }) => value.schema?.pattern),
  "query parameter": parameters("query"),
  "request media type": partsOf("mediaType", "request"),
  "versioned request media type": only(partsOf("mediaType", "request"), ({ key }) => /\d{4}-\d\d-\d\d/.test(key)),
  "request example": examples(partsOf("mediaType", "request")),
  success: responses(isSuccess),
  "success example": examples(mediaTypes(isSuccess)),
  "success media type": mediaTypes(isSuccess),
  error: responses(isError),
  "error 429": responses((status) => status === "429"),
  "error media type": mediaTypes(isError),
  "error example": examples(mediaTypes(isError)),
  "error object": only(
    partsOf("schema", "response"),
    ({ key, above }) => key === "schema" && isError(above?.above?.above?.key ?? ""),
  ),
  string: ofType("string"),
  integer: ofType("integer"),
  boolean: ofType("boolean"),
  array: ofType("array"),
  object: ofType("object"),
  "object with x-partial": schemas((schema) => schema["x-partial"]),
  enum: schemas((schema) => schema.enum),
  "request object": objects("request"),
  "response object": objects("response"),
  "schema with a mapping": schemas(({ discriminator, oneOf }) => discriminator?.mapping && oneOf),
  "object component": (document) =>
    partsIn(document, document.components?.schemas).filter(({ value }) => value.type === "object"),
} as const satisfies Record<string, Find>;
