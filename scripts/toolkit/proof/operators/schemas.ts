import { type AnyJson, type Edit, type Operator, operators } from "./operator.js";
import { isModern, partsOf, SIDES } from "./parts.js";

// Whether fewer values are valid afterwards, more, or others: what that is in a request, and in a response.
const EFFECTS = {
  narrowed: { request: "breaking", response: "compatible" },
  /** Narrowed by a value that a consumer may wait for. */
  withdrawn: { request: "breaking", response: "dangerous" },
  widened: { request: "compatible", response: "breaking" },
  both: { request: "breaking", response: "breaking" },
} as const;

type SchemaEdit = (schema: AnyJson) => unknown;

const LIMITS = ["minLength", "minimum", "minItems", "maxLength", "maximum", "maxItems"];
const PLAIN = ["enum", "const", "format", "pattern"];

/** Whether a schema is of a type first of all, without some keywords. */
const of = (schema: AnyJson, type: string, ...absent: string[]) =>
  [schema.type].flat()[0] === type && absent.every((keyword) => !(keyword in schema));
const isPlainType = (schema: AnyJson) => typeof schema.type === "string" && schema.nullable !== true;
const isPlainString = (schema: AnyJson) => of(schema, "string", ...PLAIN) && isPlainType(schema);
const isAnyObject = (schema: AnyJson) =>
  isPlainType(schema) && of(schema, "object", "properties", "additionalProperties");

/** Adds keywords to the schemas of a type that have neither these nor some others. */
const added =
  (type: string, keywords: object, ...absent: string[]): SchemaEdit =>
  (schema) =>
    of(schema, type, ...Object.keys(keywords), ...absent) && keywords;
/** Only in OpenAPI 3.1, whose schemas are JSON Schema 2020-12. */
const modern =
  (edit: SchemaEdit): Edit =>
  (schema, { document }) =>
    isModern(document) && edit(schema);

const lowest = (keyword: string) => (keyword === "minimum" ? Number.NEGATIVE_INFINITY : 0);
/** Each limit moved, so that fewer values are valid or more. */
const movedLimits = (narrower: boolean): Record<string, SchemaEdit> =>
  Object.fromEntries(
    LIMITS.map((keyword) => {
      const isRaised = keyword.startsWith("min") === narrower;
      const moved = (schema: AnyJson) => schema[keyword] + (isRaised ? 1 : -1);
      return [
        `${keyword} ${isRaised ? "raised" : "lowered"}`,
        (schema) => moved(schema) >= lowest(keyword) && { [keyword]: moved(schema) },
      ];
    }),
  );
const removedLimits: Record<string, SchemaEdit> = Object.fromEntries(
  LIMITS.map((keyword) => [
    `${keyword} removed`,
    (schema) =>
      (keyword.startsWith("max") || schema[keyword] > lowest(keyword)) && {
        [keyword]: undefined,
        [keyword.replace("m", "exclusiveM")]: undefined,
      },
  ]),
);

const requiring = (schema: AnyJson, required: boolean): string | undefined =>
  Object.keys(schema.properties ?? {}).find(
    (name) =>
      ["readOnly", "writeOnly", "$ref"].every((keyword) => !(keyword in schema.properties[name])) &&
      (schema.required ?? []).includes(name) === required,
  );
// Not written out: an object with a `then` could be taken for a promise.
const CONDITION = Object.fromEntries(["if", "then"].map((keyword) => [keyword, { required: [`of ${keyword}`] }]));
const OTHER = { type: "object", required: ["other"], properties: { other: { type: "string" } } };
/** All alternatives but the first, where two remain. */
const shortened =
  (keyword: string): SchemaEdit =>
  (schema) =>
    schema[keyword]?.length > 2 && { [keyword]: schema[keyword].slice(1) };
const lengthened =
  (keyword: string, item: unknown): SchemaEdit =>
  (schema) =>
    schema[keyword] && { [keyword]: [...schema[keyword], item] };

const madeExclusive =
  (keyword: string, exclusive: string): Edit =>
  (schema, { document }) => {
    if (!(keyword in schema) || exclusive in schema) return false;
    return isModern(document) ? { [keyword]: undefined, [exclusive]: schema[keyword] } : { [exclusive]: true };
  };

