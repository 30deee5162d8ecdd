import { isObject, type JsonObject } from "../../description/index.js";
import type { Level } from "../../diff/index.js";
import { type Operator, schemaOperator } from "./change.js";
import { list, member } from "./change-places.js";
import type { SchemaPlace } from "./find-schema.js";

type Fits = (schema: JsonObject, place: SchemaPlace) => boolean;
type Edit = (schema: JsonObject, place: SchemaPlace) => void;

/** A change of a schema, and whether fewer values fit afterwards, more, or others. */
type Row = [name: string, effect: "narrowed" | "widened" | "both", fits: Fits, edit: Edit, answer?: Level];

const has =
  (...keywords: string[]): Fits =>
  (schema) =>
    keywords.every((keyword) => keyword in schema);
const of =
  (type: string, ...absent: string[]): Fits =>
  (schema) =>
    [schema.type].flat()[0] === type && absent.every((keyword) => !(keyword in schema));
const both =
  (...tests: Fits[]): Fits =>
  (schema, place) =>
    tests.every((test) => test(schema, place));
const modern =
  (fits: Fits): Fits =>
  (schema, place) =>
    place.modern && fits(schema, place);
const plainText = of("string", "enum", "const", "format", "pattern");
const set =
  (values: JsonObject): Edit =>
  (schema) => {
    Object.assign(schema, values);
  };
const drop =
  (...keywords: string[]): Edit =>
  (schema) => {
    for (const keyword of keywords) delete schema[keyword];
  };
const add =
  (keyword: string, by: number): Edit =>
  (schema) => {
    schema[keyword] = Number(schema[keyword]) + by;
  };
const isNullable: Fits = (schema) =>
  (typeof schema.type === "string" && schema.nullable === true) ||
  (Array.isArray(schema.type) && schema.type.length === 2 && schema.type.includes("null"));
const isPlainType: Fits = (schema) => typeof schema.type === "string" && schema.nullable !== true;
const isOpen: Fits = (schema) => isPlainType(schema, {} as SchemaPlace) && schema.type === "object";
const hasOptional: Fits = (schema) => optionalOf(schema) !== undefined;
const optionalOf = (schema: JsonObject) =>
  Object.keys(member(schema, "properties")).find((name) => {
    const inner = member(schema, "properties")[name];
    const shown = isObject(inner) && !("readOnly" in inner) && !("writeOnly" in inner) && !("$ref" in inner);
    return shown && !list(schema, "required").includes(name);
  });
const requiredOf = (schema: JsonObject) =>
  list(schema, "required").find((name) => {
    const inner = member(schema, "properties")[String(name)];
    return isObject(inner) && !("readOnly" in inner) && !("writeOnly" in inner) && !("$ref" in inner);
  });

const STRINGS: Row[] = [
  ["minLength raised", "narrowed", has("minLength"), add("minLength", 1)],
  ["minLength lowered", "widened", (schema) => Number(schema.minLength) > 0, add("minLength", -1)],
  ["minLength added", "narrowed", of("string", "minLength", "enum", "format", "pattern"), set({ minLength: 3 })],
  ["minLength removed", "widened", (schema) => Number(schema.minLength) > 0, drop("minLength")],
  ["maxLength lowered", "narrowed", has("maxLength"), add("maxLength", -1)],
  ["maxLength raised", "widened", has("maxLength"), add("maxLength", 1)],
  ["maxLength added", "narrowed", of("string", "maxLength", "enum", "format", "pattern"), set({ maxLength: 5 })],
  ["maxLength removed", "widened", has("maxLength"), drop("maxLength")],
  ["pattern added", "narrowed", plainText, set({ pattern: "^[a-z]+$" })],
  ["pattern removed", "widened", has("pattern"), drop("pattern")],
  ["pattern changed", "both", has("pattern"), set({ pattern: "^[0-9]{2}$" })],
  ["format added", "narrowed", plainText, set({ format: "uuid" })],
  ["format removed", "widened", both(of("string"), has("format")), drop("format")],
  ["format changed", "both", both(of("string"), has("format")), set({ format: "email" })],
  ["enum value removed", "narrowed", (s) => list(s, "enum").length > 1, (s) => list(s, "enum").pop(), "dangerous"],
  ["enum value added", "widened", both(of("string"), has("enum")), (schema) => list(schema, "enum").push("brand-new")],
  [
    "enum value replaced",
    "both",
    (schema) => list(schema, "enum").length > 1,
    (schema) => list(schema, "enum").splice(0, 1, "other"),
  ],
  ["enum added", "narrowed", plainText, set({ enum: ["one", "two"] })],
  ["enum removed", "widened", both(of("string"), has("enum")), drop("enum")],
  ["const added", "narrowed", modern(plainText), set({ const: "one" })],
  ["const removed", "widened", modern(has("const")), drop("const")],
  ["const changed", "both", modern(has("const")), set({ const: "another" })],
];

