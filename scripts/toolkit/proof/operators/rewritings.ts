import { isReference, lookUp } from "../../description/index.js";
import { become, drop, isSuccess, operations, own, rename, responseOf, set, visit } from "./edits.js";
import { editSchema } from "./find-schema.js";
import { type AnyJson, type Operator, operator } from "./operator.js";

const same = (name: string, edit: (document: AnyJson) => unknown) =>
  operator("equivalence", { level: "none" }, `equivalence: ${name}`, edit);
/** Counts what an edit changes. */
const each = (items: readonly AnyJson[], edit: (item: AnyJson) => unknown) => items.filter((item) => edit(item)).length;
/** Each object of a document, the outermost first. */
const objects = (document: AnyJson) => {
  const all: { node: AnyJson; key: string }[] = [];
  visit(document, (node, key) => all.push({ node, key }));
  return all;
};
const eachObject = (name: string, edit: (node: AnyJson, key: string) => unknown) =>
  same(name, (document) => each(objects(document), ({ node, key }) => edit(node, key)));
const eachOperation = (name: string, edit: (operation: AnyJson, document: AnyJson, pathItem: AnyJson) => unknown) =>
  same(name, (document) =>
    each(operations(document), ({ operation, pathItem }) => edit(operation, document, pathItem)),
  );
/** Rewrites one schema of a request, or else of a response. */
const oneSchema = (name: string, edit: (schema: AnyJson, modern: boolean) => unknown) =>
  same(name, (document) => editSchema(document, "request", edit) || editSchema(document, "response", edit));

const componentsOf = (document: AnyJson, kind: string): AnyJson => document.components?.[kind] ?? {};

/** References to the alternatives of a discriminator, by name: their names are values. */
function namedByDiscriminator(document: AnyJson): Set<string> {
  const names = objects(document).flatMap(({ node: { discriminator, oneOf = [], anyOf = [] } }) => {
    if (typeof discriminator !== "object") return [];
    const mapped = Object.values(discriminator.mapping ?? {});
    return [...oneOf, ...anyOf].flatMap(({ $ref }) => (mapped.includes($ref) ? [] : [$ref]));
  });
  return new Set(names);
}

const componentRenamed = (name: string, kind: string, fits: (ref: string, document: AnyJson) => boolean = () => true) =>
  same(name, (document) => {
    const refOf = (key: string) => `#/components/${kind}/${key}`;
    const key = Object.keys(componentsOf(document, kind)).find((candidate) => fits(refOf(candidate), document));
    if (key === undefined) return false;
    rename(componentsOf(document, kind), key, `${key}Renamed`);
    for (const { node } of objects(document)) {
      for (const [property, value] of Object.entries(node)) {
        if (value === refOf(key)) node[property] = `${value}Renamed`;
      }
    }
    return true;
  });
const isMapped = (ref: string, document: AnyJson) =>
  objects(document).some(({ node, key }) => key === "mapping" && Object.values(node).includes(ref));

/** Replaces each reference of a kind by a copy of its target, once. */
function inline(document: AnyJson, kind: string): number {
  const keep = namedByDiscriminator(document);
  let count = 0;
  const walk = (holder: AnyJson, above: readonly string[]) => {
    for (const key of Object.keys(holder)) {
      let inside = above;
      const ref: unknown = holder[key]?.$ref;
      if (typeof ref === "string" && ref.startsWith(`#/components/${kind}/`)) {
        if (above.includes(ref) || keep.has(ref)) continue;
        holder[key] = structuredClone(lookUp(document, ref));
        inside = [...above, ref];
        count += 1;
      }
      if (typeof holder[key] === "object" && holder[key] !== null) walk(holder[key], inside);
    }
  };
  walk(document.paths, []);
  return count;
}

/** Moves values of each operation into the components. */
const extracted = (name: string, kind: string, holders: (operation: AnyJson) => [AnyJson, string[]][]) =>
  same(name, (document) => {
    const target: AnyJson = { ...componentsOf(document, kind) };
    let count = 0;
    for (const [holder, keys] of operations(document).flatMap(({ operation }) => holders(operation))) {
      for (const key of keys.filter((name) => holder[name] && !isReference(holder[name]))) {
        count += 1;
        target[`Extracted${count}`] = holder[key];
        holder[key] = { $ref: `#/components/${kind}/Extracted${count}` };
      }
    }
    document.components = { ...document.components, [kind]: target };
    return count;
  });

const mediaOf = ({ responses = {}, requestBody }: AnyJson): AnyJson[] =>
  [...Object.values<AnyJson>(responses), requestBody ?? {}].flatMap(({ content }) => Object.values(content ?? {}));

