import { type AnyJson, applyEdit, type Edit, type Part } from "./operator.js";
import { isModern, objects, only, rename, resolve, writtenParts } from "./parts.js";
import { componentRenamed, componentsOf, extracted, inlined } from "./reference-edits.js";

/** The objects whose keys are neither names of properties nor values of a discriminator. */
const plain = only(objects, ({ key, value }) => !["properties", "mapping"].includes(key) && !Array.isArray(value));
/** Edits all parts instead of the first. */
const each = (find: (document: AnyJson) => Iterable<Part>, edit: Edit) => (document: AnyJson) =>
  [...find(document)].filter((part) => applyEdit(edit, part)).length;

const reversed = (value: AnyJson): AnyJson => {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  const entries = Object.entries(value).map(([key, inner]) => [key, reversed(inner)]);
  return Object.fromEntries(entries.reverse());
};

/** Replaces an object's whole content. */
const become = (object: AnyJson, values: object) => ({
  ...Object.fromEntries(Object.keys(object).map((key) => [key, undefined])),
  ...values,
});
const isWhole = ({ above }: Part) => above?.above?.key === "content";
const wrapped = (keyword: string) =>
  each(writtenParts("mediaType"), ({ schema }) => schema && { schema: { [keyword]: [schema] } });
const movedFromRoot = (key: "security" | "servers") => (document: AnyJson) =>
  each(writtenParts("operation"), (operation) => ({ [key]: operation[key] ?? document[key] }))(document) > 0 && {
    [key]: undefined,
  };
const LISTS = ["enum", "required", "oneOf", "anyOf", "allOf", "parameters", "security", "tags"];
const SECTIONS = ["schemas", "parameters", "responses", "headers", "requestBodies"];

