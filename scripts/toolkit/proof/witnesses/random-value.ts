import { isObject, type JsonObject } from "../../description/index.js";
import type { Random } from "./random.js";
import { STRINGS } from "./random-schema.js";

const NUMBERS = [-2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 7];

/** A value that a schema may well admit; a validator has the last word. */
export function randomValue(schema: unknown, random: Random, depth = 5): unknown {
  if (!isObject(schema)) return scalar(random);
  if (depth === 0) return null;
  const merged = merge(schema, random);
  if ("const" in merged) return merged.const;
  if (Array.isArray(merged.enum)) return random.pick(merged.enum);
  const { type } = merged;
  const kind = Array.isArray(type) ? random.pick(type) : (type ?? ("properties" in merged ? "object" : undefined));
  switch (kind) {
    case "null":
      return null;
    case "boolean":
      return random.chance(0.5);
    case "integer":
      return random.pick(NUMBERS.filter(Number.isInteger));
    case "number":
      return random.pick(NUMBERS);
    case "string":
      return random.pick(STRINGS);
    case "array":
      return randomArray(merged, random, depth);
    case "object":
      return randomObject(merged, random, depth);
    default:
      return scalar(random);
  }
}

function scalar(random: Random): unknown {
  return random.pick<unknown>([null, true, random.pick(NUMBERS), random.pick(STRINGS), [], {}]);
}

// A choice is made, and put together with the rest.
function merge(schema: JsonObject, random: Random): JsonObject {
  const { allOf, anyOf, oneOf, ...rest } = schema;
  const parts = [rest];
  if (Array.isArray(allOf)) parts.push(...allOf.filter(isObject));
  for (const choice of [anyOf, oneOf]) {
    const chosen = Array.isArray(choice) ? random.pick(choice as unknown[]) : undefined;
    if (isObject(chosen)) parts.push(chosen);
  }
  if (parts.length === 1) return schema;
  const opened = parts.map((part, index) => (index === 0 ? part : merge(part, random)));
  return {
    ...Object.assign({}, ...opened),
    properties: Object.assign({}, ...opened.map(({ properties }) => properties)),
    required: opened.flatMap(({ required }) => (Array.isArray(required) ? required : [])),
  };
}

function randomArray(schema: JsonObject, random: Random, depth: number): unknown[] {
  const prefix = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
  return Array.from({ length: random.below(4) }, (_, index) =>
    randomValue(prefix[index] ?? schema.items ?? true, random, depth - 1),
  );
}

function randomObject(schema: JsonObject, random: Random, depth: number): JsonObject {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? (schema.required as string[]) : [];
  const probability = random.pick([0, 0.5, 1]);
  const names = Object.keys(properties).filter((name) => required.includes(name) || random.chance(probability));
  const others = isObject(schema.additionalProperties) || isObject(schema.patternProperties);
  if (others && random.chance(0.5)) names.push(random.pick(["a", "b", "c", "d", "a1", "bb"]));
  return Object.fromEntries(
    names.map((name) => [name, randomValue(properties[name] ?? otherSchema(schema, name), random, depth - 1)]),
  );
}

function otherSchema(schema: JsonObject, name: string): unknown {
  const patterns = isObject(schema.patternProperties) ? Object.entries(schema.patternProperties) : [];
  const fitting = patterns.find(([pattern]) => new RegExp(pattern, "u").test(name));
  return fitting ? fitting[1] : (schema.additionalProperties ?? true);
}
