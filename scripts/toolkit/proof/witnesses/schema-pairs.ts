import fc from "fast-check";
import type { JsonObject } from "../../description/index.js";

/** A schema of JSON Schema 2020-12. */
export type RandomSchema = JsonObject | boolean;
type Pair = [base: RandomSchema, revision: RandomSchema];

const TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"];
// How many of the schemas near one are considered.
const MAX_NEIGHBORS = 100;

const NOTHING = fc.constant({});
const VALUES = fc.subarray(["a", "b", "ab", 1, 2, 3, true, null], { minLength: 1 });
const NAMES = fc.subarray(["a", "b", "c", "d"], { minLength: 1 });
const NAME = fc.constantFrom("a", "b", "c", "d");
const PATTERN = fc.constantFrom("^a", "b$", "^[a-b]*$", "1");
const small = (min: number, max: number) => fc.noBias(fc.integer({ min, max }));

/** An item of a list. Unlike `fc.constantFrom`, it also shrinks to items other than the first. */
const oneOf = <Item>(items: readonly Item[]) => small(0, items.length - 1).map((index) => items[index] as Item);

/** A value in some of 100 cases, and otherwise undefined, to which it shrinks. */
const sometimes = <Value>(percent: number, value: fc.Arbitrary<Value>) =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 100 - percent, arbitrary: fc.constant(undefined) },
    { weight: percent, arbitrary: value },
  );

const NUMBERS = fc.record({
  minimum: sometimes(20, small(-1, 3)),
  exclusiveMinimum: sometimes(20, small(-1, 3)),
  maximum: sometimes(20, small(1, 5)),
  exclusiveMaximum: sometimes(20, small(1, 5)),
  multipleOf: sometimes(15, fc.constantFrom(0.5, 1, 2, 3)),
});
const STRINGS = fc.record({
  minLength: sometimes(30, small(0, 2)),
  maxLength: sometimes(30, small(1, 4)),
  pattern: sometimes(20, PATTERN),
});

function listsOf(inner: fc.Arbitrary<RandomSchema>) {
  const keywords = fc.record({
    items: sometimes(70, inner),
    minItems: sometimes(30, small(0, 2)),
    maxItems: sometimes(30, small(1, 3)),
    uniqueItems: sometimes(15, fc.boolean()),
  });
  // Not both: Ajv 8.20 lets an empty array pass `contains` beside a `prefixItems`.
  const others = fc.oneof(fc.record({ prefixItems: fc.tuple(inner) }), fc.record({ contains: inner }));
  return fc.tuple(keywords, sometimes(25, others)).map(([some, more]) => ({ ...some, ...more }));
}

function objectsOf(inner: fc.Arbitrary<RandomSchema>) {
  const properties = fc.dictionary(NAME, fc.tuple(inner, sometimes(30, fc.constant(true))), { maxKeys: 4 });
  const keywords = fc.record({
    additionalProperties: sometimes(30, fc.oneof(fc.constant(false), inner)),
    patternProperties: sometimes(12, fc.dictionary(PATTERN, inner, { minKeys: 1, maxKeys: 1 })),
    minProperties: sometimes(10, small(0, 2)),
    maxProperties: sometimes(10, small(1, 3)),
    propertyNames: sometimes(6, fc.record({ enum: NAMES })),
    dependentRequired: sometimes(6, fc.dictionary(NAME, fc.tuple(NAME), { minKeys: 1, maxKeys: 1 })),
  });
  return fc.tuple(properties, keywords).map(([described, rest]) => {
    const all = Object.entries(described);
    return {
      properties: Object.fromEntries(all.map(([name, [schema]]) => [name, schema])),
      required: all.flatMap(([name, [, isRequired]]) => (isRequired ? [name] : [])),
      ...rest,
    };
  });
}

/** Schemas of one of the given types, and occasionally of another one. */
const typed = (types: readonly string[], keywords: fc.Arbitrary<object>) =>
  fc
    .tuple(oneOf(types), sometimes(10, oneOf(TYPES)), keywords)
    .map(([type, second, rest]) => ({ type: second && second !== type ? [type, second] : type, ...rest }));

/** Schemas that are small enough for a search of their values. */
function schemasOf(depth: number): fc.Arbitrary<RandomSchema> {
  const inner = depth > 0 ? schemasOf(depth - 1) : fc.boolean();
  const object = typed(["object"], depth > 0 ? objectsOf(inner) : NOTHING);
  const scalar = fc.oneof(
    typed(["null", "boolean"], NOTHING),
    { weight: 3, arbitrary: typed(["integer", "number"], NUMBERS) },
    { weight: 3, arbitrary: typed(["string"], STRINGS) },
  );
  const simple = [
    { weight: 5, arbitrary: object },
    { weight: 2, arbitrary: typed(["array"], depth > 0 ? listsOf(inner) : NOTHING) },
    { weight: 7, arbitrary: scalar },
    { weight: 2, arbitrary: VALUES.map((list) => ({ enum: list })) },
    { weight: 1, arbitrary: oneOf(["a", 1, true, null]).map((value) => ({ const: value })) },
    { weight: 1, arbitrary: fc.boolean() },
  ];
  if (depth === 0) return fc.oneof(...simple);
  const parts = fc.array(fc.oneof(inner, object), { minLength: 1, maxLength: 3 });
  const composed = fc
    .tuple(sometimes(30, object), oneOf(["allOf", "anyOf", "oneOf", "anyOf", "oneOf"]), parts)
    .map(([beside, keyword, list]) => ({ ...beside, [keyword]: list }));
  const negated = fc.tuple(scalar, scalar).map(([schema, not]) => ({ ...schema, not }));
  return fc.oneof(...simple, { weight: 4, arbitrary: composed }, { weight: 1, arbitrary: negated });
}

/**
 * Pairs of a schema and one that fast-check shrinks it to, with one keyword or part removed or replaced; in either
 * order.
 */
class NearPairs extends fc.Arbitrary<Pair> {
  constructor(private readonly schemas: fc.Arbitrary<RandomSchema>) {
    super();
  }
  generate(random: fc.Random, bias: number | undefined): fc.Value<Pair> {
    const { value, context } = this.schemas.generate(random, bias);
    const neighbors = [...this.schemas.shrink(value, context).take(MAX_NEIGHBORS)];
    const near = neighbors[random.nextInt(0, Math.max(0, neighbors.length - 1))]?.value ?? true;
    return new fc.Value(random.nextInt(0, 1) === 0 ? [value, near] : [near, value], undefined);
  }
  canShrinkWithoutContext(_value: unknown): _value is Pair {
    return false;
  }
  shrink(): fc.Stream<fc.Value<Pair>> {
    return fc.Stream.nil();
  }
}

/** Pairs of different schemas: most are similar, like revisions; some have nothing in common. */
export function schemaPairs(): fc.Arbitrary<Pair> {
  const schemas = schemasOf(2).map((schema): RandomSchema => JSON.parse(JSON.stringify(schema)));
  return fc
    .oneof({ weight: 92, arbitrary: new NearPairs(schemas) }, { weight: 8, arbitrary: fc.tuple(schemas, schemas) })
    .filter(([base, revision]) => JSON.stringify(base) !== JSON.stringify(revision));
}
