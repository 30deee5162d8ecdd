import type { JsonObject } from "../../description/index.js";
import type { Random } from "./random.js";

const NAMES = ["a", "b", "c", "d"];
const PATTERNS = ["^a", "b$", "^[a-b]*$", "1"];
const TYPES = ["null", "boolean", "integer", "number", "string", "array", "object", "object"];
export const STRINGS = ["", "a", "b", "ab", "aa", "abc", "a1", "1b", "bbbb", "ab1ab", "aaaaaa"];

type RandomSchema = JsonObject | boolean;

/** A random schema of JSON Schema 2020-12, small enough that its values can be searched. */
export function randomSchema(random: Random, depth = 3): RandomSchema {
  if (depth < 3 && random.chance(0.04)) return random.chance(0.7);
  if (random.chance(0.1)) return { enum: random.some(["a", "b", "ab", 1, 2, 3, true, null]).concat("a") };
  if (random.chance(0.05)) return { const: random.pick<unknown>(["a", 1, true, null]) };
  if (depth > 0 && random.chance(0.25)) return composed(random, depth - 1);
  return typed(random, random.pick(TYPES), depth);
}

function composed(random: Random, depth: number): RandomSchema {
  const keyword = random.pick(["allOf", "anyOf", "oneOf", "oneOf", "anyOf", "not"]);
  if (keyword === "not") return { type: random.pick(TYPES), not: randomSchema(random, Math.min(depth, 1)) };
  const parts = Array.from({ length: 1 + random.below(3) }, () =>
    random.chance(0.5) ? typed(random, "object", depth) : randomSchema(random, depth),
  );
  const rest = random.chance(0.3) ? (typed(random, "object", depth) as JsonObject) : {};
  return { ...rest, [keyword]: parts };
}

function typed(random: Random, type: string, depth: number): JsonObject {
  const types = random.chance(0.1) ? [...new Set([type, random.pick(TYPES)])] : type;
  return { type: types, ...keywords(random, type, depth) };
}

function keywords(random: Random, type: string, depth: number): JsonObject {
  if (type === "integer" || type === "number") return numbers(random);
  if (type === "string") return strings(random);
  if (type === "array" && depth > 0) return arrays(random, depth - 1);
  if (type === "object" && depth > 0) return objects(random, depth - 1);
  return {};
}

function maybe(random: Random, probability: number, part: () => JsonObject): JsonObject {
  return random.chance(probability) ? part() : {};
}

function numbers(random: Random): JsonObject {
  return {
    ...maybe(random, 0.4, () => ({ [random.pick(["minimum", "exclusiveMinimum"])]: random.below(5) - 1 })),
    ...maybe(random, 0.4, () => ({ [random.pick(["maximum", "exclusiveMaximum"])]: random.below(5) + 1 })),
    ...maybe(random, 0.15, () => ({ multipleOf: random.pick([0.5, 1, 2, 3]) })),
  };
}

function strings(random: Random): JsonObject {
  return {
    ...maybe(random, 0.3, () => ({ minLength: random.below(3) })),
    ...maybe(random, 0.3, () => ({ maxLength: 1 + random.below(4) })),
    ...maybe(random, 0.2, () => ({ pattern: random.pick(PATTERNS) })),
  };
}

function arrays(random: Random, depth: number): JsonObject {
  return {
    ...maybe(random, 0.7, () => ({ items: randomSchema(random, depth) })),
    ...maybe(random, 0.15, () => ({ prefixItems: [randomSchema(random, depth)] })),
    ...maybe(random, 0.3, () => ({ minItems: random.below(3) })),
    ...maybe(random, 0.3, () => ({ maxItems: 1 + random.below(3) })),
    ...maybe(random, 0.15, () => ({ uniqueItems: random.chance(0.8) })),
    ...maybe(random, 0.1, () => ({ contains: randomSchema(random, 0) })),
  };
}

function objects(random: Random, depth: number): JsonObject {
  const names = random.some(NAMES, 0.6);
  return {
    properties: Object.fromEntries(names.map((name) => [name, randomSchema(random, depth)])),
    ...maybe(random, 0.6, () => ({ required: random.some(names) })),
    ...maybe(random, 0.3, () => ({ additionalProperties: random.chance(0.6) ? false : randomSchema(random, depth) })),
    ...maybe(random, 0.08, () => ({ patternProperties: { [random.pick(PATTERNS)]: randomSchema(random, depth) } })),
    ...maybe(random, 0.1, () => ({ minProperties: random.below(3) })),
    ...maybe(random, 0.1, () => ({ maxProperties: 1 + random.below(3) })),
    ...maybe(random, 0.06, () => ({ propertyNames: { enum: random.some(NAMES, 0.7).concat("a") } })),
    ...maybe(random, 0.06, () => ({ dependentRequired: { [random.pick(NAMES)]: [random.pick(NAMES)] } })),
  };
}

/** A schema that differs from another in one or two parts: a keyword changed, dropped, added, or a part replaced. */
export function alterSchema(schema: RandomSchema, random: Random): RandomSchema {
  const copy = structuredClone(schema);
  const altered = alterOnce(copy, random, 3);
  return random.chance(0.25) ? alterOnce(altered, random, 3) : altered;
}

function alterOnce(schema: RandomSchema, random: Random, depth: number): RandomSchema {
  if (typeof schema === "boolean" || random.chance(0.06)) return randomSchema(random, Math.min(depth, 2));
  const inner = Object.entries(schema).flatMap(([keyword, value]) => innerSchemas(keyword, value));
  if (inner.length > 0 && random.chance(0.6)) {
    const { get, set } = random.pick(inner);
    set(alterOnce(get(), random, depth - 1));
    return schema;
  }
  const keyword = random.pick(Object.keys(schema));
  const list = schema[keyword];
  const action = random.below(4);
  if (action === 0 && keyword !== "type") delete schema[keyword];
  else if (action === 1 && Array.isArray(list) && list.length > 1) list.splice(random.below(list.length), 1);
  else if (action === 2 && (keyword === "oneOf" || keyword === "anyOf") && Array.isArray(list)) {
    list.push(randomSchema(random, 1));
  } else {
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    const { properties, ...fresh } = keywords(random, String(type ?? "object"), 2);
    const part = random.pick(Object.entries(fresh).concat(Object.entries(properties ? { properties } : {})));
    if (part) schema[part[0]] = part[1];
  }
  return schema;
}

interface Slot {
  get(): RandomSchema;
  set(schema: RandomSchema): void;
}

function innerSchemas(keyword: string, value: unknown): Slot[] {
  const slots = (holder: Record<string | number, RandomSchema>): Slot[] =>
    Object.keys(holder).map((key) => ({
      get: () => holder[key] as RandomSchema,
      set: (schema) => {
        holder[key] = schema;
      },
    }));
  if (["properties", "patternProperties"].includes(keyword)) return slots(value as Record<string, RandomSchema>);
  if (["allOf", "anyOf", "oneOf", "prefixItems"].includes(keyword)) return slots(value as Record<number, RandomSchema>);
  return [];
}
