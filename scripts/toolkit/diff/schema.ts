import { toRegExp } from "../../../src/call/pattern.js";
import {
  canonicalJson,
  type Direction,
  decodePointer,
  encodePointer,
  isObject,
  type JsonObject,
} from "../description/index.js";
import { type BundleLocation, follow, inside, partsOf, rootOf } from "./bundle-location.js";
import { type Conjunction, isOfType, type Reader, type SchemaPart } from "./conjunction.js";
import {
  createNode,
  type Edge,
  intersectTypes,
  isNever,
  lazily,
  type Node,
  never,
  uniteTypes,
  type Value,
} from "./node.js";
import { readUnion } from "./union.js";

const ALL_TYPES = ["array", "boolean", "null", "number", "object", "string"];
// What says nothing of values, and what is read below in a way of its own.
const UNWEIGHED = new Set(
  `description title example examples externalDocs $comment $schema $id $anchor $dynamicAnchor $defs definitions $ref
  readOnly writeOnly nullable type enum const allOf oneOf anyOf discriminator properties patternProperties required
  additionalProperties items prefixItems minimum maximum exclusiveMinimum exclusiveMaximum`.split(/\s+/),
);
const WHOLES = ["not", "if", "then", "else", "contains", "unevaluatedItems", "unevaluatedProperties", "contentSchema"];
const INNER = ["propertyNames", "dependentSchemas"];
const FLAGS = ["deprecated", "uniqueItems"];
const LOWEST = ["minLength", "minItems", "minProperties"];
const HIGHEST = ["maxLength", "maxItems", "maxProperties"];

/** Reads schemas into their normal form, each once. */
export class SchemaReader implements Reader {
  readonly #nodes = new Map<string, Node>();

  constructor(
    readonly document: JsonObject,
    /** Whether what contradicts its own `type` fits nothing; otherwise it is read as it was meant. */
    readonly strict = true,
    /** Whether schemas are JSON Schema 2020-12, as from OpenAPI 3.1 on. */
    readonly jsonSchema = !String(document.openapi).startsWith("3.0"),
  ) {}

  /**
   * Reads the schemas at some locations, all of which have to fit.
   *
   * @param chosen - the choices of `oneOf` and `anyOf` that have been made on the way
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
    const node = conjunction.never
      ? never(conjunction.never, direction)
      : (readUnion(this, locations, conjunction, direction, chosen) ??
        this.#readPlain(location, conjunction.parts, direction));
    this.#nodes.set(key, node);
    return node;
  }

  /** A way to the schemas at some locations. */
  edge(locations: readonly BundleLocation[], direction: Direction): Edge {
    return {
      location: locations[0] ?? rootOf(this.document),
      node: lazily(() => this.read(locations, direction)),
      written: locations.map(({ value }) => value),
    };
  }

