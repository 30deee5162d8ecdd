import { isObject, type JsonObject, operationsOf } from "../../description/index.js";
import { type Operator, operator } from "./change.js";
import { list, member, own } from "./change-places.js";

type Edit = (parameter: JsonObject, all: unknown[], index: number) => boolean;

/** An operator on the first parameter of an operation that has what it takes. */
function onParameter(level: Operator["level"], name: string, edit: Edit): Operator {
  return operator("parameter", level, name, (document) =>
    operationsOf(document).some(({ operation }) => {
      const all = list(operation, "parameters");
      return all.some((_item, index) => {
        const former = all[index];
        const done = edit(own(document, all, index), all, index);
        if (!done) all[index] = former;
        return done;
      });
    }),
  );
}

const isIn = (parameter: JsonObject, ...kinds: string[]) => kinds.includes(String(parameter.in));
const isOptional = (parameter: JsonObject) => parameter.required !== true;

/** An operator on the schema of a parameter. */
function onSchema(
  level: Operator["level"],
  name: string,
  fits: (schema: JsonObject) => boolean,
  edit: (schema: JsonObject, document: JsonObject) => void,
): Operator {
  return operator("parameter", level, name, (document) =>
    operationsOf(document).some(({ operation }) => {
      const all = list(operation, "parameters");
      return all.some((_item, index) => {
        const former = all[index];
        const parameter = own(document, all, index);
        if (isObject(parameter.schema)) {
          const schema = own(document, parameter, "schema");
          if (fits(schema)) {
            edit(schema, document);
            return true;
          }
        }
        all[index] = former;
        return false;
      });
    }),
  );
}

const isText = (schema: JsonObject) =>
  schema.type === "string" && !["enum", "pattern", "format", "default", "const"].some((keyword) => keyword in schema);

function added(level: Operator["level"], kind: string, required: boolean): Operator {
  return operator("parameter", level, `${required ? "required" : "optional"} ${kind} parameter added`, (document) =>
    operationsOf(document).some(({ operation }) => {
      const parameter = { name: "X-Added", in: kind, required, schema: { type: "string" } };
      operation.parameters = [...list(operation, "parameters"), parameter];
      return true;
    }),
  );
}

const serialization = (kind: string, keyword: string, value: unknown): Operator =>
  onParameter("breaking", `${keyword} of a ${kind} parameter changed`, (parameter) => {
    const type = member(parameter, "schema").type;
    if (!isIn(parameter, kind) || type !== "array" || keyword in parameter) return false;
    parameter[keyword] = value;
    return true;
  });

/** Changes of parameters. */
export const parameterChanges: Operator[] = [
  added("breaking", "query", true),
  added("compatible", "query", false),
  added("breaking", "header", true),
  added("compatible", "header", false),
  added("compatible", "cookie", false),
  ...["query", "header"].flatMap((kind) => [
    onParameter("breaking", `optional ${kind} parameter removed`, (parameter, all, index) => {
      if (!isIn(parameter, kind) || !isOptional(parameter)) return false;
      all.splice(index, 1);
      return true;
    }),
    onParameter("breaking", `${kind} parameter became required`, (parameter) => {
      if (!isIn(parameter, kind) || !isOptional(parameter)) return false;
      parameter.required = true;
      return true;
    }),
    onParameter("compatible", `${kind} parameter became optional`, (parameter) => {
      if (!isIn(parameter, kind) || isOptional(parameter)) return false;
      parameter.required = false;
      return true;
    }),
    onParameter("breaking", `${kind} parameter renamed`, (parameter) => {
      if (!isIn(parameter, kind)) return false;
      parameter.name = `${parameter.name}-renamed`;
      return true;
    }),
  ]),
  onParameter("breaking", "query parameter became a header", (parameter) => {
    if (!isIn(parameter, "query") || parameter.style !== undefined) return false;
    parameter.in = "header";
    return true;
  }),
  serialization("query", "style", "pipeDelimited"),
  serialization("query", "explode", false),
  serialization("header", "explode", true),
  serialization("query", "allowReserved", true),
  onParameter("dangerous", "allowEmptyValue set", (parameter) => {
    if (!isIn(parameter, "query") || "allowEmptyValue" in parameter) return false;
    parameter.allowEmptyValue = true;
    return true;
  }),
  onParameter("breaking", "schema became content", (parameter) => {
    if (!isIn(parameter, "query") || !("schema" in parameter)) return false;
    parameter.content = { "application/json": { schema: parameter.schema } };
    delete parameter.schema;
    return true;
  }),
  onParameter("breaking", "media type of content changed", (parameter) => {
    const [type] = Object.keys(member(parameter, "content"));
    if (type === undefined) return false;
    parameter.content = { "text/csv": member(parameter, "content")[type] };
    return true;
  }),
  onParameter("compatible", "parameter deprecated", (parameter) => {
    if (parameter.deprecated) return false;
    parameter.deprecated = true;
    return true;
  }),
  onParameter(
    "dangerous",
    "parameter's deprecation withdrawn",
    (parameter) => parameter.deprecated === true && delete parameter.deprecated,
  ),
  onSchema("breaking", "type of a parameter changed", isText, (schema) => {
    schema.type = "boolean";
  }),
  onSchema(
    "breaking",
    "enum value of a parameter removed",
    (schema) => list(schema, "enum").length > 1,
    (schema) => {
      schema.enum = list(schema, "enum").filter(
        (value, index, all) => value === schema.default || index < all.length - 1,
      );
      if (list(schema, "enum").at(-1) === schema.default) schema.enum = list(schema, "enum").slice(1);
    },
  ),
  onSchema(
    "compatible",
    "enum value of a parameter added",
    (schema) => "enum" in schema,
    (schema) => {
      list(schema, "enum").push("brand-new");
    },
  ),
  onSchema("breaking", "enum of a parameter added", isText, (schema) => {
    schema.enum = ["one", "two"];
  }),
  onSchema(
    "dangerous",
    "default of a parameter changed",
    (schema) => typeof schema.default === "number",
    (schema) => {
      schema.default = Number(schema.default) + 1;
    },
  ),
  onSchema(
    "dangerous",
    "default of a parameter removed",
    (schema) => "default" in schema,
    (schema) => {
      delete schema.default;
    },
  ),
  onSchema(
    "breaking",
    "maximum of a parameter lowered",
    (schema) => "maximum" in schema,
    (schema) => {
      schema.maximum = Number(schema.maximum) - 1;
    },
  ),
  onSchema(
    "compatible",
    "maximum of a parameter raised",
    (schema) => "maximum" in schema,
    (schema) => {
      schema.maximum = Number(schema.maximum) + 1;
    },
  ),
  onSchema("breaking", "pattern of a parameter added", isText, (schema) => {
    schema.pattern = "^[a-z]+$";
  }),
  onSchema(
    "breaking",
    "maxItems of a parameter added",
    (schema) => schema.type === "array" && !("maxItems" in schema),
    (schema) => {
      schema.maxItems = 2;
    },
  ),
  operator("parameter", "breaking", "pattern of a path parameter changed", (document) =>
    operationsOf(document).some(({ pathItem, operation }) =>
      [pathItem, operation].some((owner) => {
        const all = list(owner, "parameters");
        return all.some((_item, index) => {
          const former = all[index];
          const parameter = own(document, all, index);
          const schema = own(document, parameter, "schema");
          if (isIn(parameter, "path") && "pattern" in schema) {
            schema.pattern = "^[0-9]{3}$";
            return true;
          }
          all[index] = former;
          return false;
        });
      }),
    ),
  ),
];
