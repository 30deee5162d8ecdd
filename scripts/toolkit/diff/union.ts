import { type Direction, encodePointer, isObject, type JsonObject } from "../description/index.js";
import { type BundleLocation, follow, inside, objectAt, partsOf, targetOf } from "./bundle-location.js";
import { type Conjunction, isOfType, type Reader } from "./conjunction.js";
import { type Alternative, createNode, intersectTypes, isNever, lazily, type Node, never, type Value } from "./node.js";

// More combinations than this of several choices are not written out: the smaller choices are compared as a whole.
const MOST = 100;

interface Choice {
  owner: BundleLocation;
  location: BundleLocation;
  alternatives: { location: BundleLocation; name: string | undefined }[];
  /** The property by whose value a discriminator chooses. */
  property: BundleLocation | undefined;
  exclusive: boolean;
}

/**
 * Reads a schema that has a choice as its alternatives, each together with all that is said beside the choice.
 * `oneOf` is read as `anyOf`; where alternatives overlap that didn't before, `overlap` says so.
 *
 * @returns nothing, where there is no choice
 */
export function readUnion(
  reader: Reader,
  locations: readonly BundleLocation[],
  { parts, seen }: Conjunction,
  direction: Direction,
  chosen: ReadonlySet<BundleLocation["id"]>,
): Node | undefined {
  const choices = parts
    .flatMap(({ location }) => readChoices(location))
    .filter(({ location }) => !chosen.has(location.id))
    // A child of a parent that lists its children has been chosen already.
    .filter(({ alternatives }) => !alternatives.some((one) => seen.has(follow(one.location).id)))
    .sort((a, b) => b.alternatives.length - a.alternatives.length);
  const [choice, ...others] = choices;
  if (!choice) return undefined;
  let product = choice.alternatives.length;
  const left = new Set([...chosen, choice.location.id]);
  const tooMany = others.filter((other) => {
    product *= other.alternatives.length;
    return product > MOST && left.add(other.location.id);
  });
  // What is said beside the choice holds for each alternative.
  const beside = parts.flatMap(({ location, schema: { oneOf, anyOf, discriminator, ...rest } }) => [
    rest,
    ...[oneOf, anyOf].filter((list) => list !== choice.location.value),
    // Its own is given by the names of the alternatives.
    ...(location.id === choice.owner.id ? [] : [discriminator]),
  ]);
  const readAll = (around: readonly BundleLocation[]) =>
    choice.alternatives.flatMap(({ location, name }) => {
      const written = [...beside, location.value];
      return flatten({
        location,
        name,
        written,
        node: lazily(() => reader.read([...around, location], direction, left)),
      });
    });
  const values = new Map<string, Value>();
  let read = readAll(locations);
  if (read.length === 0 && !reader.strict) {
    // Of `type: object` beside alternatives that are strings, the strings are what is meant.
    read = readAll([]);
    values.set("contradiction", { value: true, location: choice.location });
  }
  if (choice.property) values.set("discriminator", { value: choice.property.value, location: choice.property });
  const node = unite(choice.location, direction, read, values, choice.exclusive && !choice.property);
  if (tooMany.length === 0) return node;
  const wholes = tooMany.flatMap(({ alternatives }) =>
    alternatives.map(({ location }) => reader.edge([location], direction)),
  );
  return { ...node, wholes: new Map([["allOf", wholes]]) };
}

const choicesOf = new WeakMap<object, Choice[]>();

// A parent's are asked for with each of its children.
function readChoices(owner: BundleLocation): Choice[] {
  const schema = objectAt(owner);
  const choices = choicesOf.get(schema) ?? readChoicesAfresh(owner);
  choicesOf.set(schema, choices);
  return choices;
}