const reversed = (value: AnyJson): AnyJson =>
  Array.isArray(value)
    ? value.map(reversed)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, inner]) => [key, reversed(inner)]),
        )
      : value;

const wrapped = (name: string, keyword: string) =>
  eachOperation(name, (operation) =>
    each(mediaOf(operation), (media) => media.schema && set(media, { schema: { [keyword]: [media.schema] } })),
  );
const moved = (key: "security" | "servers") =>
  same(`${key} moved from the root to the operations`, (document) => {
    for (const { operation } of operations(document)) operation[key] ??= document[key];
    return drop(document, key);
  });

/** Changes of words that change nothing of the contract. */
export const rewritings: Operator[] = [
  same("properties reordered", (document) => become(document, reversed(document))),
  ...["enum", "required", "oneOf", "anyOf", "allOf", "parameters", "security", "tags"].map((keyword) =>
    eachObject(`${keyword} reordered`, (node, key) => {
      const list = key !== "properties" && key !== "mapping" && node[keyword];
      return Array.isArray(list) && list.length > 1 && list.reverse();
    }),
  ),
  eachObject("descriptions changed", (node, key) => {
    const keywords = ["description", "summary", "title"].filter((keyword) => typeof node[keyword] === "string");
    return (
      key !== "properties" && each(keywords, (keyword) => set(node, { [keyword]: `${node[keyword]} (in other words)` }))
    );
  }),
  eachObject(
    "examples removed",
    (node, key) => key !== "properties" && drop(node, "example", "examples", "externalDocs"),
  ),
  eachOperation("extension added", (operation) => set(operation, { "x-internal-note": { owner: "us" } })),
  eachOperation("tags changed", (operation) => set(operation, { tags: ["Anything"] })),
  same("version and contact changed", (document) =>
    set(document, { info: { ...document.info, version: "99.0.0", contact: { name: "Somebody" } } }),
  ),
  ...["schemas", "parameters", "responses", "headers", "requestBodies"].map((kind) =>
    same(`${kind} inlined`, (document) => inline(document, kind)),
  ),
  extracted("schemas moved to the components", "schemas", (operation) =>
    mediaOf(operation).map((media) => [media, ["schema"]]),
  ),
  extracted("responses moved to the components", "responses", ({ responses = {} }) => [
    [responses, Object.keys(responses)],
  ]),
  extracted("request bodies moved to the components", "requestBodies", (operation) => [[operation, ["requestBody"]]]),
  extracted("parameters moved to the components", "parameters", ({ parameters = [] }) => [
    [parameters, Object.keys(parameters)],
  ]),
  componentRenamed("component schema renamed", "schemas", (ref, document) => !namedByDiscriminator(document).has(ref)),
  componentRenamed(
    "mapped component schema renamed",
    "schemas",
    (ref, document) => isMapped(ref, document) && !namedByDiscriminator(document).has(ref),
  ),
  componentRenamed("component parameter renamed", "parameters"),
  componentRenamed("component response renamed", "responses"),
  same("unused component added", (document) => {
    const schemas = { ...componentsOf(document, "schemas"), Unused: { type: "object" } };
    return set(document, { components: { ...document.components, schemas } });
  }),
  wrapped("allOf around one schema", "allOf"),
  wrapped("oneOf around one schema", "oneOf"),
  same("parameters moved to the path item", (document) =>
    operations(document).some(({ pathItem, operation }) => {
      if (!operation.parameters?.length || operations({ paths: { "/only": pathItem } }).length !== 1) return false;
      return (
        set(pathItem, { parameters: [...(pathItem.parameters ?? []), ...operation.parameters] }) &&
        drop(operation, "parameters")
      );
    }),
  ),
  same("parameters of the path item moved to its operations", (document) => {
    const count = each(
      operations(document),
      ({ pathItem: { parameters = [] }, operation }) =>
        parameters.length > 0 && set(operation, { parameters: [...parameters, ...(operation.parameters ?? [])] }),
    );
    for (const { pathItem } of operations(document)) drop(pathItem, "parameters");
    return count;
  }),
  moved("security"),
  moved("servers"),
  same("security scheme renamed", (document) => {
    const schemes = componentsOf(document, "securitySchemes");
    const [name = ""] = Object.keys(schemes);
    for (const requirement of objects(document).flatMap(({ node: { security } }) =>
      Array.isArray(security) ? security : [],
    )) {
      if (name in requirement) rename(requirement, name, "Renamed");
    }
    return name !== "" && rename(schemes, name, "Renamed");
  }),
  same("path variable renamed", (document) => {
    const [found] = operations(document).filter(({ path }) => path.includes("{"));
    const [, variable = ""] = /\{([^}]+)\}/.exec(found?.path ?? "") ?? [];
    if (!found) return false;
    const owners = operations(document).flatMap(({ path, operation }) => (path === found.path ? [operation] : []));
    for (const { parameters = [] } of [found.pathItem, ...owners]) {
      for (const [index, former] of parameters.entries()) {
        const parameter = own(document, parameters, index);
        if (parameter.in === "path" && parameter.name === variable) parameter.name = "renamed";
        else parameters[index] = former;
      }
    }
    return rename(document.paths, found.path, found.path.replace(`{${variable}}`, "{renamed}"));
  }),
  same("header's case changed", (document) =>
    operations(document).some(({ operation }) => {
      const headers = responseOf(document, operation, isSuccess)?.response.headers ?? {};
      const [name] = Object.keys(headers);
      return name !== undefined && rename(headers, name, name.toUpperCase());
    }),
  ),
  eachOperation("defaults of serialization written out", ({ parameters = [] }) =>
    each(parameters, (parameter) => {
      if (parameter.in !== "query" || "style" in parameter || "content" in parameter) return false;
      return set(parameter, { style: "form", explode: parameter.explode ?? true });
    }),
  ),
  eachOperation("flags that are off written out", (operation) => {
    operation.deprecated ??= false;
    for (const parameter of operation.parameters ?? []) if (!isReference(parameter)) parameter.required ??= false;
    return true;
  }),
  same("server variables written out", ({ servers = [] }) => {
    const server = servers.find(({ variables = {} }: AnyJson) =>
      Object.values<AnyJson>(variables).some((one) => one.enum),
    );
    if (!server) return false;
    const [[name, { enum: values, default: usual }], ...others] = Object.entries<AnyJson>(server.variables) as [
      [string, AnyJson],
    ];
    const sorted = [usual, ...values.filter((value: unknown) => value !== usual)];
    const written = sorted.map((value) => ({ url: server.url.replace(`{${name}}`, value) }));
    servers.splice(servers.indexOf(server), 1, ...written);
    return others.length === 0;
  }),
  eachObject("charset of JSON left out", (node, key) => {
    const type = key === "content" && Object.keys(node).find((name) => name.endsWith("json; charset=utf-8"));
    return type && rename(node, type, "application/json");
  }),
  oneSchema("type left out beside enum", (s) => s.type === "string" && s.enum?.length > 1 && drop(s, "type")),
  oneSchema("null as an alternative", (s, modern) => {
    if (!modern || !Array.isArray(s.type) || !s.type.includes("null")) return false;
    const { type, ...rest } = s;
    return become(s, { anyOf: type.map((one: string) => ({ ...(one === "null" ? {} : rest), type: one })) });
  }),
  oneSchema(
    "what all alternatives say said once",
    (s) => s.oneOf?.length > 1 && s.discriminator && set(s, { type: "object" }),
  ),
  oneSchema("additionalProperties: true written out", (s) => {
    const isOpen = !("additionalProperties" in s || "unevaluatedProperties" in s);
    return "properties" in s && isOpen && set(s, { additionalProperties: true });
  }),
  oneSchema("minLength: 0 written out", (s) => s.type === "string" && !("minLength" in s) && set(s, { minLength: 0 })),
  oneSchema("minimum of a whole number written as an exclusive one", (s, modern) => {
    return (
      modern &&
      s.type === "integer" &&
      "minimum" in s &&
      set(s, { exclusiveMinimum: s.minimum - 1 }) &&
      drop(s, "minimum")
    );
  }),
  oneSchema(
    "enum of one value written as const",
    (s, modern) => modern && s.enum?.length === 1 && set(s, { const: s.enum[0] }) && drop(s, "enum"),
  ),
  oneSchema("properties split into allOf", (s) => {
    const absent = ["additionalProperties", "allOf", "unevaluatedProperties"].every((keyword) => !(keyword in s));
    const { type, properties, required, ...rest } = s;
    return (
      properties && absent && become(s, { ...rest, type, allOf: [{ properties }, ...(required ? [{ required }] : [])] })
    );
  }),
  oneSchema("list of types written as anyOf", (s, modern) => {
    const alone = modern && Array.isArray(s.type) && Object.keys(s).length === 1;
    return alone && become(s, { anyOf: s.type.map((type: string) => ({ type })) });
  }),
];
