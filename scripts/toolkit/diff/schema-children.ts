import { toRegExp } from "../../../src/call/pattern.js";
import { type Direction, decodePointer, encodePointer, isObject } from "../description/index.js";
import { type BundleLocation, inside, partsOf } from "./bundle-location.js";
import type { Reader, SchemaPart } from "./conjunction.js";
import { createNode, type Edge, isNever, type Value } from "./node.js";

/**
 * Reads the schemas of an object's properties, and which properties are required.
 *
 * @param values - gets the required properties
 * @returns undefined if a property is required and forbidden
 */
export function readObject(
  reader: Reader,
  parts: readonly SchemaPart[],
  direction: Direction,
  values: Map<string, Value>,
) {
  const edges = new Map<string, Edge>();
  const hidden = new Set<string>();
  const hides = direction === "request" ? "readOnly" : "writeOnly";
  const names = new Set(parts.flatMap(({ schema }) => keysOf(schema.properties)));
  const isClosed = parts.some(({ schema }) => schema.additionalProperties === false);
  for (const name of names) {
    const locations = parts.flatMap((part) => propertyLocations(part, name));
    if (reader.collect(locations).parts.some(({ schema }) => schema[hides] === true)) hidden.add(name);
    else if (!isClosed || !locations.some(({ value }) => value === false))
      edges.set(`properties${encodePointer([name])}`, reader.edge(locations, direction));
  }
  for (const keyword of ["patternProperties", "dependentSchemas"]) {
    const owners = insideAll(parts, keyword);
    for (const name of new Set(owners.flatMap(({ value }) => keysOf(value)))) {
      const locations = owners.flatMap((owner) => inside(owner, name) ?? []);
      edges.set(keyword + encodePointer([name]), reader.edge(locations, direction));
    }
  }
  const propertyNames = insideAll(parts, "propertyNames");
  if (propertyNames.length > 0) edges.set("propertyNames", reader.edge(propertyNames, direction));
  // Without conditions and choices, the unevaluated properties are the undeclared ones.
  const closing = ["additionalProperties", ...(hasConditions(parts) ? [] : ["unevaluatedProperties"])];
  const others = parts.flatMap((part) => closing.flatMap((keyword) => insideAll([part], keyword)));
  const restricting = others.filter(({ value }) => !isAny(value));
  if (restricting.length > 0) edges.set("additionalProperties", reader.edge(restricting, direction));
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

/** Reads the schemas of an array's items. */
export function readArray(reader: Reader, parts: readonly SchemaPart[], direction: Direction): Map<string, Edge> {
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
    edges.set(`prefixItems/${index}`, reader.edge(locations, direction));
  }
  const items = parts.flatMap(itemsOf);
  if (items.length > 0) edges.set("items", reader.edge(items, direction));
  return edges;
}

/** The schema that decides about a property or an item that is not listed; undefined if none does. */
export function restOf(
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

/** What all parts of a schema have at a keyword. */
export const insideAll = (parts: readonly SchemaPart[], keyword: string) =>
  parts.flatMap(({ location }) => inside(location, keyword) ?? []);
const isAny = (value: unknown) => value === true || (isObject(value) && Object.keys(value).length === 0);
const keysOf = (value: unknown) => (isObject(value) ? Object.keys(value) : []);
