import {
  type Direction,
  flattenSchema,
  isObject,
  mapSubschemas,
  type Resolve,
  type Schema,
} from "../description/index.js";

const NAMED = "#/components/schemas/";

/**
 * A schema as it holds in one direction: a property that can't travel that way is not required. References point into the
 * document that is known as `root`; examples are gone, since they may look like schemas.
 */
export function directSchema(schema: unknown, direction: Direction, resolve: Resolve, root: string): unknown {
  const flag = direction === "request" ? "readOnly" : "writeOnly";
  const direct = (value: unknown, above: Schema): unknown => {
    if (!isObject(value)) return value;
    const { examples: _examples, nullable: _nullable, $ref, required, ...rest } = value;
    // Properties that a sibling of the same allOf describes count as described here.
    const properties = { ...above, ...((value.properties ?? {}) as Schema), ...propertiesOfParts(value) };
    const inner = Array.isArray(value.allOf) ? properties : {};
    const forbidden = (name: string) =>
      isObject(properties[name]) && flattenSchema(properties[name], resolve)[flag] === true;
    const { allOf, ...others } = rest;
    return {
      ...mapSubschemas(others, (schema) => direct(schema, {})),
      ...refer($ref, Array.isArray(allOf) ? allOf.map((part) => direct(part, inner)) : []),
      ...(Array.isArray(required) && { required: required.filter((name) => !forbidden(String(name))) }),
    };
  };

  // Only the named schemas are in the root document; what lies elsewhere is put in place of its reference.
  function refer($ref: unknown, parts: unknown[]): Schema {
    const elsewhere = typeof $ref === "string" && $ref.startsWith("#") && !$ref.startsWith(NAMED);
    const all = elsewhere ? [...parts, direct(resolve<Schema>({ $ref }), {})] : parts;
    return {
      ...(all.length > 0 && { allOf: all }),
      ...(typeof $ref === "string" && !elsewhere && { $ref: $ref.startsWith("#") ? `${root}${$ref}` : $ref }),
    };
  }

  function propertiesOfParts(value: Schema): Schema {
    const parts = Array.isArray(value.allOf) ? (value.allOf as unknown[]) : [];
    return parts.length === 0 ? {} : ((flattenSchema({ allOf: parts }, resolve).properties ?? {}) as Schema);
  }

  return direct(schema, {});
}
