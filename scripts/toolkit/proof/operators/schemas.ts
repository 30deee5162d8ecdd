import { isNeverNull, without } from "./locations.js";
import type { AnyJson, Edit } from "./operator.js";
import { isModern } from "./parts.js";

const LIMITS = ["minLength", "minimum", "minItems", "maxLength", "maximum", "maxItems"];

const lowest = (keyword: string) => (keyword === "minimum" ? Number.NEGATIVE_INFINITY : 0);
const moved =
  (keyword: string, by: number): Edit =>
  (schema) =>
    schema[keyword] + by >= lowest(keyword) && { [keyword]: schema[keyword] + by };
const limitEdits = LIMITS.flatMap((keyword): [string, Edit][] => [
  [`${keyword} raised`, moved(keyword, 1)],
  [`${keyword} lowered`, moved(keyword, -1)],
  [
    `${keyword} removed`,
    (schema) =>
      (keyword.startsWith("max") || schema[keyword] > lowest(keyword)) && {
        [keyword]: undefined,
        [keyword.replace("m", "exclusiveM")]: undefined,
      },
  ],
]);
const madeExclusive =
  (keyword: string, exclusive: string): Edit =>
  (schema, { document }) => {
    if (!(keyword in schema) || exclusive in schema) return false;
    return isModern(document) ? { [keyword]: undefined, [exclusive]: schema[keyword] } : { [exclusive]: true };
  };
/** The name of the first property that is required, or is not, and that is sent in both directions. */
const propertyOf = ({ properties = {}, required = [] }: AnyJson, isRequired: boolean): string | undefined =>
  Object.keys(properties).find(
    (name) => without(properties[name], "readOnly", "writeOnly", "$ref") && required.includes(name) === isRequired,
  );
/** All alternatives except the first, if at least two remain. */
const shortened =
  (keyword: string): Edit =>
  (schema) =>
    schema[keyword]?.length > 2 && { [keyword]: schema[keyword].slice(1) };

/** The edits of schemas that patches can't express. */
export const schemaEdits: Readonly<Record<string, Edit>> = {
  ...Object.fromEntries(limitEdits),
  "minimum made exclusive": madeExclusive("minimum", "exclusiveMinimum"),
  "maximum made exclusive": madeExclusive("maximum", "exclusiveMaximum"),
  "exclusiveMinimum made inclusive": ({ exclusiveMinimum }) => ({
    ...(typeof exclusiveMinimum === "number" && { minimum: exclusiveMinimum }),
    exclusiveMinimum: undefined,
  }),
  "multipleOf made finer": ({ multipleOf }) => multipleOf && { multipleOf: multipleOf / 2 },
  "null rejected": ({ type, nullable }) =>
    Array.isArray(type)
      ? type.length === 2 && type.includes("null") && { type: type.find((one: string) => one !== "null") }
      : type && nullable && { nullable: undefined },
  "enum value removed": ({ enum: values }) => values?.length > 1 && { enum: values.slice(0, -1) },
  "enum value replaced": ({ enum: values }) => values?.length > 1 && { enum: ["other", ...values.slice(1)] },
  "oneOf variant removed": shortened("oneOf"),
  "anyOf variant removed": shortened("anyOf"),
  "object closed": (schema) => isNeverNull(schema) && propertyOf(schema, false) && { additionalProperties: false },
  "property became required": (schema) => {
    const name = propertyOf(schema, false);
    return name !== undefined && { required: [...(schema.required ?? []), name] };
  },
  "property no longer required": (schema) => {
    const name = propertyOf(schema, true);
    const rest = schema.required?.filter((other: string) => other !== name);
    return name !== undefined && { required: rest.length > 0 ? rest : undefined };
  },
};