function readChoicesAfresh(owner: BundleLocation): Choice[] {
  const discriminator = inside(owner, "discriminator");
  const property = inside(discriminator, "propertyName");
  const mapping = inside(discriminator, "mapping");
  const named = Object.entries(isObject(mapping?.value) ? mapping.value : {}).map(([name, value]) => {
    const ref = /[#/.]/.test(String(value)) ? String(value) : `#/components/schemas/${value}`;
    const target = follow(targetOf(owner, ref));
    return { name, target, id: target.id };
  });
  const choices = ["oneOf", "anyOf"].flatMap((keyword) => {
    const location = inside(owner, keyword);
    const list = partsOf(location);
    if (!location || list.length < 2) return [];
    const alternatives = list.flatMap(([, child]) => {
      const ref = isObject(child.value) && typeof child.value.$ref === "string" ? child.value.$ref : undefined;
      if (!property || ref === undefined) return [{ location: child, name: undefined }];
      const { id } = follow(child);
      const names = named.filter((one) => one.id === id).map(({ name }) => name);
      return (names.length > 0 ? names : [ref.split("/").at(-1)]).map((name) => ({ location: child, name }));
    });
    return [{ owner, location, alternatives, property, exclusive: keyword === "oneOf" }];
  });
  // The older style: children take their parent over, and the parent's mapping names them, or their own names do.
  if (!discriminator || !property || inside(owner, "oneOf") || inside(owner, "anyOf")) return choices;
  const alternatives =
    named.length > 0 ? named.map(({ name, target }) => ({ location: target, name })) : childrenOf(owner);
  if (alternatives.length === 0) return choices;
  return [...choices, { owner, location: mapping ?? discriminator, alternatives, property, exclusive: false }];
}

function childrenOf(parent: BundleLocation): Choice["alternatives"] {
  const ref = `#${parent.pointer}`;
  const { components } = parent.document;
  const schemas = isObject(components) && isObject(components.schemas) ? components.schemas : {};
  const isChild = ({ allOf }: JsonObject) =>
    Array.isArray(allOf) && allOf.some((part) => isObject(part) && part.$ref === ref);
  return Object.entries(schemas).flatMap(([name, schema]) => {
    if (!isObject(schema) || !isChild(schema)) return [];
    return [{ location: follow(targetOf(parent, `#${encodePointer(["components", "schemas", name])}`)), name }];
  });
}

/** An alternative as those that it is made of: the alternatives of a choice, and one for each type. */
function flatten(alternative: Alternative): Alternative[] {
  const { location, name, node, written } = alternative;
  const own = node();
  const only = (type: string): Alternative => ({
    ...{ location, name, node: () => onlyType(own, type) },
    ...(written && { written: [type, ...written] }),
  });
  if (isNever(own) || own.values.has("contradiction")) return [];
  // What has to fit exactly one of alternatives that overlap can't be one with those around it.
  if (own.union && own.exclusive && hasOverlap(own.union.map((one) => one.node()))) return [alternative];
  if (own.union) {
    const nullable = own.values.has("nullable") ? [only("null")] : [];
    const inner = own.union.map((one) => ({ ...one, name: [name, one.name].filter(Boolean).join("/") || undefined }));
    return [...inner, ...nullable];
  }
  const types = typesOf(own) ?? [];
  return types.length < 2 ? [alternative] : types.map(only);
}

function unite(
  location: BundleLocation,
  direction: Direction,
  all: readonly Alternative[],
  values: Map<string, Value>,
  exclusive: boolean,
): Node {
  const isNull = (edge: Alternative) => typesOf(edge.node())?.join() === "null";
  const union = all.filter((edge) => !isNull(edge));
  const empty = all.find(isNull);
  const [only] = union;
  if (union.length === 0) return empty?.node() ?? never(location, direction);
  const types = only && union.length === 1 ? typesOf(only.node()) : undefined;
  if (only && union.length === 1 && (!empty || types)) {
    const node = only.node();
    if (!empty || !types) return values.size === 0 ? node : { ...node, values: new Map([...node.values, ...values]) };
    const enumeration = node.values.get("enum");
    return {
      ...node,
      values: new Map([
        ...node.values,
        ...values,
        ["type", { value: [...types, "null"].sort(), location }],
        ...(enumeration
          ? [["enum", { ...enumeration, value: [...(enumeration.value as unknown[]), null] }] as const]
          : []),
      ]),
    };
  }
  if (empty) values.set("nullable", { value: true, location: empty.location });
  if (empty && exclusive && all.filter(isNull).length > 1)
    values.set("overlap", { value: "of null", location: empty.location });
  return createNode({ location, direction, component: "schemas", values, union, exclusive });
}

const lifted = new WeakMap<Node, Node>();

/** A node without a choice as a choice of one for each of its types, to be compared with a choice. */
export function asUnion(node: Node): Node {
  const known = lifted.get(node);
  if (known) return known;
  const { location, direction } = node;
  const all = flatten({ location, name: undefined, node: () => node });
  const isNull = (edge: Alternative) => typesOf(edge.node())?.join() === "null";
  const nullable = all.find(isNull);
  const values = new Map<string, Value>(nullable ? [["nullable", { value: true, location }]] : []);
  const union = all.filter((edge) => !isNull(edge));
  const made = createNode({ location, direction, component: "schemas", values, union });
  lifted.set(node, made);
  return made;
}

/** The types that a node admits; nothing, where that is all. */
export const typesOf = ({ values }: Node) => values.get("type")?.value as string[] | undefined;

const narrowed = new WeakMap<Node, Map<string, Node>>();

function onlyType(node: Node, type: string): Node {
  const known = narrowed.get(node) ?? new Map<string, Node>();
  narrowed.set(node, known);
  const made = known.get(type) ?? narrow(node, type);
  known.set(type, made);
  return made;
}

function narrow(node: Node, type: string): Node {
  const values = new Map(node.values);
  const enumeration = values.get("enum");
  const location = values.get("type")?.location ?? node.location;
  values.set("type", { value: [type], location });
  if (enumeration) {
    const isType = (value: unknown) =>
      type === "null" ? value === null : Array.isArray(value) ? type === "array" : value !== null && fits(value, type);
    values.set("enum", { ...enumeration, value: (enumeration.value as unknown[]).filter(isType) });
  }
  const isKept = (keyword: string) =>
    keyword === "format" ? ["string", "integer", "number"].includes(type) : isOfType(keyword, [type]);
  for (const key of values.keys()) if (!isKept(key)) values.delete(key);
  const edges = new Map([...node.edges].filter(([key]) => isKept(key.split("/")[0] ?? "")));
  return { ...node, values, edges };
}

const fits = (value: unknown, type: string) =>
  type === "integer" || type === "number" ? typeof value === "number" : typeof value === type;

const disjoint = new WeakMap<Node, Map<Node, boolean>>();

/** Whether no value fits two nodes, as far as that is plain to see. */
export function areDisjoint(a: Node, b: Node): boolean {
  const known = disjoint.get(a) ?? new Map<Node, boolean>();
  disjoint.set(a, known);
  const result = known.get(b) ?? isPlainlyDisjoint(a, b, 2);
  known.set(b, result);
  return result;
}

function isPlainlyDisjoint(a: Node, b: Node, depth: number): boolean {
  if (isNever(a) || isNever(b)) return true;
  const [types, others] = [typesOf(a), typesOf(b)];
  if (types && others && intersectTypes(types, others).length === 0) return true;
  const [values, more] = [a, b].map((node) => node.values.get("enum")?.value as unknown[] | undefined);
  if (values && more) return !values.some((value) => more.includes(value));
  if (depth === 0 || types?.join() !== "object" || others?.join() !== "object") return false;
  const requiredOf = (node: Node) => (node.values.get("required")?.value as string[] | undefined) ?? [];
  return [...requiredOf(a), ...requiredOf(b)].some((name) => {
    const key = `properties${encodePointer([name])}`;
    const [one, other] = [a, b].map((node) => node.edges.get(key) ?? node.edges.get("additionalProperties"));
    return one && other && isPlainlyDisjoint(one.node(), other.node(), depth - 1);
  });
}

const hasOverlap = (nodes: readonly Node[]) =>
  nodes.some((a, index) => nodes.slice(index + 1).some((b) => !areDisjoint(a, b)));
