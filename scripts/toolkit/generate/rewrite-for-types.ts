import type { OpenAPI3 } from "openapi-typescript";
import {
  breakCircles,
  contradictsTags,
  copyReferring,
  createResolver,
  flattenSchema,
  isObject,
  type JsonObject,
  mapSchemas,
  mapSubschemas,
  type Schema,
} from "../description/index.js";

// What makes a type of its own beside `$ref`, `allOf` and `anyOf`.
const TYPE = /^(type|nullable|additionalProperties|items|prefixItems|enum|const|oneOf)$/;

/**
 * A copy of a bundle whose schemas mean the same, and of which openapi-typescript makes the right types. As they stand,
 *
 * - a parent that lists its children, which include it, is a type that refers to itself, and does not compile;
 * - keywords beside a `$ref` have no effect, and `anyOf` is an alternative to its siblings;
 * - `required` has no effect on a property that is described elsewhere, such as in another part of `allOf`;
 * - a property is not read-only, and has no comment, if only the target of its `$ref` is or has one;
 * - a described property must have the type of the additional ones too;
 * - a parent with a discriminator has no properties if it may be null;
 * - the name of an alternative replaces the value that it requires for the discriminator.
 */
export function rewriteForTypes(description: Readonly<JsonObject>): OpenAPI3 {
  const document = breakCircles(copyReferring(description) as JsonObject);
  const resolve = createResolver(document);

  /** @param around - the properties that the schema around a part of `allOf`, `anyOf` or `oneOf` describes */
  function rewrite(schema: unknown, around: Schema = {}): unknown {
    if (!isObject(schema)) return schema;
    const described: Schema = { ...around, ...(flattenSchema(schema, resolve).properties as Schema | undefined) };
    const { allOf, anyOf, oneOf, ...rest } = schema;
    const all = Array.isArray(allOf) ? allOf.map(withoutNull) : undefined;
    const parts = mapSubschemas({ allOf: all, anyOf, oneOf }, (part) => rewrite(part, described));
    const own = { ...mapSubschemas(rest, (inner) => rewrite(inner)), ...parts };
    // openapi-typescript reads discriminators of `oneOf` alone.
    if (contradictsTags({ oneOf, discriminator: schema.discriminator }, resolve)) delete own.discriminator;
    return join(completeObject(own, described));
  }

  function completeObject(own: JsonObject, described: Schema): JsonObject {
    const { required, additionalProperties } = own;
    const properties = { ...(own.properties as JsonObject | undefined) };
    for (const name of Array.isArray(required) ? required : []) {
      if (!Object.hasOwn(properties, name))
        properties[name] = rewrite(Object.hasOwn(described, name) ? described[name] : {});
    }
    for (const [name, property] of Object.entries(properties)) {
      const { readOnly, writeOnly, description } = flattenSchema(property, resolve);
      if (isObject(property)) properties[name] = { description, ...property, readOnly, writeOnly };
    }
    if (Object.keys(properties).length === 0) return own;
    // An index signature has the types of both.
    const patterns = isObject(own.patternProperties) && { ...own.patternProperties };
    const isTyped = isObject(additionalProperties) && Object.keys(additionalProperties).length > 0;
    const some = { anyOf: Object.values(properties) };
    if (patterns || isTyped) return { ...own, properties, patternProperties: { ...patterns, "": some } };
    return { ...own, properties };
  }

  function withoutNull(part: unknown): unknown {
    const target = isObject(part) && typeof part.$ref === "string" ? resolve<Schema>(part) : {};
    if (target.nullable !== true || target.discriminator === undefined) return part;
    const { nullable: _nullable, discriminator: _discriminator, ...rest } = target;
    return rest;
  }

  return mapSchemas(document, (schema) => rewrite(schema)) as OpenAPI3;
}

/** Makes parts of `allOf` of what openapi-typescript does not intersect. */
function join(own: JsonObject): JsonObject {
  const { $ref, allOf = [], anyOf, properties, required, ...beside } = own;
  const parts = [$ref && { $ref }, ...(allOf as unknown[]), anyOf && { anyOf }].filter((part) => part !== undefined);
  const isTyped = properties !== undefined || Object.entries(beside).some(([name, value]) => value && TYPE.test(name));
  if (parts.length === 0 || (parts.length === 1 && !isTyped)) return own;
  // Beside `allOf`, openapi-typescript would require the properties of each part.
  if (properties !== undefined) parts.push({ type: "object", properties, required });
  return { ...beside, allOf: parts };
}
