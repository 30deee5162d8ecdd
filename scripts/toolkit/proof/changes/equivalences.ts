import { isObject, type JsonObject, lookUp, operationsOf } from "../../description/index.js";
import { type Operator, operator } from "./change.js";
import { isJsonSchema, isSuccess, list, member, own, responseOf } from "./change-places.js";
import { findSchema } from "./find-schema.js";

const same = (name: string, edit: (document: JsonObject) => boolean) => operator("equivalence", "none", name, edit);

/** Calls back for each object of a document, the outermost first. */
function visit(value: unknown, act: (node: JsonObject, key: string) => void, key = ""): void {
  if (Array.isArray(value)) for (const item of value) visit(item, act, key);
  else if (isObject(value)) {
    act(value, key);
    for (const [name, inner] of Object.entries(value)) visit(inner, act, name);
  }
}

const componentsOf = (document: JsonObject, kind: string) => member(member(document, "components"), kind);

function renameComponent(
  document: JsonObject,
  kind: string,
  fits: (name: string, value: JsonObject) => boolean,
): boolean {
  const components = componentsOf(document, kind);
  const name = Object.keys(components).find((candidate) => fits(candidate, member(components, candidate)));
  if (name === undefined) return false;
  components[`${name}Renamed`] = components[name];
  delete components[name];
  const from = `#/components/${kind}/${name}`;
  visit(document, (node) => {
    for (const [key, value] of Object.entries(node)) if (value === from) node[key] = `${from}Renamed`;
  });
  return true;
}

/** Schemas that are alternatives of a discriminator, by name: their names are values. */
function namedByDiscriminator(document: JsonObject): Set<unknown> {
  const names = new Set<unknown>();
  visit(document, (node) => {
    if (!isObject(node.discriminator)) return;
    const mapped = Object.values(member(member(node, "discriminator"), "mapping"));
    for (const variant of [...list(node, "oneOf"), ...list(node, "anyOf")]) {
      if (isObject(variant) && !mapped.includes(variant.$ref)) names.add(variant.$ref);
    }
  });
  return names;
}

/** Replaces each reference of a kind by a copy of its target, once. */
function inline(document: JsonObject, kind: string): boolean {
  const prefix = `#/components/${kind}/`;
  const keep = namedByDiscriminator(document);
  let count = 0;
  const walk = (holder: JsonObject | unknown[], above: ReadonlySet<unknown>) => {
    for (const key of Object.keys(holder)) {
      const slots = holder as Record<string, unknown>;
      const ref = isObject(slots[key]) ? slots[key].$ref : undefined;
      let inside = above;
      if (typeof ref === "string" && ref.startsWith(prefix)) {
        if (above.has(ref) || keep.has(ref)) continue;
        slots[key] = structuredClone(lookUp(document, ref));
        inside = new Set([...above, ref]);
        count += 1;
      }
      const value = slots[key];
      if (typeof value === "object" && value !== null) walk(value as JsonObject, inside);
    }
  };
  walk(member(document, "paths"), new Set());
  return count > 0;
}

/** Moves a value of each operation into the components. */
function extract(
  document: JsonObject,
  kind: string,
  holders: (operation: JsonObject) => [JsonObject, string][],
): boolean {
  const components = member(document, "components");
  const target = { ...member(components, kind) };
  let count = 0;
  for (const { operation } of operationsOf(document)) {
    for (const [holder, key] of holders(operation)) {
      if (!isObject(holder[key]) || "$ref" in holder[key]) continue;
      count += 1;
      target[`Extracted${count}`] = holder[key];
      holder[key] = { $ref: `#/components/${kind}/Extracted${count}` };
    }
  }
  components[kind] = target;
  document.components = components;
  return count > 0;
}

const contentHolders = (operation: JsonObject): [JsonObject, string][] =>
  Object.values(member(operation, "responses"))
    .concat([operation.requestBody])
    .filter(isObject)
    .flatMap((body) => Object.values(member(body, "content")).filter(isObject))
    .map((media) => [media, "schema"]);

