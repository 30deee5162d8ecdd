import { DescriptionError } from "./error.js";
import { isObject, type JsonObject } from "./json.js";
import { copyOrigin } from "./origins.js";
import { mapSchemas, mapSubschemas, type Schema } from "./schema.js";

/**
 * A bundle whose schemas are all JSON Schema 2020-12, as in OpenAPI 3.1. The keywords of 3.0 (`nullable`, a boolean
 * `exclusiveMinimum`, a `$ref` that hides its siblings) are translated.
 *
 * @throws DescriptionError if it is not an OpenAPI 3.0 or 3.1 description
 */
export function normalizeDescription(document: Readonly<JsonObject>): Readonly<JsonObject> {
  const version = String(document.openapi ?? document.swagger ?? "nothing");
  if (!/^3\.[01]\./.test(version)) {
    throw new DescriptionError(`Only OpenAPI 3.0 and 3.1 are supported, and the description says ${version}`);
  }
  return version.startsWith("3.1.") ? document : (mapSchemas(document, normalizeSchema) as JsonObject);
}

function normalizeSchema(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  // Siblings of a reference are ignored in 3.0.
  if (typeof schema.$ref === "string") return copyOrigin({ $ref: schema.$ref }, schema);
  const { nullable, example, exclusiveMinimum, exclusiveMaximum, ...rest } = schema;
  const normalized: JsonObject = {
    ...mapSubschemas(rest, normalizeSchema),
    ...(example !== undefined && { examples: [example] }),
    ...exclusive("minimum", "exclusiveMinimum", rest.minimum, exclusiveMinimum),
    ...exclusive("maximum", "exclusiveMaximum", rest.maximum, exclusiveMaximum),
  };
  for (const bound of ["minimum", "maximum"]) if (normalized[bound] === undefined) delete normalized[bound];
  // Before JSON Schema 4 `required` was a flag of a property.
  if (!Array.isArray(normalized.required)) delete normalized.required;
  // `nullable` adds null to the type beside it. Without a type it has no effect, says OpenAPI 3.0.3.
  if (nullable === true && typeof normalized.type === "string") normalized.type = [normalized.type, "null"];
  return copyOrigin(normalized, schema);
}

// A flag beside the bound in 3.0, the bound itself in 3.1.
function exclusive(bound: string, keyword: string, limit: unknown, flag: unknown): Schema {
  if (flag === true && limit !== undefined) return { [bound]: undefined, [keyword]: limit };
  return typeof flag === "number" ? { [keyword]: flag } : {};
}
