import { toRegExp } from "../../../src/call/pattern.js";
import { type Direction, decodePointer, encodePointer, isObject, type JsonObject } from "../description/index.js";
import { type BundleLocation, follow, inside, partsOf, rootOf } from "./bundle-location.js";
import { type Conjunction, isOfType, type Reader, type SchemaPart } from "./conjunction.js";
import { createNode, type Edge, isNever, lazily, type Node, never, typeOf, uniteTypes, type Value } from "./node.js";
import { addValue, readEnumeration, readTypes, setBounds } from "./schema-values.js";
import { readUnion } from "./union.js";

const ALL_TYPES = ["array", "boolean", "null", "number", "object", "string"];
const WHOLES = ["not", "if", "then", "else", "contains", "unevaluatedItems", "unevaluatedProperties", "contentSchema"];
// Keywords that don't constrain values, and keywords that are not compared simply by value.
const READ_APART = new Set([
  ...WHOLES,
  ..."description title example examples externalDocs $comment $schema $id $anchor $dynamicAnchor".split(" "),
  ..."$defs definitions $ref readOnly writeOnly nullable type enum const allOf oneOf anyOf discriminator".split(" "),
  ..."properties patternProperties propertyNames dependentSchemas required additionalProperties".split(" "),
  ..."items prefixItems minimum maximum exclusiveMinimum exclusiveMaximum".split(" "),
]);
const FLAGS = ["deprecated", "uniqueItems"];

/** Reads schemas into their normal form, each once. */
export class SchemaReader implements Reader {
  readonly #nodes = new Map<string, Node>();
  /** The keys of what is being read. */
  readonly #reading = new Set<string>();
  /** Whether schemas are JSON Schema 2020-12, as in OpenAPI 3.1. */
  readonly jsonSchema: boolean;

  constructor(
    readonly document: JsonObject,
    /** Whether a schema that contradicts its own `type` allows nothing; otherwise the type is ignored. */
    readonly strict: boolean,
  ) {
    this.jsonSchema = !String(document.openapi).startsWith("3.0");
  }