const reversed = (node: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(node)
      .reverse()
      .map(([key, value]) => [
        key,
        isObject(value)
          ? reversed(value)
          : Array.isArray(value)
            ? value.map((item) => (isObject(item) ? reversed(item) : item))
            : value,
      ]),
  );

function reorderLists(keyword: string): Operator {
  return same(`${keyword} reordered`, (document) => {
    let count = 0;
    visit(document, (node, key) => {
      if (key === "properties" || key === "mapping" || list(node, keyword).length < 2) return;
      node[keyword] = [...list(node, keyword)].reverse();
      count += 1;
    });
    return count > 0;
  });
}

const wrap = (name: string, keyword: string) =>
  same(name, (document) => {
    let count = 0;
    for (const { operation } of operationsOf(document)) {
      for (const [media, key] of contentHolders(operation)) {
        if (!isObject(media[key])) continue;
        media[key] = { [keyword]: [media[key]] };
        count += 1;
      }
    }
    return count > 0;
  });

const inBoth = (
  name: string,
  fits: (schema: JsonObject, document: JsonObject) => boolean,
  edit: (schema: JsonObject) => void,
) =>
  same(name, (document) =>
    (["request", "response"] as const).some((direction) => {
      const found = findSchema(document, direction, (schema) => fits(schema, document));
      if (found) edit(found.schema);
      return found !== undefined;
    }),
  );

