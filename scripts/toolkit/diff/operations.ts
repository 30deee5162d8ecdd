import {
  type Direction,
  encodePointer,
  isIgnoredHeader,
  isReference,
  type JsonObject,
  METHODS,
} from "../description/index.js";
import { type BundleLocation, follow, inside, objectAt, partsOf, rootOf } from "./bundle-location.js";
import { createNode, type Edge, lazily, type Node, type Value } from "./node.js";
import type { SchemaReader } from "./schema.js";
import { readSecurity, readServers } from "./security.js";
import type { UnchangedParts } from "./unchanged.js";

const DEFAULT_STYLES: Record<string, string> = { query: "form", cookie: "form", path: "simple", header: "simple" };

const LINK_KEYS = ["operationId", "operationRef", "parameters", "requestBody"];
const OPERATION_KEYS = "tags externalDocs parameters requestBody responses callbacks security servers".split(" ");

/** How a comparison calls what has another name on the other side, so that both sides have the same. */
export interface Names {
  /** The key of a path, by its template. */
  path(template: string): string;
  /** The template that the other side has for a path. */
  partner(template: string): string;
  scheme(name: string): string;
}

/** How a description is read. */
export interface ReadOptions {
  names: Names;
  /** What is left out, since both sides have it. */
  unchanged: UnchangedParts;
  schemas: SchemaReader;
}

/** Reads a bundled description into its normal form: what holds for an operation is in the operation. */
export function readDocument(document: JsonObject, options: ReadOptions): Node {
  const root = rootOf(document);
  const reader = new OperationReader(document, options);
  const edges = new Map<string, Edge>();
  for (const [template, item] of extensible(inside(root, "paths"))) {
    const label = (method: string) => `${method.toUpperCase()} ${template}`;
    reader.addPathItem(edges, encodePointer(["paths", options.names.path(template)]), item, "request", label, template);
  }
  for (const [name, item] of extensible(inside(root, "webhooks"))) {
    const label = (method: string) => `webhook ${method.toUpperCase()} ${name}`;
    reader.addPathItem(edges, encodePointer(["webhooks", name]), item, "response", label, name);
  }
  return createNode({ location: root, direction: "request", edges });
}

const extensible = (location: BundleLocation | undefined) => partsOf(location).filter(([key]) => !key.startsWith("x-"));
const flip = (direction: Direction) => (direction === "request" ? "response" : "request");

/** When an operation or a media type can no longer be relied on. */
export function sunsetOf(location: BundleLocation): BundleLocation | undefined {
  const own = inside(location, "x-sunset");
  if (own || !("responses" in objectAt(location))) return own;
  // An operation whose versions end one by one ends with the last.
  const media = extensible(inside(location, "responses"))
    .filter(([status]) => status.startsWith("2"))
    .flatMap(([, response]) => partsOf(inside(follow(response), "content")));
  const sunsets = media.map(([, type]) => inside(type, "x-sunset"));
  if (sunsets.some((sunset) => !sunset)) return undefined;
  return sunsets.sort((a, b) => Date.parse(String(a?.value)) - Date.parse(String(b?.value))).at(-1);
}

class OperationReader {
  readonly #schemas: SchemaReader;
  readonly #schemes = new Map<string, Edge>();
  readonly #components = new Map<string, () => Node>();

  constructor(
    readonly document: JsonObject,
    readonly options: ReadOptions,
  ) {
    this.#schemas = options.schemas;
  }

  addPathItem(
    edges: Map<string, Edge>,
    key: string,
    location: BundleLocation,
    direction: Direction,
    label: (method: string) => string,
    template: string,
  ): void {
    const item = follow(location);
    for (const method of METHODS) {
      const operation = inside(item, method);
      if (!operation || this.options.unchanged.operation(template, method)) continue;
      const node = lazily(() => this.#operation(operation, item, direction, label(method), template));
      edges.set(`${key.slice(1)}/${method}`, { location: operation, node });
    }
  }

  #operation(
    location: BundleLocation,
    item: BundleLocation,
    direction: Direction,
    label: string,
    template: string,
  ): Node {
    const values = valuesOf(location, ["operationId", "deprecated"], OPERATION_KEYS);
    const sunset = sunsetOf(location);
    if (sunset) values.set("x-sunset", { value: sunset.value, location: sunset });
    const order = movable(template, this.options.names.partner(template));
    if (order !== "") values.set("x-variables", { value: order, location: item });
    const edges = new Map<string, Edge>();
    for (const [key, parameter] of this.#parameters(location, item, template)) {
      edges.set(
        `parameters/${key}`,
        this.#shared(parameter, direction, "parameter", () => this.#parameter(parameter, direction)),
      );
    }
    const body = inside(location, "requestBody");
    if (body)
      edges.set(
        "requestBody",
        this.#shared(body, direction, "body", () => this.#body(body, direction)),
      );
    for (const [status, response] of extensible(inside(location, "responses"))) {
      const node = () => this.#response(response, status, flip(direction));
      const edge = this.#shared(response, flip(direction), `response ${status}`, node);
      edges.set(`responses/${status.replace(/xx$/i, "XX")}`, edge);
    }
    for (const [name, callback] of extensible(inside(location, "callbacks"))) {
      for (const [url, target] of extensible(follow(callback))) {
        const inner = (method: string) => `${label}: ${name} callback ${method.toUpperCase()} ${url}`;
        this.addPathItem(edges, encodePointer(["callbacks", name, url]), target, flip(direction), inner, url);
      }
    }
    if (direction === "request") {
      readSecurity(this.document, location, this.options.names.scheme, edges, this.#schemes);
      readServers([location, item, rootOf(this.document)], edges, values);
    }
    return createNode({ location, direction, values, edges, operation: label, rest: responseRest(edges) });
  }

  #edge(location: BundleLocation, node: () => Node): Edge {
    return { location, node: lazily(node), written: [location.value] };
  }

