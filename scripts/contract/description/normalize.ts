import { type Description, isObject, mapSubschemas, type Schema } from "./schema.js";

// Values of these are data, in which a member named "schema" is no schema.
const DATA_MEMBERS = new Set(["example", "examples", "value"]);

/**
 * A description whose schemas all speak JSON Schema 2020-12, as those of OpenAPI 3.1 do: what 3.0 says in words of its
 * own (`nullable`, a boolean `exclusiveMinimum`, a `$ref` that hides its siblings) is said in these.
 *
 * @throws Error if it is no OpenAPI 3.0 or 3.1 description
 */
export function normalizeDescription(description: Description): Description {
  const version = String(description.openapi ?? "");
  if (!/^3\.[01]\./.test(version)) {
    const found = description.openapi ?? description.swagger;
    throw new Error(
      `OpenAPI 3.0 or 3.1 is needed, and the description says ${found === undefined ? "nothing" : found}`,
    );
  }
  const normalize = version.startsWith("3.0.") ? normalizeSchema : (schema: unknown) => schema;
  return visit(description, [], normalize) as Description;
}

function visit(node: unknown, path: readonly string[], normalize: (schema: unknown) => unknown): unknown {
  if (Array.isArray(node)) return node.map((item, index) => visit(item, [...path, String(index)], normalize));
  if (!isObject(node)) return node;
  const entries = Object.entries(node).map(([key, value]): [string, unknown] => {
    const isComponentName = path[0] === "components" && path.length === 2;
    if (DATA_MEMBERS.has(key) && !isComponentName) return [key, value];
    if (key === "schema") return [key, normalize(value)];
    if (key === "schemas" && path.length === 1 && isObject(value)) {
      return [key, Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, normalize(schema)]))];
    }
    return [key, key.startsWith("x-") ? value : visit(value, [...path, key], normalize)];
  });
  return Object.fromEntries(entries);
}

function normalizeSchema(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  // Siblings of a reference are ignored in 3.0.
  if (typeof schema.$ref === "string") return { $ref: schema.$ref };
  const { nullable, example, exclusiveMinimum, exclusiveMaximum, ...rest } = schema;
  const normalized: Record<string, unknown> = {
    ...mapSubschemas(rest, normalizeSchema),
    ...(example !== undefined && { examples: [example] }),
    ...exclusive("minimum", "exclusiveMinimum", rest.minimum, exclusiveMinimum),
    ...exclusive("maximum", "exclusiveMaximum", rest.maximum, exclusiveMaximum),
  };
  for (const bound of ["minimum", "maximum"]) if (normalized[bound] === undefined) delete normalized[bound];
  return nullable === true ? withNull(normalized) : normalized;
}

// In 3.0 a flag beside the bound, in 3.1 the bound itself.
function exclusive(bound: string, keyword: string, limit: unknown, flag: unknown): Schema {
  if (flag === true && limit !== undefined) return { [bound]: undefined, [keyword]: limit };
  return typeof flag === "number" ? { [keyword]: flag } : {};
}

function withNull(schema: Record<string, unknown>): Schema {
  const { type, enum: values, ...rest } = schema;
  const nullable = {
    ...rest,
    ...(Array.isArray(values) && { enum: values.includes(null) ? values : [...values, null] }),
  };
  if (type !== undefined) return { ...nullable, type: [type, "null"] };
  // Without a type, what is composed would still refuse null; descriptions that say this mean that it is allowed.
  const composed = ["allOf", "anyOf", "oneOf"].some((keyword) => keyword in schema);
  return composed ? { anyOf: [{ type: "null" }, schema] } : nullable;
}
