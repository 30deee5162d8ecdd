import {
  childKind,
  type Direction,
  encodePointer,
  isReference,
  type JsonObject,
  METHODS,
} from "../description/index.js";
import { type BundleLocation, follow, inside, objectAt, partsOf, rootOf } from "./bundle-location.js";
import { createNode, type Edge, isOpen, lazily, type Node, type Value } from "./node.js";
import { movable, parametersOf, removeDefaults } from "./parameters.js";
import type { SchemaReader } from "./schema.js";
import { readSecurity, readServers } from "./security.js";

/** Maps names that differ between the two sides to common names. */
export interface CommonNames {
  /** The comparison key of a path template. */
  path(template: string): string;
  /** The other side's template for the same path. */
  partner(template: string): string;
  scheme(name: string): string;
}

/** The parts of an operation that are all read the same way, by their grammar names. */
type PartKind = "operation" | "parameter" | "requestBody" | "response" | "header" | "mediaType" | "encoding" | "link";

/** The named children of a part, and how their names are compared. */
const CONTAINERS: Record<string, { kind: PartKind; normalize: (name: string) => string }> = {
  content: { kind: "mediaType", normalize: normalType },
  encoding: { kind: "encoding", normalize: (name) => name },
  headers: { kind: "header", normalize: (name) => name.toLowerCase() },
  links: { kind: "link", normalize: (name) => name },
};
/** Properties that don't affect the contract, or that are read elsewhere. */
const UNCOMPARED =
  /^(\w+ (summary|description|\$ref|x-.*)|operation (tags|externalDocs|security)|(parameter|header) (name|in))$/;

/** The settings of a path item that apply to its operations. */
interface PathContext {
  direction: Direction;
  /** The name of an operation in reports, by its method. */
  label(method: string): string;
  template: string;
}

/**
 * Reads a bundled description into its normal form: settings from the root and the path item are moved into each
 * operation.
 */
export function readDocument(document: JsonObject, names: CommonNames, schemas: SchemaReader): Node {
  const root = rootOf(document);
  const reader = new OperationReader(root, names, schemas);
  const edges = new Map<string, Edge>();
  for (const [template, item] of extensible(inside(root, "paths"))) {
    const label = (method: string) => `${method.toUpperCase()} ${template}`;
    reader.addPathItem(edges, ["paths", names.path(template)], item, { direction: "request", label, template });
  }
  for (const [name, item] of extensible(inside(root, "webhooks"))) {
    const label = (method: string) => `webhook ${method.toUpperCase()} ${name}`;
    reader.addPathItem(edges, ["webhooks", name], item, { direction: "response", label, template: name });
  }
  return createNode({ location: root, direction: "request", edges });
}

const extensible = (location: BundleLocation | undefined) => partsOf(location).filter(([key]) => !key.startsWith("x-"));
const flip = (direction: Direction) => (direction === "request" ? "response" : "request");

/** The date after which an operation or a media type is no longer supported. */
export function sunsetOf(location: BundleLocation): BundleLocation | undefined {
  const own = inside(location, "x-sunset");
  if (own || !("responses" in objectAt(location))) return own;
  // If its media types end at different dates, an operation ends with the last.
  const media = extensible(inside(location, "responses"))
    .filter(([status]) => status.startsWith("2"))
    .flatMap(([, response]) => partsOf(inside(follow(response), "content")));
  const sunsets = media.map(([, type]) => inside(type, "x-sunset"));
  if (sunsets.some((sunset) => !sunset)) return undefined;
  return sunsets.sort((a, b) => Date.parse(String(a?.value)) - Date.parse(String(b?.value))).at(-1);
}

class OperationReader {
  readonly #schemes = new Map<string, () => Node>();
  readonly #shared = new Map<string, () => Node>();

  constructor(
    readonly root: BundleLocation,
    readonly names: CommonNames,
    readonly schemas: SchemaReader,
  ) {}

