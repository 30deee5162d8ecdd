import { drop, isModern, isSuccess, requireToo, resolve, set } from "./edits.js";
import { below, mistakes, requestMedia, responseMedia, schemaOfType, schemas } from "./mistake.js";
import type { AnyJson, Operator } from "./operator.js";

const [VALUES, BOUNDS, FITS] = ["atlas/values-fit-schema", "atlas/coherent-bounds", "atlas/keyword-fits-type"];
const [ENDLESS, DISCRIMINATOR, ONE_WAY] = [
  "atlas/no-endless-schema",
  "atlas/discriminator-fits",
  "atlas/no-required-one-way",
];
const SIZES = [
  { type: "string", enum: ["M10", "M20"] },
  { type: "string", enum: ["M20", "M30"] },
];

/** A schema of the components that is in use, so that it can name itself. */
function named(document: AnyJson): { ref: string; schema: AnyJson } | undefined {
  const used = new Set(schemas(document));
  const [name, schema] =
    Object.entries<AnyJson>(document.components?.schemas ?? {}).find(
      ([, candidate]) => used.has(candidate) && candidate.type === "object",
    ) ?? [];
  return name === undefined ? undefined : { ref: `#/components/schemas/${name}`, schema };
}
const objectIn = (media: readonly AnyJson[], document: AnyJson) =>
  media.flatMap(({ schema }) => below(document, schema)).find(({ properties }) => properties);
const inRequest = (document: AnyJson) => objectIn(requestMedia(document), document);
// In 3.0, `required` holds for the one direction in which a property travels.
const whereBothWays = (find: (document: AnyJson) => AnyJson) => (document: AnyJson) =>
  isModern(document) ? find(document) : undefined;
const withDiscriminator = (document: AnyJson) =>
  schemas(document).find(({ discriminator, oneOf }) => discriminator?.mapping && oneOf);
const addProperty = (name: string, property: object) => (schema: AnyJson) =>
  set(schema.properties, { [name]: property });

