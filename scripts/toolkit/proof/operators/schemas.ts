import type { Level } from "../../diff/index.js";
import { add, drop, requireToo, set, unrequire } from "./edits.js";
import { editSchema, type SchemaEdit } from "./find-schema.js";
import { type AnyJson, type Operator, operator } from "./operator.js";

// Whether fewer values fit afterwards, more, or others: what that is in a request, and in a response.
const EFFECTS = {
  narrowed: { request: "breaking", response: "compatible" },
  /** Narrowed by a value that somebody may wait for. */
  withdrawn: { request: "breaking", response: "dangerous" },
  widened: { request: "compatible", response: "breaking" },
  both: { request: "breaking", response: "breaking" },
} as const;

/** Whether a schema is of a type first of all, without some keywords. */
const of = (schema: AnyJson, type: string, ...absent: string[]) =>
  [schema.type].flat()[0] === type && absent.every((keyword) => !(keyword in schema));
const isPlainString = (schema: AnyJson) => of(schema, "string", "enum", "const", "format", "pattern");
const isPlainType = (schema: AnyJson) => typeof schema.type === "string" && schema.nullable !== true;
const isOpenString = (schema: AnyJson) => isPlainString(schema) && isPlainType(schema);
const isPlainObject = (schema: AnyJson, ...absent: string[]) => isPlainType(schema) && of(schema, "object", ...absent);
const modern =
  (edit: SchemaEdit): SchemaEdit =>
  (schema, isModern) =>
    isModern && edit(schema, isModern);

/** The first property with a schema of its own that is required, or is not. */
const propertyOf = (schema: AnyJson, required: boolean): string | undefined =>
  Object.keys(schema.properties ?? {}).find((name) => {
    const shown = ["readOnly", "writeOnly", "$ref"].every((keyword) => !(keyword in schema.properties[name]));
    return shown && (schema.required ?? []).includes(name) === required;
  });

// Not written out: an object with a `then` could be taken for a promise.
const CONDITION = Object.fromEntries(["if", "then"].map((keyword) => [keyword, { required: [`of ${keyword}`] }]));