/** Rewritings that don't change the contract, for those that a patch can't express. */
export const rewritingEdits: Readonly<Record<string, Edit>> = {
  "properties reordered": reversed,
  ...Object.fromEntries(
    LISTS.map((keyword) => [
      `${keyword} reordered`,
      each(plain, ({ [keyword]: list }) => Array.isArray(list) && { [keyword]: [...list].reverse() }),
    ]),
  ),
  "descriptions changed": each(plain, (node) => {
    const keywords = ["description", "summary", "title"].filter((keyword) => typeof node[keyword] === "string");
    return Object.fromEntries(keywords.map((keyword) => [keyword, `${node[keyword]} (in other words)`]));
  }),
  "examples removed": each(plain, { example: null, examples: null, externalDocs: null }),
  "extension added": each(writtenParts("operation"), { "x-internal-note": { owner: "us" } }),
  "tags changed": each(writtenParts("operation"), { tags: ["Anything"] }),
  ...Object.fromEntries(SECTIONS.map((section) => [`${section} inlined`, inlined(section)])),
  "schemas moved to the components": extracted("schemas", only(writtenParts("schema"), isWhole)),
  "responses moved to the components": extracted("responses", writtenParts("response")),
  "request bodies moved to the components": extracted("requestBodies", writtenParts("requestBody")),
  "parameters moved to the components": extracted("parameters", writtenParts("parameter")),
  "component schema renamed": componentRenamed("schemas"),
  "mapped component schema renamed": componentRenamed("schemas", true),
  "component parameter renamed": componentRenamed("parameters"),
  "component response renamed": componentRenamed("responses"),
  "allOf around one schema": wrapped("allOf"),
  "oneOf around one schema": wrapped("oneOf"),
  "parameters of the path item moved to its operations": (document) => {
    const moved = each(
      writtenParts("operation"),
      ({ parameters = [] }, { holder }) => holder.parameters && { parameters: [...holder.parameters, ...parameters] },
    )(document);
    return each(writtenParts("pathItem"), { parameters: null })(document) > 0 && moved > 0;
  },
  "security moved from the root to the operations": movedFromRoot("security"),
  "servers moved from the root to the operations": movedFromRoot("servers"),
  "security scheme renamed": (document) => {
    const schemes = componentsOf(document, "securitySchemes");
    const [key] = Object.keys(schemes);
    if (key === undefined) return false;
    for (const { holder, key: position, value } of objects(document)) {
      if (!Array.isArray(holder) || !(key in value)) continue;
      const { [key]: scopes, ...others } = value;
      holder[Number(position)] = { Renamed: scopes, ...others };
    }
    return rename({ document, holder: schemes, key, value: schemes[key] }, "Renamed");
  },
  "defaults of serialization written out": each(writtenParts("parameter"), (parameter) => {
    const { in: location, explode = true } = parameter;
    const isPlain = location === "query" && !("style" in parameter || "content" in parameter);
    return isPlain && { style: "form", explode };
  }),
  "false flags written out": (document) =>
    each(writtenParts("operation"), ({ deprecated = false }) => ({ deprecated }))(document) +
    each(writtenParts("parameter"), ({ required = false }) => ({ required }))(document),
  "server variables written out": ({ servers }) => {
    const hasValues = ({ variables = {} }: AnyJson) => Object.values<AnyJson>(variables).some((one) => one.enum);
    const server = servers.find(hasValues);
    if (!server) return false;
    const [[name, { enum: values, default: usual }]] = Object.entries<AnyJson>(server.variables) as [[string, AnyJson]];
    const written = [usual, ...values.filter((value: unknown) => value !== usual)].map((value) => ({
      url: server.url.replace(`{${name}}`, value),
    }));
    return { servers: servers.flatMap((one: unknown) => (one === server ? written : [one])) };
  },
  "charset of JSON left out": each(
    only(writtenParts("mediaType"), ({ key }) => key.endsWith("json; charset=utf-8")),
    (_, part) => rename(part, "application/json"),
  ),
  "parameters moved to the path item": ({ parameters = [] }, { holder }) => {
    const isAlone = Object.values<AnyJson>(holder).filter(({ responses }) => responses).length === 1;
    if (parameters.length === 0 || !isAlone) return false;
    holder.parameters = [...(holder.parameters ?? []), ...parameters];
    return { parameters: undefined };
  },
  "path variable renamed": (item, part) => {
    const { document, key } = part;
    const [, variable] = /\{([^}]+)\}/.exec(key) ?? [];
    if (variable === undefined) return false;
    for (const { parameters = [] } of [item, ...Object.values<AnyJson>(item)]) {
      for (const [index, written] of parameters.entries()) {
        const parameter = resolve(document, written);
        const isRenamed = parameter.in === "path" && parameter.name === variable;
        if (isRenamed) parameters[index] = { ...parameter, name: "renamed" };
      }
    }
    return rename(part, key.replace(`{${variable}}`, "{renamed}"));
  },
  "header's case changed": (_, part) => rename(part, part.key.toUpperCase()),
  "type left out beside enum": (s) => s.type === "string" && s.enum?.length > 1 && { type: undefined },
  "null as an alternative": (s, { document }) => {
    if (!isModern(document) || !Array.isArray(s.type) || !s.type.includes("null")) return false;
    const { type, ...rest } = s;
    return become(s, { anyOf: type.map((one: string) => ({ ...(one === "null" ? {} : rest), type: one })) });
  },
  "minimum of an integer written as an exclusive one": (s, { document }) =>
    isModern(document) &&
    s.type === "integer" &&
    "minimum" in s && { minimum: undefined, exclusiveMinimum: s.minimum - 1 },
  "enum of one value written as const": (s, { document }) =>
    isModern(document) && s.enum?.length === 1 && { enum: undefined, const: s.enum[0] },
  "properties split into allOf": (s) => {
    const isSimple = ["additionalProperties", "allOf", "unevaluatedProperties"].every((keyword) => !(keyword in s));
    const { properties, required } = s;
    const allOf = [{ properties }, ...(required ? [{ required }] : [])];
    return properties && isSimple && { properties: undefined, required: undefined, allOf };
  },
};
