import { isObject } from "./json.js";

/**
 * The kinds of values in a description, by location: the name of an object, `list:` or `map:` and the kind of its
 * items, `data` for values that OpenAPI does not interpret (examples, defaults, extensions: a `$ref` in them is not a
 * reference), and `other` for everything else.
 */
export type Kind = string;

const SCHEMA = "schema";

// Keywords of JSON Schema that hold schemas: one, a list, or a map.
const KEYWORDS: Record<Kind, readonly string[]> = {
  [SCHEMA]: [
    "additionalProperties",
    "not",
    "contains",
    "propertyNames",
    "if",
    "then",
    "else",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
    "items",
  ],
  "list:schema": ["allOf", "anyOf", "oneOf", "prefixItems"],
  "map:schema": ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"],
  data: ["example", "examples", "default", "enum", "const", "required"],
  discriminator: ["discriminator"],
};

const OPERATION = {
  parameters: "list:parameter",
  requestBody: "requestBody",
  responses: "responses",
  callbacks: "map:callback",
  servers: "list:server",
};

const EXAMPLES = { example: "data", examples: "map:example" };
const CONTENT = { ...EXAMPLES, schema: SCHEMA, content: "map:mediaType" };

/** The methods of OpenAPI 3.0 and 3.1, as a path item names them. */
export const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** One of {@link METHODS}. */
export type Method = (typeof METHODS)[number];

const OBJECTS: Record<Kind, Record<string, Kind>> = {
  document: {
    paths: "paths",
    webhooks: "map:pathItem",
    components: "components",
    servers: "list:server",
  },
  components: {
    schemas: "map:schema",
    responses: "map:response",
    parameters: "map:parameter",
    examples: "map:example",
    requestBodies: "map:requestBody",
    headers: "map:header",
    securitySchemes: "map:securityScheme",
    links: "map:link",
    callbacks: "map:callback",
    pathItems: "map:pathItem",
  },
  pathItem: {
    ...Object.fromEntries(METHODS.map((method) => [method, "operation"])),
    parameters: "list:parameter",
    servers: "list:server",
  },
  operation: OPERATION,
  parameter: CONTENT,
  header: CONTENT,
  requestBody: { content: "map:mediaType" },
  response: { headers: "map:header", content: "map:mediaType", links: "map:link" },
  mediaType: { ...EXAMPLES, schema: SCHEMA, encoding: "map:encoding" },
  encoding: { headers: "map:header" },
  example: { value: "data" },
  link: { parameters: "data", requestBody: "data", server: "server" },
  securityScheme: {},
  server: { variables: "map:serverVariable" },
  serverVariable: { enum: "data", default: "data" },
  discriminator: { mapping: "data" },
  schema: Object.fromEntries(Object.entries(KEYWORDS).flatMap(([kind, names]) => names.map((name) => [name, kind]))),
  other: {},
};

// Maps whose names may not start with "x-", since they may hold extensions.
const MAPS_WITH_EXTENSIONS: Record<Kind, Kind> = { paths: "pathItem", responses: "response", callback: "pathItem" };

/** The section of `components` for each kind that may be a reference to a component. */
export const SECTIONS: Readonly<Record<Kind, string>> = Object.fromEntries(
  Object.entries(OBJECTS.components ?? {}).flatMap(([section, kind]) =>
    section === "pathItems" ? [] : [[kind.replace("map:", ""), section]],
  ),
);

/** The kind of a property or item of a value. */
export function childKind(kind: Kind, key: string): Kind {
  const [, inner] = /^(?:map|list):(.*)$/.exec(kind) ?? [];
  if (inner) return inner;
  if (kind === "data") return kind;
  const properties = OBJECTS[kind];
  if (properties && Object.hasOwn(properties, key)) return properties[key] as Kind;
  // To OpenAPI these are extensions. To JSON Schema they are unknown keywords, which it ignores.
  if (key.startsWith("x-")) return "data";
  return MAPS_WITH_EXTENSIONS[kind] ?? "other";
}

/**
 * A copy of a part of a bundle without examples, extensions and other data: other readers would follow a `$ref` in it.
 *
 * @param onReference - called for each real reference
 */
export function copyReferring(node: unknown, kind: Kind = "document", onReference = (_ref: string) => {}): unknown {
  const copy = (value: unknown, key: string) => copyReferring(value, childKind(kind, key), onReference);
  if (Array.isArray(node)) return node.map((item, index) => copy(item, String(index)));
  if (!isObject(node)) return node;
  if (kind !== "data" && typeof node.$ref === "string") onReference(node.$ref);
  const isFalse = (key: string, value: unknown) =>
    kind !== "data" && childKind(kind, key) === "data" && /"\$ref":/.test(JSON.stringify(value) ?? "");
  const kept = Object.entries(node).filter(([key, value]) => !isFalse(key, value));
  return Object.fromEntries(kept.map(([key, value]) => [key, copy(value, key)]));
}

/** Keywords that hold one schema; in older drafts `items` may be a list. */
export const SCHEMA_KEYWORDS = KEYWORDS[SCHEMA] ?? [];
/** Keywords that hold a list of schemas. */
export const SCHEMA_LIST_KEYWORDS = KEYWORDS["list:schema"] ?? [];
/** Keywords that hold schemas by name. */
export const SCHEMA_MAP_KEYWORDS = KEYWORDS["map:schema"] ?? [];