/** Rewritings that change nothing of the contract. */
export const equivalences: Operator[] = [
  same("members reordered", (document) => {
    const copy = reversed(document);
    for (const key of Object.keys(document)) delete document[key];
    Object.assign(document, copy);
    return true;
  }),
  reorderLists("enum"),
  reorderLists("required"),
  reorderLists("oneOf"),
  reorderLists("anyOf"),
  reorderLists("allOf"),
  reorderLists("parameters"),
  reorderLists("security"),
  reorderLists("tags"),
  same("texts changed", (document) => {
    visit(document, (node, key) => {
      if (key === "properties") return;
      for (const keyword of ["description", "summary", "title"]) {
        if (typeof node[keyword] === "string") node[keyword] = `${node[keyword]} (in other words)`;
      }
    });
    return true;
  }),
  same("examples removed", (document) => {
    let count = 0;
    visit(document, (node, key) => {
      if (key === "properties") return;
      for (const keyword of ["example", "examples", "externalDocs"]) if (delete node[keyword]) count += 1;
    });
    return count > 0;
  }),
  same("extension added", (document) => {
    for (const { operation } of operationsOf(document)) operation["x-internal-note"] = { owner: "us" };
    return true;
  }),
  same("tags changed", (document) => {
    for (const { operation } of operationsOf(document)) operation.tags = ["Anything"];
    return true;
  }),
  same("version and contact changed", (document) => {
    document.info = { ...member(document, "info"), version: "99.0.0", contact: { name: "Somebody" } };
    return true;
  }),
  ...["schemas", "parameters", "responses", "headers", "requestBodies"].map((kind) =>
    same(`${kind} inlined`, (document) => inline(document, kind)),
  ),
  same("schemas moved to the components", (document) => extract(document, "schemas", contentHolders)),
  same("responses moved to the components", (document) =>
    extract(document, "responses", (operation) => {
      const all = member(operation, "responses");
      return Object.keys(all).map((status) => [all, status]);
    }),
  ),
  same("request bodies moved to the components", (document) =>
    extract(document, "requestBodies", (operation) => [[operation, "requestBody"]]),
  ),
  same("parameters moved to the components", (document) =>
    extract(document, "parameters", (operation) => {
      const all = list(operation, "parameters") as unknown as JsonObject;
      return Object.keys(all).map((index) => [all, index]);
    }),
  ),
  same("component schema renamed", (document) => {
    const keep = namedByDiscriminator(document);
    return renameComponent(document, "schemas", (name) => !keep.has(`#/components/schemas/${name}`));
  }),
  same("mapped component schema renamed", (document) => {
    const keep = namedByDiscriminator(document);
    const mapped = new Set<unknown>();
    visit(document, (node, key) => {
      if (key === "mapping") for (const target of Object.values(node)) mapped.add(target);
    });
    return renameComponent(document, "schemas", (name) => {
      const ref = `#/components/schemas/${name}`;
      return mapped.has(ref) && !keep.has(ref);
    });
  }),
  same("component parameter renamed", (document) => renameComponent(document, "parameters", () => true)),
  same("component response renamed", (document) => renameComponent(document, "responses", () => true)),
  same("unused component added", (document) => {
    const components = member(document, "components");
    components.schemas = { ...member(components, "schemas"), Unused: { type: "object" } };
    document.components = components;
    return true;
  }),
  wrap("allOf around one schema", "allOf"),
  wrap("oneOf around one schema", "oneOf"),
  same("parameters moved to the path item", (document) => {
    const place = operationsOf(document).find(
      ({ pathItem, operation }) =>
        list(operation, "parameters").length > 0 && operationsOf({ paths: { only: pathItem } }).length === 1,
    );
    if (!place) return false;
    place.pathItem.parameters = [...list(place.pathItem, "parameters"), ...list(place.operation, "parameters")];
    return delete place.operation.parameters;
  }),
  same("parameters of the path item moved to its operations", (document) => {
    let count = 0;
    for (const { pathItem, operation } of operationsOf(document)) {
      const shared = list(pathItem, "parameters");
      if (shared.length === 0) continue;
      operation.parameters = [...shared, ...list(operation, "parameters")];
      count += 1;
    }
    for (const { pathItem } of operationsOf(document)) delete pathItem.parameters;
    return count > 0;
  }),
  same("security moved from the root to the operations", (document) => {
    if (!("security" in document)) return false;
    for (const { operation } of operationsOf(document)) operation.security ??= document.security;
    return delete document.security;
  }),
  same("servers moved from the root to the operations", (document) => {
    if (!("servers" in document)) return false;
    for (const { operation } of operationsOf(document)) operation.servers ??= document.servers;
    return delete document.servers;
  }),
  same("security scheme renamed", (document) => {
    const schemes = componentsOf(document, "securitySchemes");
    const [name] = Object.keys(schemes);
    if (name === undefined) return false;
    visit(document, (node) => {
      for (const requirement of list(node, "security").filter(isObject)) {
        if (!(name in requirement)) continue;
        requirement.Renamed = requirement[name];
        delete requirement[name];
      }
    });
    schemes.Renamed = schemes[name];
    return delete schemes[name];
  }),
  same("path variable renamed", (document) => {
    const place = operationsOf(document).find(({ path }) => path.includes("{"));
    const variable = /\{([^}]+)\}/.exec(place?.path ?? "")?.[1];
    if (!place || variable === undefined) return false;
    const paths = member(document, "paths");
    for (const owner of [
      place.pathItem,
      ...operationsOf(document)
        .filter(({ path }) => path === place.path)
        .map(({ operation }) => operation),
    ]) {
      for (const index of list(owner, "parameters").keys()) {
        const former = list(owner, "parameters")[index];
        const parameter = own(document, list(owner, "parameters"), index);
        if (parameter.in === "path" && parameter.name === variable) parameter.name = "renamed";
        else list(owner, "parameters")[index] = former;
      }
    }
    paths[place.path.replace(`{${variable}}`, "{renamed}")] = place.pathItem;
    return delete paths[place.path];
  }),
  same("header's case changed", (document) =>
    operationsOf(document).some(({ operation }) => {
      const headers = member(responseOf(document, operation, isSuccess)?.response, "headers");
      const [name] = Object.keys(headers);
      if (name === undefined) return false;
      headers[name.toUpperCase()] = headers[name];
      return name === name.toUpperCase() || delete headers[name];
    }),
  ),
  same("defaults of serialization written out", (document) => {
    const all = operationsOf(document)
      .flatMap(({ operation }) => list(operation, "parameters"))
      .filter(isObject);
    const queries = all.filter(
      (parameter) => parameter.in === "query" && !("style" in parameter || "content" in parameter),
    );
    for (const parameter of queries) Object.assign(parameter, { style: "form", explode: parameter.explode ?? true });
    return queries.length > 0;
  }),
  same("flags that are off written out", (document) => {
    for (const { operation } of operationsOf(document)) {
      operation.deprecated ??= false;
      for (const parameter of list(operation, "parameters").filter(isObject)) {
        if (!("$ref" in parameter)) parameter.required ??= false;
      }
    }
    return true;
  }),
  same("server variables written out", (document) => {
    const server = list(document, "servers")
      .filter(isObject)
      .find((candidate) =>
        Object.values(member(candidate, "variables")).some((variable) => isObject(variable) && "enum" in variable),
      );
    if (!server) return false;
    const [name = "", variable] = Object.entries(member(server, "variables"))[0] ?? [];
    const values = list(variable as JsonObject, "enum");
    const usual = (variable as JsonObject).default;
    const sorted = [usual, ...values.filter((value) => value !== usual)];
    const written = sorted.map((value) => ({ url: String(server.url).replace(`{${name}}`, String(value)) }));
    document.servers = list(document, "servers").flatMap((candidate) => (candidate === server ? written : [candidate]));
    return Object.keys(member(server, "variables")).length === 1;
  }),
  same("charset of JSON left out", (document) => {
    let count = 0;
    visit(document, (node, key) => {
      const type =
        key === "content" ? Object.keys(node).find((name) => name.endsWith("json; charset=utf-8")) : undefined;
      if (type === undefined) return;
      node["application/json"] = node[type];
      delete node[type];
      count += 1;
    });
    return count > 0;
  }),
  inBoth(
    "type left out beside enum",
    (schema) => schema.type === "string" && list(schema, "enum").length > 1,
    (schema) => {
      delete schema.type;
    },
  ),
  inBoth(
    "null as an alternative",
    (schema, document) => isJsonSchema(document) && Array.isArray(schema.type) && schema.type.includes("null"),
    (schema) => {
      const { type, ...rest } = schema;
      for (const key of Object.keys(schema)) delete schema[key];
      schema.anyOf = [...(type as string[]).map((one) => ({ ...(one === "null" ? {} : rest), type: one }))];
    },
  ),
  inBoth(
    "what all alternatives say said once",
    (schema) => list(schema, "oneOf").length > 1 && "discriminator" in schema,
    (schema) => {
      schema.type = "object";
    },
  ),
  inBoth(
    "additionalProperties: true written out",
    (schema) => "properties" in schema && !("additionalProperties" in schema || "unevaluatedProperties" in schema),
    (schema) => {
      schema.additionalProperties = true;
    },
  ),
  inBoth(
    "minLength: 0 written out",
    (schema) => schema.type === "string" && !("minLength" in schema),
    (schema) => {
      schema.minLength = 0;
    },
  ),
  inBoth(
    "minimum of a whole number written as an exclusive one",
    (schema, document) => isJsonSchema(document) && schema.type === "integer" && "minimum" in schema,
    (schema) => {
      schema.exclusiveMinimum = Number(schema.minimum) - 1;
      delete schema.minimum;
    },
  ),
  inBoth(
    "enum of one value written as const",
    (schema, document) => isJsonSchema(document) && list(schema, "enum").length === 1,
    (schema) => {
      schema.const = list(schema, "enum")[0];
      delete schema.enum;
    },
  ),
  inBoth(
    "members split into allOf",
    (schema) =>
      "properties" in schema &&
      !("additionalProperties" in schema || "allOf" in schema || "unevaluatedProperties" in schema),
    (schema) => {
      const { type, properties, required, ...rest } = schema;
      for (const key of Object.keys(schema)) delete schema[key];
      Object.assign(schema, rest, { type, allOf: [{ properties }, ...(required ? [{ required }] : [])] });
    },
  ),
  inBoth(
    "list of types written as anyOf",
    (schema, document) => isJsonSchema(document) && Array.isArray(schema.type) && Object.keys(schema).length === 1,
    (schema) => {
      schema.anyOf = list(schema, "type").map((type) => ({ type }));
      delete schema.type;
    },
  ),
];