  /** What many operations refer to is one node, as far as they use it as the same: hundreds have one response. */
  #shared(location: BundleLocation, direction: Direction, use: string, make: () => Node): Edge {
    const edge = this.#edge(location, make);
    if (!isReference(location.value)) return edge;
    const key = `${use} ${direction} ${follow(location).id}`;
    const node = this.#components.get(key) ?? edge.node;
    this.#components.set(key, node);
    return { ...edge, node };
  }

  /** Parameters by what makes them the same: the location in the path, or the kind and the name. */
  #parameters(operation: BundleLocation, item: BundleLocation, template: string): Map<string, BundleLocation> {
    const variables = variablesOf(template);
    const found = new Map<string, BundleLocation>();
    for (const [, parameter] of [item, operation].flatMap((owner) => partsOf(inside(owner, "parameters")))) {
      const { in: kind, name } = objectAt(follow(parameter));
      const lower = String(name).toLowerCase();
      if (kind === "header" && isIgnoredHeader(lower)) continue;
      const index = kind === "path" ? variables.indexOf(String(name)) : -1;
      found.set(`${kind} ${index >= 0 ? index : kind === "header" ? lower : name}`.replaceAll("/", "~1"), parameter);
    }
    return found;
  }

  #parameter(reference: BundleLocation, direction: Direction): Node {
    const location = follow(reference);
    const { in: kind, name } = objectAt(location);
    const part = `${kind} parameter \`${name}\``;
    const values = this.#serialization(location, String(kind));
    return createNode({
      ...this.#payload(location, direction, values),
      ...{ location, direction, part, component: "parameters" },
    });
  }

  #serialization(location: BundleLocation, kind: string): Map<string, Value> {
    const values = valuesOf(
      location,
      ["required", "deprecated", "style", "explode", "allowReserved", "allowEmptyValue"],
      ["name", "in", "schema", "content", "example", "examples"],
    );
    return withoutDefaults(values, location, DEFAULT_STYLES[kind] ?? "simple");
  }

  /** `schema` or `content` of a parameter or a header. */
  #payload(location: BundleLocation, direction: Direction, values: Map<string, Value>): Pick<Node, "values" | "edges"> {
    const content = inside(location, "content");
    const edges = content
      ? this.#content(location, direction)
      : new Map([["schema", this.#schema(location, direction)]]);
    if (content) values.set("x-described-by", { value: "content", location: content });
    return { values, edges };
  }

  #schema(owner: BundleLocation, direction: Direction): Edge {
    const schema = inside(owner, "schema");
    return { ...this.#schemas.edge(schema ? [schema] : [], direction), location: schema ?? owner };
  }

  #content(location: BundleLocation, direction: Direction): Map<string, Edge> {
    return new Map(
      partsOf(inside(location, "content")).map(([type, media]) => [
        `content${encodePointer([normalType(type)])}`,
        this.#edge(media, () => this.#media(media, direction)),
      ]),
    );
  }

  #media(location: BundleLocation, direction: Direction): Node {
    const edges = new Map([["schema", this.#schema(location, direction)]]);
    for (const [name, encoding] of partsOf(inside(location, "encoding"))) {
      const values = valuesOf(encoding, ["contentType", "style", "explode", "allowReserved"], ["headers"]);
      withoutDefaults(values, encoding, "form");
      const headers = this.#headers(encoding, direction);
      if (values.size + headers.size === 0) continue;
      edges.set(
        `encoding${encodePointer([name])}`,
        this.#edge(encoding, () => createNode({ location: encoding, direction, values, edges: headers })),
      );
    }
    const values = valuesOf(location, ["x-sunset"], ["schema", "example", "examples", "encoding"]);
    return createNode({ location, direction, edges, values });
  }

  #body(reference: BundleLocation, direction: Direction): Node {
    const location = follow(reference);
    const part = direction === "request" ? "the request body" : "the body that the API sends";
    const edges = this.#content(location, direction);
    const values = valuesOf(location, ["required"], ["content"]);
    return createNode({ location, direction, values, edges, part, rest: rangeRest(edges) });
  }

  #response(reference: BundleLocation, status: string, direction: Direction): Node {
    const location = follow(reference);
    const edges = new Map([...this.#content(location, direction), ...this.#headers(location, direction)]);
    for (const [name, link] of partsOf(inside(location, "links"))) {
      edges.set(
        `links${encodePointer([name])}`,
        this.#edge(link, () =>
          createNode({ location: follow(link), direction, values: valuesOf(follow(link), LINK_KEYS) }),
        ),
      );
    }
    const values = valuesOf(location, [], ["headers", "content", "links"]);
    return createNode({ location, direction, values, edges, part: `the ${status} response`, rest: rangeRest(edges) });
  }

  #headers(owner: BundleLocation, direction: Direction): Map<string, Edge> {
    const headers = partsOf(inside(owner, "headers")).filter(([name]) => name.toLowerCase() !== "content-type");
    return new Map(
      headers.map(([name, header]) => {
        const node = () => {
          const location = follow(header);
          const values = this.#serialization(location, "header");
          return createNode({
            ...this.#payload(location, direction, values),
            location,
            direction,
            part: `header \`${name}\``,
          });
        };
        const edge = this.#shared(header, direction, `header ${name}`, node);
        return [`headers${encodePointer([name.toLowerCase()])}`, edge];
      }),
    );
  }
}