/** Schemas that are wrong: by themselves, for their type, and between each other. */
export const schemaMistakes: Operator[] = [
  ...mistakes(schemaOfType("string"), {
    "atlas/valid-pattern": {
      "a pattern with an open group": { pattern: "([a-z" },
      "a pattern of another language": { pattern: "(?P<year>[0-9]+)" },
    },
    [VALUES]: {
      "a default that breaks the pattern": { pattern: "^[a-z]+$", default: "A1" },
      "an enum value that breaks the pattern": { pattern: "^[A-Z]+$", enum: ["ON", "off"] },
      "an enum value that is too long": { maxLength: 2, enum: ["ON", "OFF"] },
    },
    [FITS]: {
      "properties on a string": { properties: { a: { type: "string" } } },
      "a minimum on a string": { minimum: 1 },
      "a number's format on a string": { format: "int32" },
    },
    "atlas/known-format": { "a misspelt format": { format: "datetime" } },
    struct: {
      "a misspelt type": { type: "strng" },
      "a misspelt keyword": { patern: "^a$" },
      "a keyword of the other version": (schema, document) =>
        set(schema, isModern(document) ? { nullable: true } : { type: ["string", "null"] }),
    },
    "atlas/satisfiable-schema": {
      "alternatives with a value in common": { oneOf: SIZES },
      "allOf of two types": { allOf: [{ type: "integer" }] },
    },
    "no-illogical-composition-keywords": {
      "the same alternative twice": { anyOf: [{ minLength: 3 }, { minLength: 3 }] },
    },
    [BOUNDS]: {
      "minLength over maxLength": { minLength: 5, maxLength: 4 },
      "a negative length": { minLength: -1 },
      "bounds that conflict across allOf": { minLength: 9, allOf: [{ type: "string", maxLength: 3 }] },
    },
  }),
  ...mistakes(schemaOfType("integer"), {
    [VALUES]: {
      "a default over the maximum": { minimum: 1, maximum: 5, default: 9 },
      "a default too large for its format": { format: "int32", default: 2 ** 31 },
    },
    [FITS]: { "a length on a number": { minLength: 1 }, "a date on a whole number": { format: "date-time" } },
    struct: {
      "a bound in the other version's spelling": (schema, document) =>
        set(schema, { minimum: 1, exclusiveMinimum: isModern(document) ? true : 1 }),
    },
    [BOUNDS]: {
      "minimum over maximum": { minimum: 5, maximum: 4 },
      "no whole number in the range": { minimum: 1.2, maximum: 1.8 },
      "multipleOf zero": { multipleOf: 0 },
      "an exclusive bound that meets the other": (schema, document) =>
        set(schema, {
          maximum: 4,
          ...(isModern(document) ? { exclusiveMinimum: 4 } : { minimum: 4, exclusiveMinimum: true }),
        }),
    },
  }),
  ...mistakes(schemaOfType("boolean"), {
    [VALUES]: { "a default of another type": { default: "yes" } },
    [FITS]: { "a pattern on a boolean": { pattern: "^true$" } },
    "atlas/no-read-and-write-only": { "both read-only and write-only": { readOnly: true, writeOnly: true } },
  }),
  ...mistakes(schemaOfType("array"), {
    [VALUES]: { "a default that is not a list": { default: "none" } },
    struct: { "a broken number of items": { maxItems: 1.5 } },
    "no-schema-type-mismatch": { "properties of an array": { properties: { a: { type: "string" } } } },
    [BOUNDS]: { "minItems over maxItems": { minItems: 5, maxItems: 4 } },
  }),
  ...mistakes(schemaOfType("object"), {
    [FITS]: { "items on an object": { items: { type: "string" } } },
    struct: { "a number where a keyword takes a list": { required: 1 } },
    "no-required-schema-properties-undefined": { "a required property that doesn't exist": { required: ["nowhere"] } },
    "atlas/satisfiable-schema": { "an object over string enums": { oneOf: SIZES } },
    [BOUNDS]: { "minProperties over maxProperties": { minProperties: 5, maxProperties: 4 } },
  }),
  ...mistakes((document) => schemas(document).find(({ enum: values }) => values), {
    [VALUES]: {
      "a default that the enum lacks": { default: "SOMETHING_ELSE" },
      "an enum that allOf rejects": { allOf: [{ type: "string", enum: ["SOMETHING_ELSE"] }] },
    },
    "no-enum-type-mismatch": { "an enum value of another type": (schema) => schema.enum.push(42) },
    "no-duplicated-enum-values": { "an enum value twice": (schema) => schema.enum.push(schema.enum[0]) },
  }),
  ...mistakes((document) => !isModern(document) && schemas(document).find((schema) => schema.enum && schema.type), {
    [VALUES]: { "a nullable enum without null": { nullable: true } },
  }),
  ...mistakes((document) => schemas(document).find(({ type, items }) => [type].flat().includes("array") && items), {
    "atlas/array-has-items": { "an array without items": (schema) => drop(schema, "items") },
  }),
  ...mistakes((document) => schemas(document).find((schema) => schema["x-partial"]), {
    "atlas/partial-schema": { "a chosen part that isn't marked": (schema) => drop(schema, "x-partial") },
  }),
  ...mistakes((document) => schemas(document).find((schema) => schema.type === "object" && !schema["x-partial"]), {
    "atlas/partial-schema": { "a mark of a chosen part that the description doesn't mention": { "x-partial": true } },
  }),
  ...mistakes(whereBothWays(inRequest), {
    [ONE_WAY]: {
      "a required read-only property in a request": (schema) =>
        addProperty("stamp", { type: "string", readOnly: true })(schema) && requireToo(schema, "stamp"),
      "a read-only property that another part of the schema requires": (schema) =>
        addProperty("stamp", { type: "string", readOnly: true })(schema) &&
        set(schema, { allOf: [...(schema.allOf ?? []), { required: ["stamp"] }] }),
    },
  }),
  ...mistakes(
    whereBothWays((document) => objectIn(responseMedia(document, isSuccess), document)),
    {
      [ONE_WAY]: {
        "a required write-only property in a response": (schema) =>
          addProperty("secret", { type: "string", writeOnly: true })(schema) && requireToo(schema, "secret"),
      },
    },
  ),
  ...mistakes(named, {
    [ENDLESS]: {
      "a schema that contains itself through allOf": ({ ref, schema }) => set(schema, { allOf: [{ $ref: ref }] }),
      "a cycle of two through allOf": ({ ref, schema }, document) =>
        set(schema, { allOf: [{ $ref: "#/components/schemas/Detour" }] }) &&
        set(document.components.schemas, { Detour: { allOf: [{ $ref: ref }] } }),
      "a required property of its own kind": ({ ref, schema }) =>
        set(schema, { properties: { ...schema.properties, parent: { $ref: ref } } }) && requireToo(schema, "parent"),
    },
  }),
  ...mistakes(inRequest, {
    "no-unresolved-refs": {
      "a reference that leads nowhere": addProperty("lost", { $ref: "#/components/schemas/Nowhere" }),
    },
    "atlas/no-external-ref": {
      "a reference to a URL": addProperty("remote", { $ref: "http://127.0.0.1:1/schemas.yaml#/Remote" }),
      "a reference out of the folder": addProperty("outside", { $ref: "../../elsewhere.yaml#/Outside" }),
    },
  }),
  ...mistakes(withDiscriminator, {
    [DISCRIMINATOR]: {
      "an alternative without the discriminator's property": ({ discriminator }) =>
        set(discriminator, { propertyName: "nowhere" }),
      "an alternative that doesn't require the discriminator's property": ({ oneOf: [first] }, document) =>
        drop(resolve(document, first), "required"),
      "a mapping to a schema that is not an alternative": ({ discriminator: { mapping } }, document) => {
        const stranger = named(document);
        return stranger !== undefined && set(mapping, { STRANGER: stranger.ref });
      },
      "a mapping of a value that the alternative rejects": ({ discriminator: { mapping } }) =>
        set(mapping, { STRANGER: Object.values(mapping)[0] }),
    },
    "no-unresolved-refs": {
      "a mapping that leads nowhere": ({ discriminator: { mapping } }) =>
        set(mapping, { [Object.keys(mapping)[0] ?? ""]: "#/components/schemas/Nowhere" }),
    },
  }),
];