const TABLE: Record<keyof typeof EFFECTS, Record<string, Edit>> = {
  narrowed: {
    ...movedLimits(true),
    "minLength added": added("string", { minLength: 3 }, ...PLAIN),
    "maxLength added": added("string", { maxLength: 5 }, ...PLAIN),
    "pattern added": added("string", { pattern: "^[a-z]+$" }, ...PLAIN),
    "format added": added("string", { format: "uuid" }, ...PLAIN),
    "enum added": added("string", { enum: ["one", "two"] }, ...PLAIN),
    "const added": modern(added("string", { const: "one" }, ...PLAIN)),
    "maximum added": added("integer", { maximum: 100 }, "exclusiveMaximum", "enum"),
    "minimum made exclusive": madeExclusive("minimum", "exclusiveMinimum"),
    "maximum made exclusive": madeExclusive("maximum", "exclusiveMaximum"),
    "multipleOf added": added("integer", { multipleOf: 7 }, "enum"),
    "number became integer": (s) => of(s, "number", "format") && isPlainType(s) && { type: "integer" },
    "null rejected": (s) =>
      Array.isArray(s.type)
        ? s.type.length === 2 && s.type.includes("null") && { type: s.type.find((type: string) => type !== "null") }
        : s.type && s.nullable && { nullable: undefined },
    "maxItems added": added("array", { maxItems: 4 }),
    "uniqueItems added": added("array", { uniqueItems: true }),
    "prefixItems added": modern((s) => s.items?.type === "string" && { prefixItems: [{ const: "first" }] }),
    "contains added": modern(added("array", { contains: { const: "needed" } })),
    "property became required": (s) =>
      requiring(s, false) && { required: [...(s.required ?? []), requiring(s, false)] },
    "object closed": (s) =>
      isPlainType(s) && requiring(s, false) && added("object", { additionalProperties: false })(s),
    "map's values typed": (s) => isAnyObject(s) && { additionalProperties: { type: "string" } },
    "minProperties added": added("object", { minProperties: 2 }),
    "maxProperties added": added("object", { maxProperties: 2 }),
    "propertyNames added": modern((s) => "additionalProperties" in s && { propertyNames: { pattern: "^[a-z]$" } }),
    "patternProperties added": modern((s) => isAnyObject(s) && { patternProperties: { "^x": { type: "integer" } } }),
    "dependentRequired added": modern(added("object", { dependentRequired: { one: ["two"] } })),
    "allOf part added": lengthened("allOf", OTHER),
    "not added": added("string", { not: { enum: ["forbidden"] } }, ...PLAIN),
    "if and then added": modern(added("object", CONDITION)),
  },
  withdrawn: {
    "enum value removed": (s) => s.enum?.length > 1 && { enum: s.enum.slice(0, -1) },
    "oneOf variant removed": shortened("oneOf"),
    "anyOf variant removed": shortened("anyOf"),
  },
  widened: {
    ...movedLimits(false),
    ...removedLimits,
    "pattern removed": { pattern: undefined },
    "format removed": (s) => of(s, "string") && { format: undefined },
    "enum value added": (s) => of(s, "string") && lengthened("enum", "brand-new")(s),
    "enum removed": (s) => of(s, "string") && { enum: undefined },
    "const removed": modern(() => ({ const: undefined })),
    "exclusiveMinimum made inclusive": (s) => ({
      ...(typeof s.exclusiveMinimum === "number" && { minimum: s.exclusiveMinimum }),
      exclusiveMinimum: undefined,
    }),
    "multipleOf removed": { multipleOf: undefined },
    "multipleOf made finer": (s) => s.multipleOf && { multipleOf: s.multipleOf / 2 },
    "integer became number": (s) => of(s, "integer", "format") && isPlainType(s) && { type: "number" },
    "int32 became int64": (s) => s.format === "int32" && { format: "int64" },
    "null admitted": (s, { document }) =>
      isPlainString(s) && (isModern(document) ? { type: [s.type, "null"] } : { nullable: true }),
    "type removed": (s) => isPlainString(s) && { type: undefined },
    "second type admitted": modern((s) => isPlainString(s) && { type: ["string", "integer"] }),
    "uniqueItems removed": (s) => s.uniqueItems === true && { uniqueItems: undefined },
    "property no longer required": (s) => {
      const name = requiring(s, true);
      const rest = s.required?.filter((other: string) => other !== name);
      return name !== undefined && { required: rest.length > 0 ? rest : undefined };
    },
    "object opened": (s) => s.additionalProperties === false && { additionalProperties: undefined },
    "maxProperties removed": { maxProperties: undefined },
    "oneOf variant added": lengthened("oneOf", { type: "array", items: {} }),
    "anyOf variant added": lengthened("anyOf", { type: "boolean" }),
    "not removed": { not: undefined },
  },
  both: {
    "pattern changed": (s) => "pattern" in s && { pattern: "^[0-9]{2}$" },
    "format changed": (s) => of(s, "string") && "format" in s && { format: "email" },
    "enum value replaced": (s) => s.enum?.length > 1 && { enum: ["other", ...s.enum.slice(1)] },
    "const changed": modern((s) => "const" in s && { const: "another" }),
    "string became integer": (s) => isPlainString(s) && { type: "integer" },
    "string became array": (s) => isPlainString(s) && { type: "array", items: { type: "string" } },
    "items' type changed": (s) => s.items && of(s.items, "string", ...PLAIN) && { items: { type: "boolean" } },
    "map's values changed": (s) =>
      s.additionalProperties?.type === "string" && { additionalProperties: { type: "integer" } },
    // Of the properties that the pattern fits, the values are others than before.
    "patternProperties added to a map": modern(
      (s) => s.additionalProperties?.type === "string" && { patternProperties: { "^x": { type: "integer" } } },
    ),
    // A whole number is then valid by two of them, and "exactly one" no longer holds.
    "oneOf variant that takes in another added": (s) =>
      s.oneOf?.some(({ type }: AnyJson) => type === "integer") && lengthened("oneOf", { type: "number" })(s),
    "not changed": (s) => "not" in s && { not: { enum: ["Olympic"] } },
  },
};

/** Changes of schemas, each once in a request and once in a response. */
export const schemaChanges: Operator[] = SIDES.flatMap((side) =>
  Object.entries(EFFECTS).flatMap(([effect, levels]) =>
    operators(side, partsOf("schema", side), { [levels[side]]: TABLE[effect as keyof typeof EFFECTS] }),
  ),
);