/** Without the style that holds anyway, and what it brings. */
function withoutDefaults(values: Map<string, Value>, location: BundleLocation, usual: string): Map<string, Value> {
  const style = String(values.get("style")?.value ?? usual);
  if (style === usual) values.delete("style");
  const explode = inside(location, "explode");
  if (explode && explode.value !== (style === "form"))
    values.set("explode", { value: explode.value, location: explode });
  else values.delete("explode");
  return values;
}

/**
 * The values of keywords, and of unknown properties. Keywords that are flags are there only where they are on.
 *
 * @param others - keywords that are read elsewhere, or say nothing
 */
function valuesOf(
  location: BundleLocation,
  keywords: readonly string[],
  others?: readonly string[],
): Map<string, Value> {
  const isUnknown = (key: string) =>
    !keywords.includes(key) && !others?.includes(key) && !/^(x-.*|\$ref|summary|description)$/.test(key);
  const unknown = others ? Object.keys(objectAt(location)).filter(isUnknown) : [];
  return new Map(
    [...keywords, ...unknown].flatMap((keyword) => {
      const value = inside(location, keyword);
      return value && value.value !== false ? [[keyword, { value: value.value, location: value }] as const] : [];
    }),
  );
}

// Case and blanks don't count in a media type, nor does the order of its parameters; JSON is in UTF-8 anyway.
function normalType(type: string): string {
  const [name = "", ...parameters] = type.toLowerCase().split(";");
  const isJson = /[/+]json$/.test(name.trim());
  const kept = parameters
    .map((one) => one.trim().replaceAll('"', ""))
    .filter((one) => !(isJson && one === "charset=utf-8"));
  return [name.trim(), ...kept.sort()].join("; ");
}

/** What stands for a status that is not listed: its range, or `default`. */
function responseRest(edges: ReadonlyMap<string, Edge>): NonNullable<Node["rest"]> {
  return (key) => {
    const [, status] = /^responses\/(\d\d\d|\dXX)$/.exec(key) ?? [];
    if (status === undefined) return undefined;
    return edges.get(`responses/${status[0]}XX`) ?? edges.get("responses/default");
  };
}

/** What stands for a media type that is not listed: its range, such as `application/*`. */
function rangeRest(edges: ReadonlyMap<string, Edge>): NonNullable<Node["rest"]> {
  return (key) => {
    const [, type] = /^content\/(.*)$/.exec(key) ?? [];
    if (type === undefined) return undefined;
    const [name = ""] = type.split(";");
    const range = [name, `${name.split("~1")[0]}~1*`, "*~1*"].map((one) => edges.get(`content/${one}`));
    return range.find((edge) => edge !== undefined);
  };
}

const variablesOf = (template: string) => [...template.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? "");

/** The variables that both templates have, in their order: a new name is nothing, a new location is. */
function movable(template: string, partner: string): string {
  const others = variablesOf(partner);
  return variablesOf(template)
    .map((name, index) => (others.includes(name) ? `${name} ${index}` : ""))
    .filter(Boolean)
    .join(", ");
}

/** The variables of a path template, without their names. */
export const unnamed = (template: string) => template.replaceAll(/\{[^}]*\}/g, "{}");