const NUMBERS: Row[] = [
  ["minimum raised", "narrowed", has("minimum"), add("minimum", 1)],
  ["minimum lowered", "widened", has("minimum"), add("minimum", -1)],
  ["minimum removed", "widened", has("minimum"), drop("minimum", "exclusiveMinimum")],
  ["maximum lowered", "narrowed", has("maximum"), add("maximum", -1)],
  ["maximum raised", "widened", has("maximum"), add("maximum", 1)],
  ["maximum added", "narrowed", of("integer", "maximum", "exclusiveMaximum", "enum"), set({ maximum: 100 })],
  ["minimum made exclusive", "narrowed", both(has("minimum"), (s) => !("exclusiveMinimum" in s)), exclusive("minimum")],
  ["maximum made exclusive", "narrowed", both(has("maximum"), (s) => !("exclusiveMaximum" in s)), exclusive("maximum")],
  ["exclusiveMinimum made inclusive", "widened", has("exclusiveMinimum"), inclusive],
  ["multipleOf added", "narrowed", of("integer", "multipleOf", "enum"), set({ multipleOf: 7 })],
  ["multipleOf removed", "widened", has("multipleOf"), drop("multipleOf")],
  [
    "multipleOf made finer",
    "widened",
    has("multipleOf"),
    (s) => set({ multipleOf: Number(s.multipleOf) / 2 })(s, {} as SchemaPlace),
  ],
  ["integer became number", "widened", both(of("integer", "format"), isPlainType), set({ type: "number" })],
  ["number became integer", "narrowed", both(of("number", "format"), isPlainType), set({ type: "integer" })],
  ["int32 became int64", "widened", (schema) => schema.format === "int32", set({ format: "int64" })],
];

const TYPES: Row[] = [
  ["string became integer", "both", both(plainText, isPlainType), set({ type: "integer" })],
  ["string became array", "both", both(plainText, isPlainType), set({ type: "array", items: { type: "string" } })],
  ["null admitted", "widened", both(plainText, isPlainType), nullable],
  ["null refused", "narrowed", isNullable, notNullable],
  ["type removed", "widened", both(plainText, isPlainType), drop("type")],
  ["second type admitted", "widened", modern(both(plainText, isPlainType)), set({ type: ["string", "integer"] })],
];

const ARRAYS: Row[] = [
  ["minItems raised", "narrowed", has("minItems"), add("minItems", 1)],
  ["minItems removed", "widened", has("minItems"), drop("minItems")],
  ["maxItems lowered", "narrowed", has("maxItems"), add("maxItems", -1)],
  ["maxItems raised", "widened", has("maxItems"), add("maxItems", 1)],
  ["maxItems added", "narrowed", of("array", "maxItems"), set({ maxItems: 4 })],
  ["uniqueItems added", "narrowed", of("array", "uniqueItems"), set({ uniqueItems: true })],
  ["uniqueItems removed", "widened", (schema) => schema.uniqueItems === true, drop("uniqueItems")],
  [
    "items' type changed",
    "both",
    (s) => plainText(member(s, "items"), {} as SchemaPlace),
    set({ items: { type: "boolean" } }),
  ],
  [
    "prefixItems added",
    "narrowed",
    modern((s) => s.type === "array" && member(s, "items").type === "string"),
    set({ prefixItems: [{ const: "first" }] }),
  ],
  ["contains added", "narrowed", modern(of("array", "contains")), set({ contains: { const: "needed" } })],
];

