/** A JSON schema, its keywords untyped. */
export type Schema = Readonly<Record<string, unknown>>;

/** An OpenAPI document, its members untyped: it may be anybody's. */
export type Description = Readonly<Record<string, unknown>>;

/** Whether a value is an object and no array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A schema from wherever one may stand; `true` is the schema of everything, `false` of nothing. */
export function toSchema(value: unknown): Schema {
  if (value === false) return { not: {} };
  return isObject(value) ? value : {};
}

/** Keywords that hold a schema. */
export const SCHEMA_KEYWORDS = [
  "items",
  "additionalProperties",
  "not",
  "contains",
  "propertyNames",
  "if",
  "then",
  "else",
  "unevaluatedItems",
  "unevaluatedProperties",
];

/** Keywords that hold a list of schemas. */
export const SCHEMA_LIST_KEYWORDS = ["allOf", "anyOf", "oneOf", "prefixItems"];

/** Keywords that hold schemas by name. */
export const SCHEMA_MAP_KEYWORDS = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];

/** A schema with each of the schemas directly in it replaced. */
export function mapSubschemas(schema: Schema, replace: (schema: unknown) => unknown): Schema {
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (SCHEMA_LIST_KEYWORDS.includes(keyword) && Array.isArray(value)) return [keyword, value.map(replace)];
    if (SCHEMA_KEYWORDS.includes(keyword)) return [keyword, Array.isArray(value) ? value.map(replace) : replace(value)];
    if (SCHEMA_MAP_KEYWORDS.includes(keyword) && isObject(value)) {
      return [keyword, Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replace(inner)]))];
    }
    return [keyword, value];
  });
  return Object.fromEntries(entries);
}