  /**
   * Reads the schemas at several locations as one: all of them have to match.
   *
   * @param chosen - the choices of `oneOf` and `anyOf` made so far
   */
  read(
    locations: readonly BundleLocation[],
    direction: Direction,
    chosen: ReadonlySet<BundleLocation["id"]> = new Set(),
  ): Node {
    const key = [direction, ...locations.map(({ id }) => id), "", ...chosen].join(" ");
    const known = this.#nodes.get(key);
    if (known) return known;
    const conjunction = this.collect(locations);
    const [location = rootOf(this.document)] = conjunction.parts.map((part) => part.location).concat(locations);
    // A choice looks into its alternatives, which may have a property that is the choice.
    if (this.#reading.has(key)) return createNode({ location, direction, isSchema: true, unread: true });
    this.#reading.add(key);
    const node = conjunction.never
      ? never(conjunction.never, direction)
      : (readUnion(this, locations, conjunction, direction, chosen) ??
        this.#readPlain(location, conjunction.parts, direction));
    this.#reading.delete(key);
    this.#nodes.set(key, node);
    return node;
  }

  /** A link to the schemas at several locations. */
  edge(locations: readonly BundleLocation[], direction: Direction): Edge {
    return {
      location: locations[0] ?? rootOf(this.document),
      node: lazily(() => this.read(locations, direction)),
      written: locations.map(({ value }) => value),
    };
  }

  /**
   * Collects the schemas that have to match together: targets of references, parts of `allOf`, and choices with one
   * alternative.
   */
  collect(locations: readonly BundleLocation[]): Conjunction {
    const parts: SchemaPart[] = [];
    const seen = new Set<BundleLocation["id"]>();
    let forbidden: BundleLocation | undefined;
    const add = (location: BundleLocation): void => {
      if (seen.has(location.id)) return;
      seen.add(location.id);
      if (location.value === false) forbidden = location;
      if (!isObject(location.value)) return;
      const { $ref, ...schema } = location.value;
      const isReference = typeof $ref === "string";
      if (isReference) add(follow(location));
      // OpenAPI 3.0 ignores everything beside a reference.
      if (isReference && (!this.jsonSchema || Object.keys(schema).length === 0)) return;
      parts.push({ location, schema });
      for (const keyword of ["allOf", "oneOf", "anyOf"]) {
        const list = partsOf(inside(location, keyword));
        if (keyword === "allOf" || list.length === 1) for (const [, child] of list) add(child);
      }
    };
    for (const location of locations) add(location);
    return { parts, seen, never: forbidden };
  }

  #readPlain(location: BundleLocation, parts: readonly SchemaPart[], direction: Direction): Node {
    const types = readTypes(parts, this.jsonSchema);
    const list = readEnumeration(parts, types, location, this.strict);
    const values = new Map<string, Value>();
    if (list) {
      values.set("enum", { value: list.values, location: list.location });
      if (list.isContradictory) values.set("contradiction", { value: true, location: list.location });
      if (list.values.length === 0) return createNode({ location, direction, values, isSchema: true });
    }
    const kept = list ? uniteTypes(list.values.map(typeOf)) : types?.list;
    const applies = (keyword: string) => !kept || isOfType(keyword, kept);
    const setTypes = (value: string[]) =>
      values.set("type", { value, location: types?.location ?? list?.location ?? location });
    if (kept && kept.length < ALL_TYPES.length) setTypes(kept);
    if (applies("minimum") && !setBounds(parts, kept, this.jsonSchema, values)) return never(location, direction);
    for (const { location: at, schema } of parts) {
      for (const [keyword, value] of Object.entries(schema)) {
        if (READ_APART.has(keyword) || keyword.startsWith("x-") || !applies(keyword)) continue;
        if (value === false && FLAGS.includes(keyword)) continue;
        addValue(values, keyword, { value, location: inside(at, keyword) ?? at });
      }
    }
    const object = applies("properties") ? this.#readObject(parts, direction, values) : new Map<string, Edge>();
    const array = applies("items") ? this.#readArray(parts, direction) : new Map<string, Edge>();
    if (!object) {
      // An object would need a property that is forbidden.
      const others = (kept ?? ALL_TYPES).filter((type) => type !== "object");
      if (others.length === 0) return never(location, direction);
      setTypes(others);
    }
    const edges = new Map([...(object ?? []), ...array]);
    const wholes = new Map<string, Edge[]>();
    for (const keyword of WHOLES.filter(applies)) {
      const inner = insideAll(parts, keyword).filter(({ value }) => value !== true || /contains|not/.test(keyword));
      const compared = inner.map((one) => this.edge([one], direction));
      if (inner.length > 0) wholes.set(keyword, compared);
    }
    const rest = (key: string) => restOf(key, location, direction, edges);
    const locations = parts.map((part) => part.location);
    return createNode({ location, parts: locations, direction, values, edges, wholes, rest, isSchema: true });
  }

  #readObject(parts: readonly SchemaPart[], direction: Direction, values: Map<string, Value>) {
    const edges = new Map<string, Edge>();
    const hidden = new Set<string>();
    const hides = direction === "request" ? "readOnly" : "writeOnly";
    const names = new Set(parts.flatMap(({ schema }) => keysOf(schema.properties)));
    const isClosed = parts.some(({ schema }) => schema.additionalProperties === false);
    for (const name of names) {
      const locations = parts.flatMap((part) => propertyLocations(part, name));
      if (this.collect(locations).parts.some(({ schema }) => schema[hides] === true)) hidden.add(name);
      else if (!isClosed || !locations.some(({ value }) => value === false))
        edges.set(`properties${encodePointer([name])}`, this.edge(locations, direction));
    }
    for (const keyword of ["patternProperties", "dependentSchemas"]) {
      const owners = insideAll(parts, keyword);
      for (const name of new Set(owners.flatMap(({ value }) => keysOf(value)))) {
        const locations = owners.flatMap((owner) => inside(owner, name) ?? []);
        edges.set(keyword + encodePointer([name]), this.edge(locations, direction));
      }
    }
    const propertyNames = insideAll(parts, "propertyNames");
    if (propertyNames.length > 0) edges.set("propertyNames", this.edge(propertyNames, direction));
    // Without conditions and choices, the unevaluated properties are the undeclared ones.
    const closing = ["additionalProperties", ...(hasConditions(parts) ? [] : ["unevaluatedProperties"])];
    const others = parts.flatMap((part) => closing.flatMap((keyword) => insideAll([part], keyword)));
    const restricting = others.filter(({ value }) => !isAny(value));
    if (restricting.length > 0) edges.set("additionalProperties", this.edge(restricting, direction));
    const required = new Map<string, BundleLocation>();
    for (const { location, schema } of parts) {
      for (const name of Array.isArray(schema.required) ? schema.required.map(String) : []) {
        if (!hidden.has(name)) required.set(name, inside(location, "required") ?? location);
      }
    }
    const forbidden = [...required.keys()].some((name) => {
      return parts.some((part) => propertyLocations(part, name).some(({ value }) => value === false));
    });
    if (forbidden) return undefined;
    const [first] = required.values();
    if (first) values.set("required", { value: [...required.keys()].sort(), location: first });
    return edges;
  }