  addPathItem(edges: Map<string, Edge>, path: readonly string[], location: BundleLocation, context: PathContext): void {
    const item = follow(location);
    const { parameters, servers } = objectAt(item);
    const root = objectAt(this.root);
    const schemes = inside(this.root, "components", "securitySchemes")?.value;
    const around = [context.template, parameters, servers, root.servers, root.security, schemes];
    for (const method of METHODS) {
      const operation = inside(item, method);
      if (!operation) continue;
      edges.set(encodePointer([...path, method]).slice(1), {
        location: operation,
        node: lazily(() => this.#operation(operation, item, context, context.label(method))),
        written: [...around, operation.value],
      });
    }
  }

  #operation(location: BundleLocation, item: BundleLocation, context: PathContext, label: string): Node {
    const { direction, template } = context;
    const { values, edges } = this.#contents("operation", location, direction);
    const sunset = sunsetOf(location);
    if (sunset) values.set("x-sunset", { value: sunset.value, location: sunset });
    const order = movable(template, this.names.partner(template));
    if (order !== "") values.set("x-variables", { value: order, location: item });
    for (const [key, parameter] of parametersOf(location, item, template)) {
      edges.set(`parameters/${key}`, this.#edge("parameter", parameter, direction));
    }
    const body = inside(location, "requestBody");
    if (body) edges.set("requestBody", this.#edge("requestBody", body, direction));
    for (const [status, response] of extensible(inside(location, "responses"))) {
      const edge = this.#edge("response", response, flip(direction), status);
      edges.set(`responses/${status.replace(/xx$/i, "XX")}`, edge);
    }
    for (const [name, callback] of extensible(inside(location, "callbacks"))) {
      for (const [url, target] of extensible(follow(callback))) {
        const inner = (method: string) => `${label}: ${name} callback ${method.toUpperCase()} ${url}`;
        const around = { direction: flip(direction), label: inner, template: url } as const;
        this.addPathItem(edges, ["callbacks", name, url], target, around);
      }
    }
    // The root describes requests to the API: its servers and credentials are not those of a webhook or a callback.
    const isSent = direction === "request";
    const security = inside(location, "security") ?? (isSent ? inside(this.root, "security") : undefined);
    readSecurity(this.root, security, direction, this.names.scheme, edges, this.#schemes);
    if (isSent) readServers([location, item, this.root], edges, values);
    return createNode({ location, direction, values, edges, operation: label, rest: responseRest(edges) });
  }

  /** A link to a part. A part that many operations refer to is one node: hundreds may share one response. */
  #edge(kind: PartKind, location: BundleLocation, direction: Direction, name = ""): Edge {
    const own = lazily(() => this.#part(kind, follow(location), direction, name));
    const edge = { location, node: own, written: [location.value] };
    if (!isReference(location.value)) return edge;
    const key = `${kind} ${name} ${direction} ${follow(location).id}`;
    const node = this.#shared.get(key) ?? own;
    this.#shared.set(key, node);
    return { ...edge, node };
  }

  #part(kind: PartKind, location: BundleLocation, direction: Direction, name: string): Node {
    const parameter = objectAt(location);
    const parts: Partial<Record<PartKind, string>> = {
      parameter: `${parameter.in} parameter \`${parameter.name}\``,
      requestBody: direction === "request" ? "the request body" : "the body that the API sends",
      response: `the ${name} response`,
      header: `header \`${name}\``,
    };
    const { values, edges } = this.#contents(kind, location, direction);
    return createNode({ location, direction, values, edges, part: parts[kind], rest: rangeRest(edges) });
  }

  /** The values of a part itself, and its children. */
  #contents(kind: PartKind, location: BundleLocation, direction: Direction) {
    const values = new Map<string, Value>();
    const edges = new Map<string, Edge>();
    for (const [key, part] of partsOf(location)) {
      const inner = childKind(kind, key);
      const isValue =
        (inner === "other" || (kind === "link" && inner === "data")) && !UNCOMPARED.test(`${kind} ${key}`);
      // A flag that is false means the same as a missing flag.
      if ((isValue && part.value !== false) || (kind === "mediaType" && key === "x-sunset")) {
        values.set(key, { value: part.value, location: part });
      }
    }
    if (["parameter", "header", "encoding"].includes(kind)) removeDefaults(kind, location, values);
    const content = kind === "parameter" || kind === "header" ? inside(location, "content") : undefined;
    if (content) values.set("x-described-by", { value: "content", location: content });
    else if (["parameter", "header", "mediaType"].includes(kind)) {
      const schema = inside(location, "schema");
      edges.set("schema", { ...this.schemas.edge(schema ? [schema] : [], direction), location: schema ?? location });
    }
    for (const [container, { kind: partKind, normalize }] of Object.entries(CONTAINERS)) {
      if (childKind(kind, container) !== `map:${partKind}`) continue;
      for (const [name, part] of partsOf(inside(location, container))) {
        if (partKind === "header" && name.toLowerCase() === "content-type") continue;
        const edge = this.#edge(partKind, part, direction, name);
        if (partKind === "encoding" && isOpen(edge.node())) continue;
        edges.set(container + encodePointer([normalize(name)]), edge);
      }
    }
    return { values, edges };
  }
}

/**
 * A media type in lower case, without spaces, with sorted parameters. The charset of JSON is dropped: it is always
 * UTF-8.
 */
function normalType(type: string): string {
  const [name = "", ...parameters] = type.toLowerCase().split(";");
  const isJson = /[/+]json$/.test(name.trim());
  const kept = parameters
    .map((one) => one.trim().replaceAll('"', ""))
    .filter((one) => !(isJson && one === "charset=utf-8"));
  return [name.trim(), ...kept.sort()].join("; ");
}

/** The fallbacks for a status that is not listed: its range, or `default`. */
function responseRest(edges: ReadonlyMap<string, Edge>): NonNullable<Node["rest"]> {
  return (key) => {
    const [, status] = /^responses\/(\d\d\d|\dXX)$/.exec(key) ?? [];
    if (status === undefined) return undefined;
    return edges.get(`responses/${status[0]}XX`) ?? edges.get("responses/default");
  };
}

/** The fallbacks for a media type that is not listed: its range, such as `application/*`. */
function rangeRest(edges: ReadonlyMap<string, Edge>): NonNullable<Node["rest"]> {
  return (key) => {
    const [, type] = /^content\/(.*)$/.exec(key) ?? [];
    if (type === undefined) return undefined;
    const [name = ""] = type.split(";");
    const range = [name, `${name.split("~1")[0]}~1*`, "*~1*"].map((one) => edges.get(`content/${one}`));
    return range.find((edge) => edge !== undefined);
  };
}