  /** Gathers what has to fit together: the targets of references, the parts of `allOf`, and choices of one. */
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
      // Beside a reference, OpenAPI 3.0 ignores everything.
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
    const types = this.#types(parts);
    const list = this.#enumeration(parts, types);
    const values = new Map<string, Value>();
    const set = (key: string, value: unknown, from: BundleLocation = location) =>
      values.set(key, { value, location: from });
    if (list) {
      set("enum", list.values, list.location);
      if (list.isContradictory) set("contradiction", true, list.location);
      if (list.values.length === 0) return createNode({ location, direction, values, component: "schemas" });
    }
    const kept = list ? uniteTypes(list.values.map(typeOf)) : types?.list;
    const applies = (keyword: string) => !kept || isOfType(keyword, kept);
    const typeLocation = types?.location ?? list?.location;
    if (kept && kept.length < ALL_TYPES.length) set("type", kept, typeLocation);
    readBounds(parts, kept, this.jsonSchema, values);
    if (kept?.every((type) => ["integer", "number"].includes(type)) && isContradictory(values))
      return never(location, direction);
    for (const { location: at, schema } of parts) {
      for (const [keyword, value] of Object.entries(schema)) {
        if (UNWEIGHED.has(keyword) || keyword.startsWith("x-") || !applies(keyword)) continue;
        if (WHOLES.includes(keyword) || INNER.includes(keyword)) continue;
        if (value === false && FLAGS.includes(keyword)) continue;
        addValue(values, keyword, { value, location: inside(at, keyword) ?? at });
      }
    }
    const object = applies("properties") ? this.#readObject(parts, direction, values) : new Map<string, Edge>();
    const array = applies("items") ? this.#readArray(parts, direction) : new Map<string, Edge>();
    if (!object) {
      // An object would have to have a property that it may not have.
      const others = (kept ?? ALL_TYPES).filter((type) => type !== "object");
      if (others.length === 0) return never(location, direction);
      set("type", others, typeLocation);
    }
    const edges = new Map([...(object ?? []), ...array]);
    const wholes = new Map<string, Edge[]>();
    for (const keyword of WHOLES.filter(applies)) {
      const inner = parts
        .flatMap((part) => inside(part.location, keyword) ?? [])
        .filter(({ value }) => value !== true || ["contains", "not"].includes(keyword));
      if (inner.length > 0)
        wholes.set(
          keyword,
          inner.map((one) => this.edge([one], direction)),
        );
    }
    const rest = (key: string) => restOf(key, location, direction, edges);
    const locations = parts.map((part) => part.location);
    return createNode({ location, parts: locations, direction, values, edges, wholes, rest, component: "schemas" });
  }

  #types(parts: readonly SchemaPart[]): { list: string[]; location: BundleLocation } | undefined {
    let found: { list: string[]; location: BundleLocation } | undefined;
    for (const { location, schema } of parts) {
      if (schema.type === undefined) continue;
      const own = [schema.type].flat().map(String);
      if (schema.nullable === true && !this.jsonSchema) own.push("null");
      const list = found ? intersectTypes(found.list, own) : uniteTypes(own);
      if (!found || list.length < found.list.length) found = { list, location: inside(location, "type") ?? location };
    }
    return found;
  }

  #enumeration(parts: readonly SchemaPart[], types: { list: string[] } | undefined) {
    let found: { values: unknown[]; location: BundleLocation } | undefined;
    for (const { location, schema } of parts) {
      const lists = [schema.enum, "const" in schema ? [schema.const] : undefined].filter(Array.isArray);
      for (const list of lists) {
        const own = new Map(list.map((value) => [canonicalJson(value), value]));
        const left = found ? found.values.filter((value) => own.has(canonicalJson(value))) : [...own.values()];
        if (found && left.length === found.values.length) continue;
        found = { values: left, location: inside(location, "enum") ?? inside(location, "const") ?? location };
      }
    }
    if (!found) {
      // Types that have nothing in common leave no value.
      const location = parts[0]?.location ?? rootOf(this.document);
      return types?.list.length === 0 ? { values: [], location, isContradictory: false } : undefined;
    }
    const fits = (value: unknown) => !types || intersectTypes(types.list, [typeOf(value)]).length > 0;
    const texts = new Map(found.values.map((value) => [value, canonicalJson(value)]));
    const sorted = found.values.sort((a, b) => ((texts.get(a) ?? "") < (texts.get(b) ?? "") ? -1 : 1));
    const fitting = sorted.filter(fits);
    // Of `type: string` beside a list of numbers, the list is what is meant.
    const isContradictory =
      !this.strict &&
      fitting.length === 0 &&
      parts.some(({ schema }) => "type" in schema && Array.isArray(schema.enum));
    return { ...found, values: isContradictory ? sorted : fitting, isContradictory };
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
    for (const keyword of ["patternProperties", ...INNER]) {
      const many =
        keyword === "propertyNames" ? undefined : new Set(parts.flatMap(({ schema }) => keysOf(schema[keyword])));
      const owners = parts.flatMap(({ location }) => inside(location, keyword) ?? []);
      for (const name of many ?? []) {
        edges.set(
          keyword + encodePointer([name]),
          this.edge(
            owners.flatMap((owner) => inside(owner, name) ?? []),
            direction,
          ),
        );
      }
      if (!many && owners.length > 0) edges.set(keyword, this.edge(owners, direction));
    }
    // Without choices, what is not evaluated is what is not declared.
    const closing = ["additionalProperties", ...(hasConditions(parts) ? [] : ["unevaluatedProperties"])];
    const others = parts.flatMap(({ location }) => closing.flatMap((keyword) => inside(location, keyword) ?? []));
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
  const open: Edge = { location: at, node: () => createNode({ location: at, direction, component: "schemas" }) };
  if (container === "properties") {
    const patterns = [...edges].filter(
      ([other]) => other.startsWith("patternProperties/") && matches(decodePointer(other)[0] ?? "", name),
    );
    const [found = edges.get("additionalProperties")] = patterns.map(([, edge]) => edge);
    // In an object that is closed or open, a property is there or not.
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

function addValue(values: Map<string, Value>, keyword: string, { value, location }: Value): void {
  if (LOWEST.includes(keyword) && value === 0) return;
  const known = values.get(keyword);
  const [a, b] = [Number(known?.value), Number(value)];
  if (!known || (LOWEST.includes(keyword) && b > a) || (HIGHEST.includes(keyword) && b < a)) {
    values.set(keyword, { value, location });
  } else if (!LOWEST.includes(keyword) && !HIGHEST.includes(keyword) && keyword !== "default") {
    const both = [...new Set([known.value, value].map(canonicalJson))].sort();
    if (both.length > 1) values.set(keyword, { value: both.join(" and "), location });
  }
}

function readBounds(
  parts: readonly SchemaPart[],
  types: string[] | undefined,
  jsonSchema: boolean,
  values: Map<string, Value>,
) {
  const whole = types?.every((type) => type !== "number") ?? false;
  if (types && !types.some((type) => ["integer", "number"].includes(type))) return;
  for (const [keyword, sign] of [
    ["minimum", 1],
    ["maximum", -1],
  ] as const) {
    const exclusive = keyword.replace("m", "exclusiveM");
    let found: { limit: number; open: boolean; location: BundleLocation } | undefined;
    for (const { location, schema } of parts) {
      const own = [
        {
          limit: schema[keyword],
          open: !jsonSchema && schema[exclusive] === true,
          location: inside(location, keyword) ?? location,
        },
        { limit: schema[exclusive], open: true, location: inside(location, exclusive) ?? location },
      ];
      for (const { limit, open, location: at } of own) {
        if (typeof limit !== "number") continue;
        // Of whole numbers, "more than 3" and "at least 4" are the same.
        const bound = whole ? (open ? Math.floor(limit * sign) + 1 : Math.ceil(limit * sign)) * sign : limit;
        const isOpenBound = open && !whole;
        const difference = found ? (bound - found.limit) * sign : 1;
        if (difference > 0 || (difference === 0 && isOpenBound))
          found = { limit: bound, open: isOpenBound, location: at };
      }
    }
    if (found) values.set(found.open ? exclusive : keyword, { value: found.limit, location: found.location });
  }
}

function isContradictory(values: ReadonlyMap<string, Value>): boolean {
  const [min, over, max, under] = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"].map((keyword) => {
    return values.get(keyword)?.value as number | undefined;
  });
  const [low, high] = [min ?? over, max ?? under];
  if (low === undefined || high === undefined) return false;
  return low > high || (low === high && (over !== undefined || under !== undefined));
}

const isAny = (value: unknown) => value === true || (isObject(value) && Object.keys(value).length === 0);
const keysOf = (value: unknown) => (isObject(value) ? Object.keys(value) : []);

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}
