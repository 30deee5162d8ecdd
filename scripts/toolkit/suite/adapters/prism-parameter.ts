import {
  type ContractParameter,
  canonicalJson,
  flattenSchema,
  isObject,
  listedValues,
  mapSubschemas,
  type Resolve,
  type Schema,
  toSchema,
} from "../../description/index.js";
import { typesOf, withListedForm } from "../../judge/index.js";
import type { MockLimit } from "../../prism/index.js";

/** A parameter as Prism reads it: its schema has no references, since Prism goes by its `type`. */
export function servedParameter(parameter: ContractParameter, resolve: Resolve): Schema {
  const { name, in: location, required, style, explode, schema } = parameter;
  const head = { name, in: location, required };
  // Prism treats a parameter without a schema and a style as a string with any value.
  if (parameterLimit(parameter, resolve)) return { ...head, schema: {} };
  const plain = plainSchema(schema, resolve, 2);
  const { type, properties } = plain;
  if (location !== "query" || required || type !== "object") return { ...head, style, explode, schema: plain };
  // It reads an absent object in a query as one whose properties are absent.
  const absent = Object.fromEntries(Object.keys(toSchema(properties)).map((property) => [property, false]));
  const either = [plain, { properties: absent, additionalProperties: false }];
  return { ...head, style, explode, schema: { type, properties, anyOf: either } };
}

const isStructured = (type: string) => type === "array" || type === "object";

/** Why Prism can't check a parameter; undefined if it can. */
export function parameterLimit(parameter: ContractParameter, resolve: Resolve): MockLimit | undefined {
  const { name, style, mediaType, in: location, schema } = parameter;
  const types = typesOf(schema, resolve).filter((type) => type !== "null");
  const structured = types.some(isStructured);
  const problems: [boolean, string][] = [
    [mediaType !== undefined, "it does not read parameters with `content`"],
    [types.length > 1 && structured, "it does not support a parameter of several types"],
    [location === "header" && structured, "it fails on a list or an object in a header that is absent"],
    [style === "spaceDelimited", "it does not read the style spaceDelimited"],
    [style === "pipeDelimited" && !types.includes("array"), "it fails on the style pipeDelimited except for lists"],
  ];
  const [, problem] = problems.find(([applies]) => applies) ?? [];
  const reason = `Prism does not check ${location} ${name}: ${problem}`;
  return problem === undefined ? undefined : { location: ["request", location, name], reason };
}

// The constraints of a parameter as one schema; a URL or a header can't have the value null. Prism reads a string as
// another type only if the schema gives that type, so a listed value is listed as a string too.
function plainSchema(schema: unknown, resolve: Resolve, depth: number): Schema {
  const view = withListedForm(flattenSchema(schema, resolve));
  const { type = typesOf(schema, resolve).find(isStructured), properties, items, const: _const, ...rest } = view;
  const types = [type].flat().filter((name) => name !== undefined && name !== "null");
  const inner = (value: unknown) => (depth > 0 ? plainSchema(value, resolve, depth - 1) : {});
  const inlined = Object.entries(toSchema(properties)).map(([name, value]) => [name, inner(value)]);
  const values = listedValues(view);
  return {
    ...(depth > 0 ? mapSubschemas(rest, inner) : rest),
    ...(values && { enum: withStrings(values) }),
    ...(types.length > 0 && { type: types.length === 1 ? types[0] : types }),
    ...(properties !== undefined && { properties: Object.fromEntries(inlined) }),
    ...(items !== undefined && { items: inner(items) }),
  };
}

function withStrings(values: readonly unknown[]): unknown[] {
  const all = values.flatMap((value) => [value, toStrings(value)]);
  return [...new Map(all.map((value) => [canonicalJson(value), value])).values()];
}

function toStrings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toStrings);
  if (!isObject(value)) return String(value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toStrings(inner)]));
}
