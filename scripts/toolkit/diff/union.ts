import {
  type Direction,
  encodePointer,
  intersectTypes,
  isObject,
  type JsonObject,
  remember,
} from "../description/index.js";
import { type BundleLocation, follow, inside, objectAt, partsOf, targetOf } from "./bundle-location.js";
import { type Conjunction, isOfType, type Reader } from "./conjunction.js";
import { type Alternative, createNode, isNever, lazily, type Node, never, typeOf, type Value } from "./node.js";

// If there are more combinations than this, only the larger choices are expanded. The others are compared unexpanded.
const MAX_COMBINATIONS = 100;

interface Choice {
  owner: BundleLocation;
  location: BundleLocation;
  alternatives: { location: BundleLocation; name: string | undefined }[];
  /** The property whose value a discriminator reads. */
  property: BundleLocation | undefined;
  exclusive: boolean;
}

/**
 * Reads a schema with a choice as its alternatives, each merged with the keywords beside the choice. `oneOf` is read as
 * `anyOf`; if alternatives overlap that did not before, `overlap` says so.
 *
 * @returns undefined if there is no choice
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
    // If a child includes a parent that lists its children, the child has been chosen already.
    .filter(({ alternatives }) => !alternatives.some((one) => seen.has(follow(one.location).id)))
    .sort((a, b) => b.alternatives.length - a.alternatives.length);
  const [choice, ...others] = choices;
  if (!choice) return undefined;
  let product = choice.alternatives.length;
  const left = new Set([...chosen, choice.location.id]);
  const tooMany = others.filter((other) => {
    product *= other.alternatives.length;
    return product > MAX_COMBINATIONS && left.add(other.location.id);
  });
  // The keywords beside the choice apply to each alternative.
  const beside = parts.flatMap(({ location, schema: { oneOf, anyOf, discriminator, ...rest } }) => [
    rest,
    ...[oneOf, anyOf].filter((list) => list !== choice.location.value),
    // The names of the alternatives hold the choice's own discriminator.
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
    // If `type: object` stands beside alternatives that are strings, the strings count.
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

// Each child of a parent asks for the parent's choices.
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
    const target = follow(targetOf(owner, String(value)));
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
  // The older style: the parent does not list its children. They refer to it, and its mapping or their own names
  // identify them.
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

/** Splits an alternative into the alternatives of its own choice, and into one for each of its types. */
function flatten(alternative: Alternative): Alternative[] {
  const { location, name, node, written } = alternative;
  const own = node();
  const only = (type: string): Alternative => ({
    ...{ location, name, node: () => onlyType(own, type) },
    ...(written && { written: [type, ...written] }),
  });
  if (isNever(own) || own.values.has("contradiction")) return [];
  // An inner `oneOf` whose alternatives overlap can't be merged into the outer choice: it rejects values that match two
  // of them.
  if (own.union && own.exclusive && hasOverlap(own.union.map((one) => one.node()))) return [alternative];
  if (own.union) {
    const nullable = own.values.has("allowsNull") ? [only("null")] : [];
    const inner = own.union.map((one) => ({ ...one, name: [name, one.name].filter(Boolean).join("/") || undefined }));
    return [...inner, ...nullable];
  }
  const types = typesOf(own) ?? [];
  return types.length < 2 ? [alternative] : types.map(only);
}

const isNull = ({ node }: Alternative) => typesOf(node())?.join() === "null";

/**
 * The node of a choice; if there is only one alternative, that alternative's node. Null is a flag, not an alternative.
 */
function unite(
  location: BundleLocation,
  direction: Direction,
  all: readonly Alternative[],
  values: Map<string, Value>,
  exclusive: boolean,
): Node {
  const union = all.filter((edge) => !isNull(edge));
  const nulls = all.filter(isNull);
  const [empty] = nulls;
  const [only, ...others] = union.map(({ node }) => node());
  if (!only) return empty?.node() ?? never(location, direction);
  const types = typesOf(only);
  if (others.length === 0 && (!empty || types)) {
    const merged = new Map([...only.values, ...values]);
    const enumeration = only.values.get("enum");
    if (empty && types) merged.set("type", { value: [...types, "null"].sort(), location });
    if (empty && enumeration) {
      merged.set("enum", { ...enumeration, value: [...(enumeration.value as unknown[]), null] });
    }
    return values.size === 0 && !empty ? only : { ...only, values: merged };
  }
  if (empty) values.set("allowsNull", { value: true, location: empty.location });
  if (empty && exclusive && nulls.length > 1) values.set("overlap", { value: "of null", location: empty.location });
  return createNode({ location, direction, isSchema: true, values, union, exclusive });
}

/** A node without a choice as a choice with one alternative for each of its types, for comparison with a choice. */
export const asUnion = remember((node: Node): Node => {
  const { location, direction } = node;
  const all = flatten({ location, name: undefined, node: () => node });
  const values = new Map<string, Value>(all.some(isNull) ? [["allowsNull", { value: true, location }]] : []);
  const union = all.filter((edge) => !isNull(edge));
  return createNode({ location, direction, isSchema: true, values, union });
});

/** The types that a node allows; undefined if it allows all. */
export const typesOf = ({ values }: Node) => values.get("type")?.value as string[] | undefined;

const narrowed = remember((_node: Node) => new Map<string, Node>());

/** The constraints of a node on values of one type. */
function onlyType(node: Node, type: string): Node {
  const known = narrowed(node).get(type);
  if (known) return known;
  const isKept = (keyword: string) =>
    keyword === "format" ? ["string", "integer", "number"].includes(type) : isOfType(keyword, [type]);
  const values = new Map([...node.values].filter(([keyword]) => isKept(keyword)));
  values.set("type", { value: [type], location: values.get("type")?.location ?? node.location });
  const enumeration = values.get("enum");
  if (enumeration) {
    const fitting = (enumeration.value as unknown[]).filter(
      (value) => intersectTypes([typeOf(value)], [type]).length > 0,
    );
    values.set("enum", { ...enumeration, value: fitting });
  }
  const edges = new Map([...node.edges].filter(([key]) => isKept(key.split("/")[0] ?? "")));
  const made = { ...node, values, edges };
  narrowed(node).set(type, made);
  return made;
}

const disjoint = remember((a: Node) => remember((b: Node) => isPlainlyDisjoint(a, b, 2)));

/** Whether no value matches both nodes, as far as their types, values and required properties show. */
export const areDisjoint = (a: Node, b: Node): boolean => disjoint(a)(b);

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
