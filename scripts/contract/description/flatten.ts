import type { Resolve } from "../../generate/resolve.js";
import { isObject, type Schema, toSchema } from "./schema.js";

const STRICTER: Record<string, (a: number, b: number) => number> = {
  minimum: Math.max,
  exclusiveMinimum: Math.max,
  minLength: Math.max,
  minItems: Math.max,
  minProperties: Math.max,
  maximum: Math.min,
  exclusiveMaximum: Math.min,
  maxLength: Math.min,
  maxItems: Math.min,
  maxProperties: Math.min,
};

// Every value that is judged asks for the same ones.
const flattened = new WeakMap<Resolve, WeakMap<Schema, Schema>>();

/** A schema whose references and `allOf` are gone: one view of all that holds for its values. */
export function flattenSchema(schema: unknown, resolve: Resolve): Schema {
  const known = flattened.get(resolve) ?? new WeakMap<Schema, Schema>();
  flattened.set(resolve, known);
  const own = toSchema(schema);
  const view = known.get(own) ?? flattenAfresh(own, resolve);
  known.set(own, view);
  return view;
}

function flattenAfresh(schema: Schema, resolve: Resolve): Schema {
  const seen = new Set<unknown>();
  const flatten = (value: unknown): Schema => {
    const own = toSchema(value);
    if (seen.has(own)) return {};
    seen.add(own);
    const { allOf, $ref, ...rest } = own;
    const parts = [
      ...(typeof $ref === "string" ? [flatten(resolve<Schema>({ $ref }))] : []),
      rest,
      ...(Array.isArray(allOf) ? allOf.map(flatten) : []),
    ];
    // A schema may well be used twice; only within itself it would never end.
    seen.delete(own);
    return parts.reduce(merge, {});
  };
  return flatten(schema);
}

function merge(a: Schema, b: Schema): Schema {
  const merged: Record<string, unknown> = { ...a };
  for (const [keyword, value] of Object.entries(b)) {
    merged[keyword] = keyword in merged ? mergeKeyword(keyword, merged[keyword], value) : value;
  }
  return merged;
}

function mergeKeyword(keyword: string, a: unknown, b: unknown): unknown {
  const stricter = STRICTER[keyword];
  if (stricter) return stricter(Number(a), Number(b));
  switch (keyword) {
    case "required":
      return [...new Set([...(a as string[]), ...(b as string[])])];
    case "properties":
      return mergeProperties(a as Schema, b as Schema);
    case "type":
      return intersectTypes([a].flat() as string[], [b].flat() as string[]);
    case "enum":
      return (a as unknown[]).filter((value) => (b as unknown[]).includes(value));
    case "readOnly":
    case "writeOnly":
    case "uniqueItems":
      return a === true || b === true;
    case "items":
      return { allOf: [a, b] };
    case "additionalProperties":
      return a === false || b === false ? false : isObject(a) && isObject(b) ? { allOf: [a, b] } : isObject(a) ? a : b;
    default:
      return b;
  }
}

function mergeProperties(a: Schema, b: Schema): Schema {
  const merged: Record<string, unknown> = { ...a };
  for (const [name, schema] of Object.entries(b)) merged[name] = name in a ? { allOf: [a[name], schema] } : schema;
  return merged;
}

function intersectTypes(a: string[], b: string[]): unknown {
  const widens = (types: string[], type: string) => type === "integer" && types.includes("number");
  const common = [
    ...a.filter((type) => b.includes(type) || widens(b, type)),
    ...b.filter((type) => !a.includes(type) && widens(a, type)),
  ];
  return common.length === 1 ? common[0] : common;
}
