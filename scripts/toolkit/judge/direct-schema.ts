import {
  type Direction,
  flattenSchema,
  isObject,
  mapSubschemas,
  propertyTravels,
  type Resolve,
  type Schema,
} from "../description/index.js";

const NAMED = "#/components/schemas/";

/**
 * A schema for one direction: a property that is not sent in that direction is not required. References point into the
 * document registered as `root`; examples are removed, since they may look like schemas.
 */
export function directSchema(schema: unknown, direction: Direction, resolve: Resolve, root: string): unknown {
  const direct = (value: unknown, above: Schema): unknown => {
    if (!isObject(value)) return value;
    const { examples: _examples, nullable: _nullable, $ref, required, allOf = [], ...rest } = value;
    // Properties described by a sibling of the same `allOf` count as described here.
    const properties = { ...above, ...(flattenSchema(value, resolve).properties as Schema | undefined) };
    const parts = (allOf as unknown[]).map((part) => direct(part, properties));
    // Only the named schemas are in the root document; a reference to any other location is replaced by its target.
    const isElsewhere = typeof $ref === "string" && $ref.startsWith("#") && !$ref.startsWith(NAMED);
    if (isElsewhere) parts.push(direct(resolve<Schema>({ $ref }), {}));
    return {
      ...mapSubschemas(rest, (inner) => direct(inner, {})),
      ...(parts.length > 0 && { allOf: parts }),
      ...(typeof $ref === "string" && !isElsewhere && { $ref: $ref.startsWith("#") ? `${root}${$ref}` : $ref }),
      ...(Array.isArray(required) && {
        required: required.filter((name) => propertyTravels(properties[name], { resolve, direction })),
      }),
    };
  };
  return direct(schema, {});
}
