import type { Level } from "../../diff/index.js";
import { add, drop, edited, operations, own, set } from "./edits.js";
import { type AnyJson, byLevel, type Operator, operator } from "./operator.js";

type Edit = (parameter: AnyJson, all: AnyJson[], index: number, document: AnyJson) => unknown;

/** Changes the first parameter that it applies to; where `shared`, those of path items as well. */
const parameter = (level: Level, name: string, edit: Edit, { shared = false } = {}) =>
  operator("parameter", { level }, `parameter: ${name}`, (document) =>
    operations(document).some(({ pathItem, operation }) =>
      [...(shared ? [pathItem] : []), operation].some(({ parameters: all = [] }) =>
        all.some((_: unknown, index: number) =>
          edited(document, all, index, (found) => edit(found, all, index, document)),
        ),
      ),
    ),
  );

/** Changes the schema of the first parameter that it applies to. */
const schema = (level: Level, name: string, edit: (schema: AnyJson) => unknown) =>
  parameter(level, name, (found, _all, _index, document) => found.schema && edit(own(document, found, "schema")));

const isPlainString = (found: AnyJson) =>
  found.type === "string" && !["enum", "pattern", "format", "default", "const"].some((keyword) => keyword in found);

const added = (level: Level, kind: string, required: boolean) =>
  operator(
    "parameter",
    { level },
    `parameter: ${required ? "required" : "optional"} ${kind} parameter added`,
    (document) =>
      operations(document).some(({ operation }) => {
        const parameter = { name: "X-Added", in: kind, required, schema: { type: "string" } };
        return set(operation, { parameters: [...(operation.parameters ?? []), parameter] });
      }),
  );

const serialization = (kind: string, keyword: string, value: unknown) =>
  parameter("breaking", `${keyword} of a ${kind} parameter changed`, (found) => {
    return (
      found.in === kind && found.schema?.type === "array" && !(keyword in found) && set(found, { [keyword]: value })
    );
  });

/** Changes of parameters. */
export const parameterChanges: Operator[] = [
  ...byLevel(parameter, {
    breaking: {
      "query parameter became a header": (p) => p.in === "query" && p.style === undefined && set(p, { in: "header" }),
      "schema became content": (p) => {
        const content = { "application/json": { schema: p.schema } };
        return p.in === "query" && "schema" in p && set(p, { content }) && drop(p, "schema");
      },
      "media type of content changed": (p) => {
        const [media] = Object.values(p.content ?? {});
        return media && set(p, { content: { "text/csv": media } });
      },
    },
    dangerous: {
      "allowEmptyValue set": (p) => p.in === "query" && !("allowEmptyValue" in p) && set(p, { allowEmptyValue: true }),
      "parameter's deprecation withdrawn": (p) => p.deprecated && drop(p, "deprecated"),
    },
    compatible: { "parameter deprecated": (p) => !p.deprecated && set(p, { deprecated: true }) },
  }),
  ...byLevel(schema, {
    breaking: {
      "type of a parameter changed": (s) => isPlainString(s) && set(s, { type: "boolean" }),
      "enum value of a parameter removed": ({ enum: values, default: usual }) =>
        values?.length > 1 && values.splice(values.at(-1) === usual ? 0 : -1, 1),
      "enum of a parameter added": (s) => isPlainString(s) && set(s, { enum: ["one", "two"] }),
      "maximum of a parameter lowered": (s) => add(s, "maximum", -1),
      "pattern of a parameter added": (s) => isPlainString(s) && set(s, { pattern: "^[a-z]+$" }),
      "maxItems of a parameter added": (s) => s.type === "array" && !("maxItems" in s) && set(s, { maxItems: 2 }),
    },
    compatible: {
      "enum value of a parameter added": ({ enum: values }) => values?.push("brand-new"),
      "maximum of a parameter raised": (s) => add(s, "maximum", 1),
    },
    dangerous: {
      "default of a parameter changed": (s) => typeof s.default === "number" && add(s, "default", 1),
      "default of a parameter removed": (s) => drop(s, "default"),
    },
  }),
  added("breaking", "query", true),
  added("compatible", "query", false),
  added("breaking", "header", true),
  added("compatible", "header", false),
  added("compatible", "cookie", false),
  ...["query", "header"].flatMap((kind) => {
    const optional = (found: AnyJson) => found.in === kind && found.required !== true;
    return [
      parameter("breaking", `optional ${kind} parameter removed`, (p, all, i) => optional(p) && all.splice(i, 1)),
      parameter("breaking", `${kind} parameter became required`, (p) => optional(p) && set(p, { required: true })),
      parameter(
        "compatible",
        `${kind} parameter became optional`,
        (p) => p.in === kind && p.required && set(p, { required: false }),
      ),
      parameter("breaking", `${kind} parameter renamed`, (p) => p.in === kind && set(p, { name: `${p.name}-renamed` })),
    ];
  }),
  serialization("query", "style", "pipeDelimited"),
  serialization("query", "explode", false),
  serialization("header", "explode", true),
  serialization("query", "allowReserved", true),
  parameter(
    "breaking",
    "pattern of a path parameter changed",
    (p, _all, _index, document) => {
      if (p.in !== "path" || !p.schema) return false;
      const pattern = own(document, p, "schema");
      return "pattern" in pattern && set(pattern, { pattern: "^[0-9]{3}$" });
    },
    { shared: true },
  ),
];
