import { isDeepStrictEqual } from "node:util";
import { toRegExp } from "../../../src/call/pattern.js";
import { isObject, type JsonObject, remember } from "./json.js";
import type { Resolve } from "./resolve.js";
import { type Direction, intersectTypes, type Schema, toSchema } from "./schema.js";

/**
 * Everything that applies to the values of a schema, as one schema (JSON Schema 2020-12): references are followed, and
 * the parts of `allOf` are merged. A constraint that can't be merged into one keyword, such as a second pattern, stays
 * in `allOf`, each part of which has only such keywords; {@link keywordsOf} lists them all.
 */
export function flattenSchema(schema: unknown, resolve: Resolve): Schema {
  return flattenOnce(resolve)(toSchema(schema));
}

// Every value that is judged needs the same views.
const flattenOnce = remember((resolve: Resolve) => remember((schema: Schema) => flattenAfresh(schema, resolve)));

/** The keywords of a view with their values; a keyword that applies more than once is listed more than once. */
export function keywordsOf(view: Schema): [keyword: string, value: unknown][] {
  const { allOf = [], ...rest } = view as { allOf?: Schema[] };
  return [rest, ...allOf].flatMap((part) => Object.entries(part));
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
    // A schema may be used twice, but not within itself: that would never end.
    seen.delete(own);
    return parts.reduce(merge, {});
  };
  return flatten(schema);
}

const STRICTER: Readonly<Record<string, (a: number, b: number) => number>> = {
  minimum: Math.max,
  exclusiveMinimum: Math.max,
  minLength: Math.max,
  minItems: Math.max,
  minProperties: Math.max,
  minContains: Math.max,
  maximum: Math.min,
  exclusiveMaximum: Math.min,
  maxLength: Math.min,
  maxItems: Math.min,
  maxProperties: Math.min,
  maxContains: Math.min,
};

// These forbid nothing: of two, the later one wins.
const ANNOTATIONS = new Set([
  ...["title", "description", "default", "examples", "deprecated", "externalDocs", "xml", "discriminator", "$comment"],
  ...["$defs", "definitions", "contentEncoding", "contentMediaType", "contentSchema", "$schema"],
]);

// These have a meaning only together: two sets of them can't be mixed.
const GROUPS = [
  ["if", "then", "else"],
  ["contains", "minContains", "maxContains"],
  ["prefixItems", "items"],
];

function merge(a: Schema, b: Schema): Schema {
  const { allOf: rest = [], ...left } = a as JsonObject & { allOf?: Schema[] };
  const { allOf: more = [], ...right } = b as JsonObject & { allOf?: Schema[] };
  const apart: Schema[] = [...rest, ...more];
  for (const group of GROUPS) {
    const [first = ""] = group;
    const names = group.filter((name) => name in right);
    if (names.length === 0 || !group.some((name) => name in left)) continue;
    if (!(first in left) && !(first in right)) continue;
    apart.push(Object.fromEntries(names.map((name) => [name, right[name]])));
    for (const name of names) delete right[name];
  }
  const merged: JsonObject = { ...left };
  const properties = mergeProperties(left, right);
  for (const [keyword, value] of Object.entries(right)) {
    if (!(keyword in merged)) merged[keyword] = value;
    else if (keyword !== "properties") {
      const both = mergeKeyword(keyword, merged[keyword], value);
      if (both === undefined) apart.push({ [keyword]: value });
      else merged[keyword] = both;
    }
  }
  return { ...merged, ...(properties && { properties }), ...(apart.length > 0 && { allOf: apart }) };
}

/** One value that means the same as two values of a keyword; undefined if there is none. */
function mergeKeyword(keyword: string, a: unknown, b: unknown): unknown {
  const stricter = STRICTER[keyword];
  if (stricter) return stricter(Number(a), Number(b));
  if (ANNOTATIONS.has(keyword) || keyword.startsWith("x-")) return b;
  switch (keyword) {
    case "required":
      return [...new Set([...(a as string[]), ...(b as string[])])];
    case "type": {
      const types = intersectTypes([a].flat() as string[], [b].flat() as string[]);
      return types.length === 1 ? types[0] : types;
    }
    case "enum":
      return (a as unknown[]).filter((value) => (b as unknown[]).some((other) => isDeepStrictEqual(value, other)));
    case "readOnly":
    case "writeOnly":
    case "uniqueItems":
      return a === true || b === true;
    case "items":
    case "additionalProperties":
    case "propertyNames":
      return both(a, b);
    case "patternProperties":
      return mergeMaps(a as Schema, b as Schema);
    default:
      return isDeepStrictEqual(a, b) ? a : undefined;
  }
}

// The additional properties of one side include the properties that only the other side describes.
function mergeProperties(a: Schema, b: Schema): Schema | undefined {
  if (!isObject(a.properties) && !isObject(b.properties)) return undefined;
  const left = isObject(a.properties) ? a.properties : {};
  const right = isObject(b.properties) ? b.properties : {};
  const narrow = (properties: Schema, other: Schema) =>
    Object.entries(properties).flatMap(([name, schema]): [string, unknown][] => {
      const { additionalProperties, patternProperties, properties: own } = other;
      const described =
        (isObject(own) && Object.hasOwn(own, name)) ||
        Object.keys(isObject(patternProperties) ? patternProperties : {}).some((one) => toRegExp(one).test(name));
      if (described || additionalProperties === undefined) return [[name, schema]];
      // A closed side forbids the property, and the merged view is closed too.
      return additionalProperties === false ? [] : [[name, both(schema, additionalProperties)]];
    });
  return mergeMaps(Object.fromEntries(narrow(left, b)), Object.fromEntries(narrow(right, a)));
}

function mergeMaps(a: Schema, b: Schema): Schema {
  const merged: JsonObject = { ...a };
  for (const [name, schema] of Object.entries(b)) {
    merged[name] = Object.hasOwn(a, name) ? both(a[name], schema) : schema;
  }
  return merged;
}

function both(a: unknown, b: unknown): unknown {
  if (a === false || b === false) return false;
  if (!isObject(a) || Object.keys(a).length === 0) return b;
  if (!isObject(b) || Object.keys(b).length === 0) return a;
  return { allOf: [a, b] };
}

/** Whether a property is sent in a direction: requests have no read-only properties, responses no write-only ones. */
export function propertyTravels(
  schema: unknown,
  { resolve, direction }: { resolve: Resolve; direction: Direction },
): boolean {
  const { readOnly, writeOnly } = flattenSchema(schema, resolve);
  return direction === "request" ? readOnly !== true : writeOnly !== true;
}

/** The values that a view lists; undefined if it allows others. */
export function listedValues(view: Schema): unknown[] | undefined {
  return "const" in view ? [view.const] : (view.enum as unknown[] | undefined);
}

/** The types that a view allows; without a type, those that its other keywords apply to. */
export function typesOfView(view: Schema): string[] {
  if (view.type !== undefined) return [view.type].flat() as string[];
  if (isObject(view.properties) || Array.isArray(view.required) || isObject(view.additionalProperties))
    return ["object"];
  if (view.items !== undefined) return ["array"];
  if (["pattern", "minLength", "maxLength", "format"].some((keyword) => keyword in view)) return ["string"];
  return ["minimum", "maximum", "multipleOf"].some((keyword) => keyword in view) ? ["number"] : ["any"];
}