  #readArray(parts: readonly SchemaPart[], direction: Direction): Map<string, Edge> {
    const edges = new Map<string, Edge>();
    const prefixOf = ({ location }: SchemaPart) => {
      const items = inside(location, "items");
      return partsOf(inside(location, "prefixItems") ?? (Array.isArray(items?.value) ? items : undefined));
    };
    const itemsOf = ({ location }: SchemaPart) => {
      const items = inside(location, Array.isArray(inside(location, "items")?.value) ? "additionalItems" : "items");
      return items && !isAny(items.value) ? [items] : [];
    };
    const length = Math.max(0, ...parts.map((part) => prefixOf(part).length));
    for (let index = 0; index < length; index += 1) {
      const locations = parts.flatMap((part) => prefixOf(part)[index]?.[1] ?? itemsOf(part));
      edges.set(`prefixItems/${index}`, this.edge(locations, direction));
    }
    const items = parts.flatMap(itemsOf);
    if (items.length > 0) edges.set("items", this.edge(items, direction));
    return edges;
  }
}

function restOf(
  key: string,
  location: BundleLocation,
  direction: Direction,
  edges: ReadonlyMap<string, Edge>,
): Edge | undefined {
  const [container = "", name = ""] = decodePointer(`/${key}`);
  const at = inside(location, container) ?? location;
  const open: Edge = { location: at, node: () => createNode({ location: at, direction, isSchema: true }) };
  if (container === "properties") {
    const patterns = [...edges].filter(
      ([other]) => other.startsWith("patternProperties/") && matches(decodePointer(other)[0] ?? "", name),
    );
    const [found = edges.get("additionalProperties")] = patterns.map(([, edge]) => edge);
    // If all other properties are forbidden, or all are allowed, the property was added or removed.
    return found && !isNever(found.node()) ? found : undefined;
  }
  if (container === "prefixItems") return edges.get("items") ?? open;
  return ["items", "additionalProperties", "propertyNames"].includes(container) ? open : undefined;
}

function propertyLocations({ location, schema }: SchemaPart, name: string): BundleLocation[] {
  const own = inside(inside(location, "properties"), name);
  const patterns = partsOf(inside(location, "patternProperties"))
    .filter(([pattern]) => matches(pattern, name))
    .map(([, child]) => child);
  const declared = own ? [own, ...patterns] : patterns;
  if (declared.length > 0) return declared;
  const rest = inside(location, "additionalProperties");
  return rest && !isAny(schema.additionalProperties) ? [rest] : [];
}

function matches(pattern: string, name: string): boolean {
  try {
    return toRegExp(pattern).test(name);
  } catch {
    return false;
  }
}

const hasConditions = (parts: readonly SchemaPart[]) =>
  parts.some(({ schema }) => ["if", "dependentSchemas", "oneOf", "anyOf"].some((keyword) => keyword in schema));

const insideAll = (parts: readonly SchemaPart[], keyword: string) =>
  parts.flatMap(({ location }) => inside(location, keyword) ?? []);
const isAny = (value: unknown) => value === true || (isObject(value) && Object.keys(value).length === 0);
const keysOf = (value: unknown) => (isObject(value) ? Object.keys(value) : []);
