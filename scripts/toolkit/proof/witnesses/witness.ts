import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { type Direction, isObject, type JsonObject } from "../../description/index.js";
import { diffBundles, type Level } from "../../diff/index.js";
import { createRandom } from "./random.js";
import { alterSchema, randomSchema } from "./random-schema.js";
import { randomValue } from "./random-value.js";

/** What came of one pair of schemas in one direction. */
export interface Trial {
  seed: number;
  direction: Direction;
  base: unknown;
  revision: unknown;
  level: Level;
  rules: string[];
  /** A value that was good before and is bad now (in a response: the other way round), if one was found. */
  witness: { value: unknown; overlaps: boolean } | undefined;
}

const VALUES = 300;

/** Makes pairs of schemas from seeds, lets the gate judge them all, and looks for values that prove it wrong. */
export async function tryPairs(seeds: readonly number[]): Promise<Trial[]> {
  const trials = seeds.flatMap(findWitnesses);
  const documents = trials.map(({ base, revision, direction }) => {
    return [describe(base, direction), describe(revision, direction)] as const;
  });
  const results = await diffBundles(documents);
  return trials.map((trial, index) => {
    const { level, changes } = results[index] ?? { level: "none", changes: [] };
    return { ...trial, level, rules: changes.filter((change) => change.level === level).map(({ rule }) => rule) };
  });
}

function findWitnesses(seed: number): Omit<Trial, "level" | "rules">[] {
  const random = createRandom(seed);
  const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false });
  const base = usable(ajv, () => randomSchema(random));
  let revision = base;
  while (JSON.stringify(revision) === JSON.stringify(base)) {
    // Most pairs are near each other, as revisions are; some have nothing in common.
    revision = usable(ajv, () => (random.chance(0.92) ? alterSchema(base, random) : randomSchema(random)));
  }
  const judges = { base: ajv.compile(base), revision: ajv.compile(revision) };
  return (["request", "response"] as const).map((direction) => {
    const [sent, taken] = direction === "request" ? ([base, revision] as const) : ([revision, base] as const);
    const [good, bad] = direction === "request" ? [judges.base, judges.revision] : [judges.revision, judges.base];
    let witness: Trial["witness"];
    for (let tries = 0; tries < VALUES && !witness; tries += 1) {
      const value = randomValue(random.chance(0.7) ? sent : taken, random);
      if (!good(value) || bad(value) || !isDeclared(value, sent, ajv)) continue;
      // The comparison looks at alternatives one by one: whether a value fits two of them is seen where that is plain.
      const [fits, fitsToo] = [sent, taken].map((schema) => ajv.compile(withAnyOf(schema)));
      witness = { value, overlaps: !(fits?.(value) && !fitsToo?.(value)) };
    }
    return { seed, direction, base, revision, witness };
  });
}

/** Draws until Ajv can compile what it gets: now and then its code for a `oneOf` with `true` in it is not valid JavaScript. */
function usable<Schema extends object | boolean>(ajv: Ajv2020, draw: () => Schema): Schema {
  for (;;) {
    const schema = withoutTrap(draw());
    try {
      ajv.compile(schema);
      return schema;
    } catch (error) {
      if (!(error instanceof SyntaxError) && (error as Error).name !== "SyntaxError") throw error;
    }
  }
}

// Ajv 8.20 lets an empty array pass `contains` where there is a `prefixItems` beside it.
function withoutTrap<Schema>(schema: Schema): Schema {
  return JSON.parse(
    JSON.stringify(schema, (_key, value) => {
      if (!isObject(value) || !("contains" in value)) return value;
      const { prefixItems: _prefix, ...rest } = value;
      return rest;
    }),
  );
}

const withAnyOf = (schema: object | boolean): object | boolean =>
  JSON.parse(
    JSON.stringify(schema, (_key, value) => {
      if (!isObject(value) || !("oneOf" in value)) return value;
      const { oneOf, ...rest } = value;
      return { ...rest, allOf: [...(Array.isArray(rest.allOf) ? rest.allOf : []), { anyOf: oneOf }] };
    }),
  );

/** A description of one operation with a schema in its request or its response. */
function describe(schema: unknown, direction: Direction): JsonObject {
  const content = { content: { "application/json": { schema } } };
  const post = {
    ...(direction === "request" && { requestBody: content }),
    responses: { 200: { description: "Done", ...(direction === "response" && content) } },
  };
  return { openapi: "3.1.0", paths: { "/things": { post } } };
}

/**
 * Whether a value has no property that its sender's schema doesn't mention.
 * An open object admits such properties, but no consumer who keeps to the description sends them.
 */
function isDeclared(value: unknown, schema: unknown, ajv: Ajv2020): boolean {
  if (Array.isArray(value)) {
    return value.every((item, index) =>
      schemasOf(schema, value, ajv).some((part) => isDeclared(item, itemSchema(part, index), ajv)),
    );
  }
  if (!isObject(value)) return true;
  const parts = schemasOf(schema, value, ajv);
  return Object.entries(value).every(([name, item]) =>
    parts.some((part) => {
      const inner = memberSchemas(part, name);
      return inner.some((one) => isDeclared(item, one, ajv));
    }),
  );
}

/** A schema and those of its parts that a value satisfies. */
function schemasOf(schema: unknown, value: unknown, ajv: Ajv2020): Record<string, unknown>[] {
  if (!isObject(schema)) return [];
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((keyword) =>
    Array.isArray(schema[keyword]) ? schema[keyword] : [],
  );
  const fitting = parts.filter((part): part is object => isObject(part) && compiled(part, ajv)(value) === true);
  return [schema, ...fitting.flatMap((part) => schemasOf(part, value, ajv))];
}

const validators = new WeakMap<object, ValidateFunction>();

function compiled(schema: object, ajv: Ajv2020): ValidateFunction {
  let validator = validators.get(schema);
  if (!validator) {
    validator = ajv.compile(schema);
    validators.set(schema, validator);
  }
  return validator;
}

function itemSchema(schema: Record<string, unknown>, index: number): unknown {
  const prefix = schema.prefixItems;
  return (Array.isArray(prefix) ? prefix[index] : undefined) ?? schema.items;
}

function memberSchemas(schema: Record<string, unknown>, name: string): unknown[] {
  const properties = isObject(schema.properties) ? schema.properties : {};
  if (Object.hasOwn(properties, name)) return [properties[name]];
  const patterns = isObject(schema.patternProperties) ? Object.entries(schema.patternProperties) : [];
  const fitting = patterns.filter(([pattern]) => new RegExp(pattern, "u").test(name)).map(([, inner]) => inner);
  if (fitting.length > 0) return fitting;
  const rest = schema.additionalProperties;
  return isObject(rest) ? [rest] : [];
}
