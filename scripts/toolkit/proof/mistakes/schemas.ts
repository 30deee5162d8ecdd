import { at, type WrongOperator, wrong } from "./operator.js";
import { isNewer, isType, type Loose, schemaOfType, schemas } from "./places.js";

const set = (name: string, rule: string, type: string, members: object): WrongOperator =>
  wrong(name, rule, (document) => at(schemaOfType(document, type), (schema) => Object.assign(schema, members)));
const setAtEnum = (name: string, rule: string, change: (schema: Loose) => void): WrongOperator =>
  wrong(name, rule, (document) =>
    at(
      schemas(document).find(({ enum: values }) => values),
      change,
    ),
  );

/** Keywords that are wrong by themselves, or for their type. */
export const schemaMistakes: WrongOperator[] = [
  set("a pattern with an open group", "atlas/valid-pattern", "string", { pattern: "([a-z" }),
  set("a pattern of another language", "atlas/valid-pattern", "string", { pattern: "(?P<year>[0-9]+)" }),
  set("a default of another type", "atlas/values-fit-schema", "boolean", { default: "yes" }),
  set("a default over the maximum", "atlas/values-fit-schema", "integer", { minimum: 1, maximum: 5, default: 9 }),
  set("a default that breaks the pattern", "atlas/values-fit-schema", "string", { pattern: "^[a-z]+$", default: "A1" }),
  set("a default too large for its format", "atlas/values-fit-schema", "integer", {
    format: "int32",
    default: 2 ** 31,
  }),
  set("a default that is no list", "atlas/values-fit-schema", "array", { default: "none" }),
  set("an enum member that breaks the pattern", "atlas/values-fit-schema", "string", {
    pattern: "^[A-Z]+$",
    enum: ["ON", "off"],
  }),
  set("an enum member that is too long", "atlas/values-fit-schema", "string", { maxLength: 2, enum: ["ON", "OFF"] }),
  setAtEnum("a default that the enum lacks", "atlas/values-fit-schema", (schema) => {
    schema.default = "SOMETHING_ELSE";
  }),
  setAtEnum("an enum member of another type", "no-enum-type-mismatch", (schema) => schema.enum.push(42)),
  setAtEnum("an enum member twice", "no-duplicated-enum-values", (schema) => schema.enum.push(schema.enum[0])),
  setAtEnum("an enum that allOf refuses", "atlas/values-fit-schema", (schema) => {
    schema.allOf = [{ type: "string", enum: ["SOMETHING_ELSE"] }];
  }),
  wrong("a nullable enum without null", "atlas/values-fit-schema", (document) => {
    const place = isNewer(document) ? undefined : schemas(document).find((schema) => schema.enum && schema.type);
    return at(place, (schema) => {
      schema.nullable = true;
    });
  }),
  set("a length on a number", "atlas/keyword-fits-type", "integer", { minLength: 1 }),
  set("a pattern on a boolean", "atlas/keyword-fits-type", "boolean", { pattern: "^true$" }),
  set("properties on a string", "atlas/keyword-fits-type", "string", { properties: { a: { type: "string" } } }),
  set("items on an object", "atlas/keyword-fits-type", "object", { items: { type: "string" } }),
  set("a minimum on a string", "atlas/keyword-fits-type", "string", { minimum: 1 }),
  set("a date on a whole number", "atlas/keyword-fits-type", "integer", { format: "date-time" }),
  set("a number's format on a string", "atlas/keyword-fits-type", "string", { format: "int32" }),
  set("a misspelt format", "atlas/known-format", "string", { format: "datetime" }),
  set("both read-only and write-only", "atlas/no-read-and-write-only", "boolean", { readOnly: true, writeOnly: true }),
  set("a misspelt type", "struct", "string", { type: "strng" }),
  set("a misspelt keyword", "struct", "string", { patern: "^a$" }),
  set("a broken number of items", "struct", "array", { maxItems: 1.5 }),
  set("a number where a keyword takes a list", "struct", "object", { required: 1 }),
  set("properties of an array", "no-schema-type-mismatch", "array", { properties: { a: { type: "string" } } }),
  set("a required member that doesn't exist", "no-required-schema-properties-undefined", "object", {
    required: ["nowhere"],
  }),
  set("an object over string enums", "atlas/satisfiable-schema", "object", {
    oneOf: [
      { type: "string", enum: ["M10", "M20"] },
      { type: "string", enum: ["M20", "M30"] },
    ],
  }),
  set("alternatives with a value in common", "atlas/satisfiable-schema", "string", {
    oneOf: [
      { type: "string", enum: ["M10", "M20"] },
      { type: "string", enum: ["M20", "M30"] },
    ],
  }),
  set("allOf of two types", "atlas/satisfiable-schema", "string", { allOf: [{ type: "integer" }] }),
  set("the same alternative twice", "no-illogical-composition-keywords", "string", {
    anyOf: [{ minLength: 3 }, { minLength: 3 }],
  }),
  wrong("a keyword of the other version", "struct", (document) =>
    at(schemaOfType(document, "string"), (schema) => {
      if (isNewer(document)) schema.nullable = true;
      else schema.type = ["string", "null"];
    }),
  ),
  wrong("a bound in the other version's spelling", "struct", (document) =>
    at(schemaOfType(document, "integer"), (schema) => {
      Object.assign(schema, { minimum: 1, exclusiveMinimum: isNewer(document) ? true : 1 });
    }),
  ),
  wrong("an array without items", "atlas/array-has-items", (document) =>
    at(
      schemas(document).find((schema) => isType(schema, "array") && schema.items),
      (schema) => {
        delete schema.items;
      },
    ),
  ),
];
