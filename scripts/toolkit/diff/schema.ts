import { type Direction, isMereReference, isObject, type JsonObject } from "../description/index.js";
import { type BundleLocation, follow, inside, partsOf, rootOf, targetOf } from "./bundle-location.js";
import { type Conjunction, isOfType, type Reader, type SchemaPart } from "./conjunction.js";
import { createNode, type Edge, lazily, type Node, never, typeOf, uniteTypes, type Value } from "./node.js";
import { insideAll, readArray, readObject, restOf } from "./schema-children.js";
import { addValue, allowsNull, readEnumeration, readTypes, setBounds } from "./schema-values.js";
import { readUnion } from "./union.js";

const ALL_TYPES = ["array", "boolean", "null", "number", "object", "string"];
const WHOLES = ["not", "if", "then", "else", "contains", "unevaluatedItems", "unevaluatedProperties", "contentSchema"];
// Keywords that don't constrain values, and keywords that are not compared simply by value.
const READ_APART = new Set([
  ...WHOLES,
  ..."description title example examples externalDocs $comment $schema $id $anchor $dynamicAnchor".split(" "),
  ..."$defs definitions $ref readOnly writeOnly type enum const allOf oneOf anyOf discriminator".split(" "),
  ..."properties patternProperties propertyNames dependentSchemas required additionalProperties".split(" "),
  ..."items prefixItems minimum maximum exclusiveMinimum exclusiveMaximum".split(" "),
]);
const FLAGS = ["deprecated", "uniqueItems", "nullable"];

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
    written: readonly BundleLocation[],
    direction: Direction,
    chosen: ReadonlySet<BundleLocation["id"]> = new Set(),
  ): Node {
    // All references to a schema are one node.
    const locations = written.map((location) => follow(location));
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
      if (typeof $ref === "string") add(targetOf(location, $ref));
      if (isMereReference(location.value)) return;
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
        if (keyword === "nullable" && allowsNull(schema, this.jsonSchema)) continue;
        if (keyword === "multipleOf" && value === 1 && kept && !kept.includes("number")) continue;
        addValue(values, keyword, { value, location: inside(at, keyword) ?? at });
      }
    }
    const object = applies("properties") ? readObject(this, parts, direction, values) : new Map<string, Edge>();
    const array = applies("items") ? readArray(this, parts, direction) : new Map<string, Edge>();
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
}