const OBJECTS: Row[] = [
  [
    "member became required",
    "narrowed",
    hasOptional,
    (s) => set({ required: [...list(s, "required"), optionalOf(s)] })(s, {} as SchemaPlace),
  ],
  ["member no longer required", "widened", (schema) => requiredOf(schema) !== undefined, unrequire],
  [
    "object closed",
    "narrowed",
    both(isOpen, hasOptional, (s) => !("additionalProperties" in s)),
    set({ additionalProperties: false }),
  ],
  ["object opened", "widened", (schema) => schema.additionalProperties === false, drop("additionalProperties")],
  [
    "map's values typed",
    "narrowed",
    both(isOpen, (s) => !("properties" in s || "additionalProperties" in s)),
    set({ additionalProperties: { type: "string" } }),
  ],
  [
    "map's values changed",
    "both",
    (s) => member(s, "additionalProperties").type === "string",
    set({ additionalProperties: { type: "integer" } }),
  ],
  ["minProperties added", "narrowed", of("object", "minProperties"), set({ minProperties: 2 })],
  ["maxProperties added", "narrowed", of("object", "maxProperties"), set({ maxProperties: 2 })],
  ["maxProperties removed", "widened", has("maxProperties"), drop("maxProperties")],
  [
    "propertyNames added",
    "narrowed",
    modern(has("additionalProperties")),
    set({ propertyNames: { pattern: "^[a-z]$" } }),
  ],
  [
    "patternProperties added",
    "narrowed",
    modern(both(isOpen, (s) => !("properties" in s || "additionalProperties" in s))),
    set({ patternProperties: { "^x": { type: "integer" } } }),
  ],
  [
    "dependentRequired added",
    "narrowed",
    modern(of("object", "dependentRequired")),
    set({ dependentRequired: { one: ["two"] } }),
  ],
];

const COMPOSITION: Row[] = [
  [
    "oneOf variant added",
    "widened",
    has("oneOf"),
    (schema) => list(schema, "oneOf").push({ type: "array", items: {} }),
  ],
  [
    // A whole number then fits two of them, and "exactly one" no longer holds.
    "oneOf variant that takes in another added",
    "both",
    (schema) => list(schema, "oneOf").some((variant) => isObject(variant) && variant.type === "integer"),
    (schema) => list(schema, "oneOf").push({ type: "number" }),
  ],
  [
    "oneOf variant removed",
    "narrowed",
    (s) => list(s, "oneOf").length > 2,
    (s) => list(s, "oneOf").splice(0, 1),
    "dangerous",
  ],
  ["anyOf variant added", "widened", has("anyOf"), (schema) => list(schema, "anyOf").push({ type: "boolean" })],
  [
    "anyOf variant removed",
    "narrowed",
    (s) => list(s, "anyOf").length > 2,
    (s) => list(s, "anyOf").splice(0, 1),
    "dangerous",
  ],
  [
    "allOf part added",
    "narrowed",
    has("allOf"),
    (s) => list(s, "allOf").push({ type: "object", required: ["other"], properties: { other: { type: "string" } } }),
  ],
  ["not added", "narrowed", plainText, set({ not: { enum: ["forbidden"] } })],
  ["not changed", "both", has("not"), set({ not: { enum: ["Olympic"] } })],
  ["not removed", "widened", has("not"), drop("not")],
  [
    "if and then added",
    "narrowed",
    modern(of("object", "if")),
    set(Object.fromEntries(["if", "then"].map((keyword) => [keyword, { required: [`of ${keyword}`] }]))),
  ],
];

/** Changes of schemas, each once in a request and once in an answer. */
export const constraintChanges: Operator[] = [STRINGS, NUMBERS, TYPES, ARRAYS, OBJECTS, COMPOSITION]
  .flat()
  .flatMap(([name, effect, fits, edit, answer = "compatible"]) => [
    schemaOperator("request", effect === "widened" ? "compatible" : "breaking", `request: ${name}`, fits, edit),
    schemaOperator("response", effect === "narrowed" ? answer : "breaking", `response: ${name}`, fits, edit),
  ]);

function exclusive(keyword: "minimum" | "maximum"): Edit {
  const name = keyword.replace("m", "exclusiveM");
  return (schema, { modern: isModern }) => {
    schema[name] = isModern ? schema[keyword] : true;
    if (isModern) delete schema[keyword];
  };
}

function inclusive(schema: JsonObject, { modern: isModern }: SchemaPlace): void {
  if (isModern) schema.minimum = schema.exclusiveMinimum;
  delete schema.exclusiveMinimum;
}

function nullable(schema: JsonObject, { modern: isModern }: SchemaPlace): void {
  if (isModern) schema.type = [schema.type, "null"];
  else schema.nullable = true;
}

function notNullable(schema: JsonObject): void {
  if (Array.isArray(schema.type)) schema.type = schema.type.find((type) => type !== "null");
  delete schema.nullable;
}

function unrequire(schema: JsonObject): void {
  const name = requiredOf(schema);
  const rest = list(schema, "required").filter((other) => other !== name);
  if (rest.length > 0) schema.required = rest;
  else delete schema.required;
}
