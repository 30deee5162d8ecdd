import { type AnyJson, type Edit, type Operator, operators } from "./operator.js";
import { only, partsOf, remove } from "./parts.js";

const isPlainString = (found: AnyJson) =>
  found.type === "string" && !["enum", "pattern", "format", "default", "const"].some((keyword) => keyword in found);
const inLocation = (location: string) => only(partsOf("parameter"), ({ value }) => value.in === location);
const added =
  (location: string, required: boolean): Edit =>
  ({ parameters = [] }) => ({
    parameters: [...parameters, { name: "X-Added", in: location, required, schema: { type: "string" } }],
  });
/** Sets how a list is written, where nothing says so. */
const serialized =
  (keyword: string, value: unknown): Edit =>
  (parameter) =>
    parameter.schema?.type === "array" && !(keyword in parameter) && { [keyword]: value };

/** Changes of parameters. */
export const parameterChanges: Operator[] = [
  ...operators("parameter", inLocation("query"), {
    breaking: {
      "query parameter became a header": ({ style }) => style === undefined && { in: "header" },
      "schema became content": ({ schema }) =>
        schema && { schema: undefined, content: { "application/json": { schema } } },
      "style of a query parameter changed": serialized("style", "pipeDelimited"),
      "explode of a query parameter changed": serialized("explode", false),
      "allowReserved of a query parameter changed": serialized("allowReserved", true),
    },
    dangerous: { "allowEmptyValue set": { allowEmptyValue: true } },
  }),
  ...operators("parameter", inLocation("header"), {
    breaking: { "explode of a header parameter changed": serialized("explode", true) },
  }),
  ...operators("parameter", partsOf("parameter"), {
    breaking: {
      "media type of content changed": ({ content }) =>
        content && { content: { "text/csv": Object.values(content)[0] } },
    },
    dangerous: { "parameter's deprecation withdrawn": { deprecated: undefined } },
    compatible: { "parameter deprecated": { deprecated: true } },
  }),
  ...operators("parameter", partsOf("schema", "parameter"), {
    breaking: {
      "type of a parameter changed": (s) => isPlainString(s) && { type: "boolean" },
      "enum value of a parameter removed": ({ enum: values, default: usual }) =>
        values?.length > 1 && {
          enum: values.filter((one: unknown) => one !== values.findLast((v: unknown) => v !== usual)),
        },
      "enum of a parameter added": (s) => isPlainString(s) && { enum: ["one", "two"] },
      "maximum of a parameter lowered": ({ maximum }) => maximum && { maximum: maximum - 1 },
      "pattern of a parameter added": (s) => isPlainString(s) && { pattern: "^[a-z]+$" },
      "pattern of a path parameter changed": (s, { above }) =>
        above?.value.in === "path" && "pattern" in s && { pattern: "^[0-9]{3}$" },
      "maxItems of a parameter added": (s) => s.type === "array" && !("maxItems" in s) && { maxItems: 2 },
    },
    compatible: {
      "enum value of a parameter added": ({ enum: values }) => values && { enum: [...values, "brand-new"] },
      "maximum of a parameter raised": ({ maximum }) => maximum && { maximum: maximum + 1 },
    },
    dangerous: {
      "default of a parameter changed": ({ default: usual }) => typeof usual === "number" && { default: usual + 1 },
      "default of a parameter removed": { default: undefined },
    },
  }),
  ...operators("parameter", partsOf("operation"), {
    breaking: {
      "required query parameter added": added("query", true),
      "required header parameter added": added("header", true),
    },
    compatible: {
      "optional query parameter added": added("query", false),
      "optional header parameter added": added("header", false),
      "optional cookie parameter added": added("cookie", false),
    },
  }),
  ...["query", "header"].flatMap((location) =>
    operators("parameter", inLocation(location), {
      breaking: {
        [`optional ${location} parameter removed`]: (p, part) => p.required !== true && remove(part),
        [`${location} parameter became required`]: { required: true },
        [`${location} parameter renamed`]: ({ name }) => ({ name: `${name}-renamed` }),
      },
      compatible: { [`${location} parameter became optional`]: (p) => p.required && { required: false } },
    }),
  ),
];