const TABLE: Record<keyof typeof EFFECTS, Record<string, SchemaEdit>> = {
  narrowed: {
    "minLength raised": (s) => add(s, "minLength", 1),
    "minLength added": (s) => isOpenText(s, "minLength") && set(s, { minLength: 3 }),
    "maxLength lowered": (s) => add(s, "maxLength", -1),
    "maxLength added": (s) => isOpenText(s, "maxLength") && set(s, { maxLength: 5 }),
    "pattern added": (s) => isPlainString(s) && set(s, { pattern: "^[a-z]+$" }),
    "format added": (s) => isPlainString(s) && set(s, { format: "uuid" }),
    "enum added": (s) => isPlainString(s) && set(s, { enum: ["one", "two"] }),
    "const added": modern((s) => isPlainString(s) && set(s, { const: "one" })),
    "minimum raised": (s) => add(s, "minimum", 1),
    "maximum lowered": (s) => add(s, "maximum", -1),
    "maximum added": (s) => of(s, "integer", "maximum", "exclusiveMaximum", "enum") && set(s, { maximum: 100 }),
    "minimum made exclusive": makeExclusive("minimum", "exclusiveMinimum"),
    "maximum made exclusive": makeExclusive("maximum", "exclusiveMaximum"),
    "multipleOf added": (s) => of(s, "integer", "multipleOf", "enum") && set(s, { multipleOf: 7 }),
    "number became integer": (s) => of(s, "number", "format") && isPlainType(s) && set(s, { type: "integer" }),
    "null rejected": rejectNull,
    "minItems raised": (s) => add(s, "minItems", 1),
    "maxItems lowered": (s) => add(s, "maxItems", -1),
    "maxItems added": (s) => of(s, "array", "maxItems") && set(s, { maxItems: 4 }),
    "uniqueItems added": (s) => of(s, "array", "uniqueItems") && set(s, { uniqueItems: true }),
    "prefixItems added": modern((s) => s.items?.type === "string" && set(s, { prefixItems: [{ const: "first" }] })),
    "contains added": modern((s) => of(s, "array", "contains") && set(s, { contains: { const: "needed" } })),
    "property became required": (s) => propertyOf(s, false) && requireToo(s, propertyOf(s, false) ?? ""),
    "object closed": (s) =>
      isPlainObject(s, "additionalProperties") && propertyOf(s, false) && set(s, { additionalProperties: false }),
    "map's values typed": (s) => isAnyObject(s) && set(s, { additionalProperties: { type: "string" } }),
    "minProperties added": (s) => of(s, "object", "minProperties") && set(s, { minProperties: 2 }),
    "maxProperties added": (s) => of(s, "object", "maxProperties") && set(s, { maxProperties: 2 }),
    "propertyNames added": modern(
      (s) => "additionalProperties" in s && set(s, { propertyNames: { pattern: "^[a-z]$" } }),
    ),
    "patternProperties added": modern(
      (s) => isAnyObject(s) && set(s, { patternProperties: { "^x": { type: "integer" } } }),
    ),
    "dependentRequired added": modern(
      (s) => of(s, "object", "dependentRequired") && set(s, { dependentRequired: { one: ["two"] } }),
    ),
    "allOf part added": (s) =>
      s.allOf?.push({ type: "object", required: ["other"], properties: { other: { type: "string" } } }),
    "not added": (s) => isPlainString(s) && set(s, { not: { enum: ["forbidden"] } }),
    "if and then added": modern((s) => of(s, "object", "if") && set(s, CONDITION)),
  },
  withdrawn: {
    "enum value removed": (s) => s.enum?.length > 1 && s.enum.splice(-1, 1),
    "oneOf variant removed": (s) => s.oneOf?.length > 2 && s.oneOf.shift(),
    "anyOf variant removed": (s) => s.anyOf?.length > 2 && s.anyOf.shift(),
  },
  widened: {
    "minLength lowered": (s) => s.minLength > 0 && add(s, "minLength", -1),
    "minLength removed": (s) => s.minLength > 0 && drop(s, "minLength"),
    "maxLength raised": (s) => add(s, "maxLength", 1),
    "maxLength removed": (s) => drop(s, "maxLength"),
    "pattern removed": (s) => drop(s, "pattern"),
    "format removed": (s) => of(s, "string") && drop(s, "format"),
    "enum value added": (s) => of(s, "string") && s.enum?.push("brand-new"),
    "enum removed": (s) => of(s, "string") && drop(s, "enum"),
    "const removed": modern((s) => drop(s, "const")),
    "minimum lowered": (s) => add(s, "minimum", -1),
    "minimum removed": (s) => "minimum" in s && drop(s, "minimum", "exclusiveMinimum"),
    "maximum raised": (s) => add(s, "maximum", 1),
    "exclusiveMinimum made inclusive": makeInclusive,
    "multipleOf removed": (s) => drop(s, "multipleOf"),
    "multipleOf made finer": (s) => "multipleOf" in s && set(s, { multipleOf: s.multipleOf / 2 }),
    "integer became number": (s) => of(s, "integer", "format") && isPlainType(s) && set(s, { type: "number" }),
    "int32 became int64": (s) => s.format === "int32" && set(s, { format: "int64" }),
    "null admitted": (s, is31) => isOpenString(s) && set(s, is31 ? { type: [s.type, "null"] } : { nullable: true }),
    "type removed": (s) => isOpenString(s) && drop(s, "type"),
    "second type admitted": modern((s) => isOpenString(s) && set(s, { type: ["string", "integer"] })),
    "minItems removed": (s) => drop(s, "minItems"),
    "maxItems raised": (s) => add(s, "maxItems", 1),
    "uniqueItems removed": (s) => s.uniqueItems === true && drop(s, "uniqueItems"),
    "property no longer required": (s) => propertyOf(s, true) && unrequire(s, propertyOf(s, true) ?? ""),
    "object opened": (s) => s.additionalProperties === false && drop(s, "additionalProperties"),
    "maxProperties removed": (s) => drop(s, "maxProperties"),
    "oneOf variant added": (s) => s.oneOf?.push({ type: "array", items: {} }),
    "anyOf variant added": (s) => s.anyOf?.push({ type: "boolean" }),
    "not removed": (s) => drop(s, "not"),
  },
  both: {
    "pattern changed": (s) => "pattern" in s && set(s, { pattern: "^[0-9]{2}$" }),
    "format changed": (s) => of(s, "string") && "format" in s && set(s, { format: "email" }),
    "enum value replaced": (s) => s.enum?.length > 1 && s.enum.splice(0, 1, "other"),
    "const changed": modern((s) => "const" in s && set(s, { const: "another" })),
    "string became integer": (s) => isOpenString(s) && set(s, { type: "integer" }),
    "string became array": (s) => isOpenString(s) && set(s, { type: "array", items: { type: "string" } }),
    "items' type changed": (s) => isPlainString(s.items ?? {}) && set(s, { items: { type: "boolean" } }),
    "map's values changed": (s) =>
      s.additionalProperties?.type === "string" && set(s, { additionalProperties: { type: "integer" } }),
    // A whole number then fits two of them, and "exactly one" no longer holds.
    "oneOf variant that takes in another added": (s) =>
      s.oneOf?.some(({ type }: AnyJson) => type === "integer") && s.oneOf.push({ type: "number" }),
    "not changed": (s) => "not" in s && set(s, { not: { enum: ["Olympic"] } }),
  },
};

/** Changes of schemas, each once in a request and once in a response. */
export const schemaChanges: Operator[] = (Object.keys(TABLE) as (keyof typeof TABLE)[]).flatMap((effect) =>
  Object.entries(TABLE[effect]).flatMap(([name, edit]) => [
    schemaOperator("request", EFFECTS[effect].request, name, edit),
    schemaOperator("response", EFFECTS[effect].response, name, edit),
  ]),
);

/** Makes an operator that changes the first schema that it applies to, in a request or a response. */
export function schemaOperator(
  direction: "request" | "response",
  level: Level,
  name: string,
  edit: SchemaEdit,
): Operator {
  return operator(direction, { level }, `${direction}: ${name}`, (document) => editSchema(document, direction, edit));
}

function isOpenText(schema: AnyJson, keyword: string): boolean {
  return of(schema, "string", keyword, "enum", "format", "pattern");
}

function isAnyObject(schema: AnyJson): boolean {
  return isPlainObject(schema, "properties", "additionalProperties");
}

function makeExclusive(keyword: string, exclusive: string): SchemaEdit {
  return (s, is31) => {
    if (!(keyword in s) || exclusive in s) return false;
    return set(s, { [exclusive]: is31 ? s[keyword] : true }) && (!is31 || drop(s, keyword));
  };
}

function makeInclusive(s: AnyJson, is31: boolean): boolean {
  if (is31 && "exclusiveMinimum" in s) set(s, { minimum: s.exclusiveMinimum });
  return drop(s, "exclusiveMinimum");
}

function rejectNull(s: AnyJson): boolean {
  if (Array.isArray(s.type)) {
    return (
      s.type.length === 2 && s.type.includes("null") && set(s, { type: s.type.find((type: string) => type !== "null") })
    );
  }
  return s.type !== undefined && s.nullable === true && drop(s, "nullable");
}
