import { type AnyJson, type Edit, type Operator, operators, type Part } from "./operator.js";
import { bodySchemas, isModern, only, partsIn, partsOf, resolve } from "./parts.js";

const SIZES = [
  { type: "string", enum: ["M10", "M20"] },
  { type: "string", enum: ["M20", "M30"] },
];

const ofType = (type: string) =>
  only(bodySchemas, ({ value }) => [value.type].flat().includes(type) && !value.enum && !value.default);
const bodySchemasWith = (fits: (schema: AnyJson) => unknown) => only(bodySchemas, ({ value }) => fits(value));
const requestObjects = only(partsOf("schema", "request"), ({ value }) => value.properties);
// In OpenAPI 3.0, `required` holds for the one direction in which a property travels.
const inModern = (find: (document: AnyJson) => Iterable<Part>) => only(find, ({ document }) => isModern(document));
const components = (document: AnyJson) =>
  partsIn(document, document.components?.schemas).filter(({ value }) => value.type === "object");

/** Adds a property, which is required or not. */
const added =
  (name: string, property: object, isRequired = false) =>
  ({ properties, required = [] }: AnyJson) => ({
    properties: { ...properties, [name]: property },
    ...(isRequired && { required: [...required, name] }),
  });
const mapped =
  (entry: (mapping: AnyJson, document: AnyJson) => object): Edit =>
  ({ discriminator }, { document }) => ({
    discriminator: {
      ...discriminator,
      mapping: { ...discriminator.mapping, ...entry(discriminator.mapping, document) },
    },
  });
const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Schemas that are wrong: by themselves, for their type, and between each other. */
export const schemaMistakes: Operator[] = [
  ...operators("mistake", ofType("string"), {
    "atlas/valid-pattern": {
      "a pattern with an open group": { pattern: "([a-z" },
      "a pattern of another language": { pattern: "(?P<year>[0-9]+)" },
    },
    "atlas/values-fit-schema": {
      "a default that breaks the pattern": { pattern: "^[a-z]+$", default: "A1" },
      "an enum value that breaks the pattern": { pattern: "^[A-Z]+$", enum: ["ON", "off"] },
      "an enum value that is too long": { maxLength: 2, enum: ["ON", "OFF"] },
    },
    "atlas/keyword-fits-type": {
      "properties on a string": { properties: { a: { type: "string" } } },
      "a minimum on a string": { minimum: 1 },
      "a number's format on a string": { format: "int32" },
    },
    "atlas/known-format": { "a misspelt format": { format: "datetime" } },
    struct: {
      "a misspelt type": { type: "strng" },
      "a misspelt keyword": { patern: "^a$" },
      "a keyword of the other version": (_, { document }) =>
        isModern(document) ? { nullable: true } : { type: ["string", "null"] },
    },
    "atlas/satisfiable-schema": {
      "alternatives with a value in common": { oneOf: SIZES },
      "allOf of two types": { allOf: [{ type: "integer" }] },
    },
    "no-illogical-composition-keywords": {
      "the same alternative twice": { anyOf: [{ minLength: 3 }, { minLength: 3 }] },
    },
    "atlas/coherent-bounds": {
      "minLength over maxLength": { minLength: 5, maxLength: 4 },
      "a negative length": { minLength: -1 },
      "bounds that conflict across allOf": { minLength: 9, allOf: [{ type: "string", maxLength: 3 }] },
    },
  }),
  ...operators("mistake", ofType("integer"), {
    "atlas/values-fit-schema": {
      "a default over the maximum": { minimum: 1, maximum: 5, default: 9 },
      "a default too large for its format": { format: "int32", default: 2 ** 31 },
    },
    "atlas/keyword-fits-type": {
      "a length on a number": { minLength: 1 },
      "a date on a whole number": { format: "date-time" },
    },
    struct: {
      "a bound in the other version's spelling": (_, { document }) => ({
        minimum: 1,
        exclusiveMinimum: isModern(document) ? true : 1,
      }),
    },
    "atlas/coherent-bounds": {
      "minimum over maximum": { minimum: 5, maximum: 4 },
      "no whole number in the range": { minimum: 1.2, maximum: 1.8 },
      "multipleOf zero": { multipleOf: 0 },
      "an exclusive bound that meets the other": (_, { document }) => ({
        maximum: 4,
        ...(isModern(document) ? { exclusiveMinimum: 4 } : { minimum: 4, exclusiveMinimum: true }),
      }),
    },
  }),
  ...operators("mistake", ofType("boolean"), {
    "atlas/values-fit-schema": { "a default of another type": { default: "yes" } },
    "atlas/keyword-fits-type": { "a pattern on a boolean": { pattern: "^true$" } },
    "atlas/no-read-and-write-only": { "both read-only and write-only": { readOnly: true, writeOnly: true } },
  }),
  ...operators("mistake", ofType("array"), {
    "atlas/values-fit-schema": { "a default that is not a list": { default: "none" } },
    struct: { "a broken number of items": { maxItems: 1.5 } },
    "no-schema-type-mismatch": { "properties of an array": { properties: { a: { type: "string" } } } },
    "atlas/coherent-bounds": { "minItems over maxItems": { minItems: 5, maxItems: 4 } },
    "atlas/array-has-items": { "an array without items": { items: undefined } },
  }),
  ...operators("mistake", ofType("object"), {
    "atlas/keyword-fits-type": { "items on an object": { items: { type: "string" } } },
    struct: { "a number where a keyword takes a list": { required: 1 } },
    "no-required-schema-properties-undefined": { "a required property that doesn't exist": { required: ["nowhere"] } },
    "atlas/satisfiable-schema": { "an object over string enums": { oneOf: SIZES } },
    "atlas/coherent-bounds": { "minProperties over maxProperties": { minProperties: 5, maxProperties: 4 } },
    "atlas/partial-schema": {
      "a mark of a chosen part that the description doesn't mention": { "x-partial": true },
    },
  }),
  ...operators(
    "mistake",
    bodySchemasWith((schema) => schema["x-partial"]),
    {
      "atlas/partial-schema": { "a chosen part that isn't marked": { "x-partial": undefined } },
    },
  ),
  ...operators(
    "mistake",
    bodySchemasWith((schema) => schema.enum),
    {
      "atlas/values-fit-schema": {
        "a default that the enum lacks": { default: "SOMETHING_ELSE" },
        "an enum that allOf rejects": { allOf: [{ type: "string", enum: ["SOMETHING_ELSE"] }] },
        "a nullable enum without null": ({ type }, { document }) => !isModern(document) && type && { nullable: true },
      },
      "no-enum-type-mismatch": { "an enum value of another type": (schema) => ({ enum: [...schema.enum, 42] }) },
      "no-duplicated-enum-values": {
        "an enum value twice": (schema) => ({ enum: [...schema.enum, schema.enum[0]] }),
      },
    },
  ),
  ...operators("mistake", inModern(requestObjects), {
    "atlas/no-required-one-way": {
      "a required read-only property in a request": added("stamp", { type: "string", readOnly: true }, true),
      "a read-only property that another part of the schema requires": ({ properties, allOf = [] }) => ({
        properties: { ...properties, stamp: { type: "string", readOnly: true } },
        allOf: [...allOf, { required: ["stamp"] }],
      }),
    },
  }),
  ...operators("mistake", inModern(only(partsOf("schema", "response"), ({ value }) => value.properties)), {
    "atlas/no-required-one-way": {
      "a required write-only property in a response": added("secret", { type: "string", writeOnly: true }, true),
    },
  }),
  ...operators("mistake", components, {
    "atlas/no-endless-schema": {
      "a schema that contains itself through allOf": (_, { key }) => ({ allOf: [refTo(key)] }),
      "a cycle of two through allOf": (_, { key, holder }) => {
        holder.Detour = { allOf: [refTo(key)] };
        return { allOf: [refTo("Detour")] };
      },
      "a required property of its own kind": (schema, { key }) => added("parent", refTo(key), true)(schema),
    },
  }),
  ...operators("mistake", requestObjects, {
    "no-unresolved-refs": { "a reference that leads nowhere": added("lost", refTo("Nowhere")) },
    "atlas/no-external-ref": {
      "a reference to a URL": added("remote", { $ref: "http://127.0.0.1:1/schemas.yaml#/Remote" }),
      "a reference out of the folder": added("outside", { $ref: "../../elsewhere.yaml#/Outside" }),
    },
  }),
  ...operators(
    "mistake",
    bodySchemasWith(({ discriminator, oneOf }) => discriminator?.mapping && oneOf),
    {
      "atlas/discriminator-fits": {
        "an alternative without the discriminator's property": ({ discriminator }) => ({
          discriminator: { ...discriminator, propertyName: "nowhere" },
        }),
        "an alternative that doesn't require the discriminator's property": ({ oneOf: [first] }, { document }) =>
          delete resolve(document, first).required,
        "a mapping to a schema that is not an alternative": mapped((_, document) => ({
          STRANGER: refTo(components(document)[0]?.key ?? "").$ref,
        })),
        "a mapping of a value that the alternative rejects": mapped((mapping) => ({
          STRANGER: Object.values(mapping)[0],
        })),
      },
      "no-unresolved-refs": {
        "a mapping that leads nowhere": mapped((mapping) => ({
          [Object.keys(mapping)[0] ?? ""]: refTo("Nowhere").$ref,
        })),
      },
    },
  ),
];
