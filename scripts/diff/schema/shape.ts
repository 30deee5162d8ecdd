import { canonicalText, childOf, childrenOf, isObject, type Place } from "../place.js";
import { ATOMS, type Atom, atomOf, atomsOfType } from "./atoms.js";
import { type Conjunction, conjunctionOf } from "./conjunction.js";

/** A limit, and where it was set. */
export interface Bound {
  value: number;
  exclusive: boolean;
  place: Place;
}

/** Values of a keyword by their text, each with its place: all of them hold. */
export type Marks = ReadonlyMap<string, Place>;

/** What plain schemas demand together, keyword by keyword, in one form for OpenAPI 3.0 and JSON Schema 2020-12. */
export interface Shape {
  place: Place;
  atoms: ReadonlySet<Atom>;
  typePlace: Place;
  /** The admitted values as text, if they are listed. */
  values: Marks | undefined;
  valuesPlace: Place;
  /** The values are listed by the type, as those of `boolean`, and not by a keyword. */
  valuesImplied: boolean;
  bounds: ReadonlyMap<string, Bound>;
  /** `pattern`, `format`, `multipleOf`, `contentEncoding`, `contentMediaType`, `uniqueItems`. */
  marks: ReadonlyMap<string, Marks>;
  required: Marks;
  dependentRequired: Marks;
  properties: ReadonlyMap<string, Conjunction>;
  patternProperties: ReadonlyMap<string, Conjunction>;
  additional: Conjunction;
  prefixItems: readonly Conjunction[];
  items: Conjunction;
  propertyNames: Conjunction;
  not: readonly Place[];
  dependentSchemas: ReadonlyMap<string, Conjunction>;
  /** Keywords that are compared as a whole: `if`, `contains` and `unevaluatedItems`. */
  whole: ReadonlyMap<string, readonly Place[]>;
  defaults: Marks;
  discriminator: Place | undefined;
  xml: Marks;
  /** `readOnly` and `writeOnly`, where they are true. */
  flags: ReadonlySet<string>;
  deprecated: Place | undefined;
}

const LOWER = ["minimum", "minLength", "minItems", "minProperties"];
const UPPER = ["maximum", "maxLength", "maxItems", "maxProperties"];
const MARKS = ["pattern", "format", "multipleOf", "contentEncoding", "contentMediaType", "uniqueItems"];

/** Whether a bound is one from below. */
export const isLower = (keyword: string) => LOWER.includes(keyword);

/** Reads what plain schemas (of `flatten`) demand together. */
export function readShape(leaves: readonly Place[], nullable: boolean, fallback: Place): Shape {
  const first = leaves[0] ?? fallback;
  const typed = readAtoms(leaves, nullable);
  const bounds = readBounds(leaves, !typed.has("fraction"));
  const atoms = new Set([...typed].filter((atom) => isPossible(atom, bounds)));
  const objects = readObject(leaves);
  const withKeyword = (keyword: string) =>
    leaves.flatMap((leaf) => {
      const child = childOf(leaf, keyword);
      return child ? [child] : [];
    });
  const prefixes = leaves.map((leaf) => childrenOf(childOf(leaf, "prefixItems")).map(([, item]) => item));
  const length = Math.max(0, ...prefixes.map((prefix) => prefix.length));
  const typePlace = withKeyword("type")[0] ?? withKeyword("nullable")[0] ?? first;
  const listed = readValues(leaves);
  return {
    place: first,
    atoms,
    typePlace,
    values: listed ?? valuesOfType(atoms, typePlace),
    valuesImplied: !listed,
    valuesPlace: withKeyword("enum")[0] ?? withKeyword("const")[0] ?? first,
    bounds,
    marks: new Map(MARKS.map((keyword) => [keyword, readMarks(leaves, keyword)])),
    required: listMarks(withKeyword("required")),
    dependentRequired: new Map(
      withKeyword("dependentRequired")
        .flatMap(childrenOf)
        .flatMap(([name, list]) => childrenOf(list).map(([, place]) => [`${name} → ${place.value}`, place])),
    ),
    ...objects,
    prefixItems: Array.from({ length }, (_, index) =>
      conjunctionOf(leaves.map((leaf, at) => prefixes[at]?.[index] ?? childOf(leaf, "items"))),
    ),
    items: conjunctionOf(withKeyword("items")),
    propertyNames: conjunctionOf(withKeyword("propertyNames")),
    not: withKeyword("not"),
    dependentSchemas: groupByKey(withKeyword("dependentSchemas")),
    whole: new Map(
      [
        ["if", leaves.filter((leaf) => isObject(leaf.value) && "if" in leaf.value)] as const,
        ["contains", leaves.filter((leaf) => isObject(leaf.value) && "contains" in leaf.value)] as const,
        ["unevaluatedItems", withKeyword("unevaluatedItems").filter(({ value }) => value !== true)] as const,
      ].filter(([, places]) => places.length > 0),
    ),
    defaults: new Map(withKeyword("default").map((place) => [canonicalText(place.value), place])),
    discriminator: withKeyword("discriminator")[0],
    xml: new Map(withKeyword("xml").map((place) => [canonicalText(place.value), place])),
    flags: new Set(["readOnly", "writeOnly"].filter((flag) => withKeyword(flag).some(({ value }) => value === true))),
    deprecated: withKeyword("deprecated").find(({ value }) => value === true),
  };
}

function readAtoms(leaves: readonly Place[], nullable: boolean): Set<Atom> {
  const typed = leaves.filter(({ value }) => isObject(value) && value.type !== undefined);
  let atoms = new Set<Atom>(ATOMS);
  for (const { value } of leaves) {
    const schema = value as Record<string, unknown>;
    if (isObject(schema.not) && Object.keys(schema.not).length === 0) return new Set();
    if (schema.not === true) return new Set();
    if (schema.type === undefined) continue;
    const own = atomsOfType(schema.type);
    if (schema.nullable === true) own.add("null");
    atoms = new Set([...atoms].filter((atom) => own.has(atom)));
  }
  // A list of values says the type, where nothing else does.
  if (typed.length === 0) {
    const lists = leaves.flatMap((leaf) => valuesOf(leaf) ?? []);
    if (lists.length > 0) atoms = new Set(lists.map(({ value }) => atomOf(value)));
  }
  if (nullable) atoms.add("null");
  return atoms;
}

const LIMITS: Partial<Record<Atom, string>> = {
  integer: "imum",
  fraction: "imum",
  string: "Length",
  array: "Items",
  object: "Properties",
};

// Nothing is between 3 and 1.
function isPossible(atom: Atom, bounds: ReadonlyMap<string, Bound>): boolean {
  const lower = bounds.get(`min${LIMITS[atom]}`);
  const upper = bounds.get(`max${LIMITS[atom]}`);
  if (!lower || !upper) return true;
  return lower.value < upper.value || (lower.value === upper.value && !lower.exclusive && !upper.exclusive);
}

/** The values of types that have few, such as `boolean`. */
export function valuesOfType(atoms: ReadonlySet<Atom>, place: Place): Marks | undefined {
  if (atoms.size === 0 || [...atoms].some((atom) => atom !== "null" && atom !== "boolean")) return undefined;
  const values = [...atoms].flatMap((atom): unknown[] => (atom === "null" ? [null] : [true, false]));
  return new Map(values.map((value) => [canonicalText(value), { ...place, value }]));
}

function valuesOf(leaf: Place): Place[] | undefined {
  const single = childOf(leaf, "const");
  if (single) return [single];
  const list = childOf(leaf, "enum");
  return list && childrenOf(list).map(([, value]) => value);
}

function readValues(leaves: readonly Place[]): Marks | undefined {
  let values: Map<string, Place> | undefined;
  for (const leaf of leaves) {
    for (const list of [childOf(leaf, "const") && valuesOf(leaf), childOf(leaf, "enum") && enumOf(leaf)]) {
      if (!list) continue;
      const own = new Map(list.map((place) => [canonicalText(place.value), place]));
      const before = values;
      values = before ? new Map([...before].filter(([text]) => own.has(text))) : own;
    }
  }
  return values;
}

function enumOf(leaf: Place): Place[] {
  return childrenOf(childOf(leaf, "enum")).map(([, value]) => value);
}

function readBounds(leaves: readonly Place[], whole: boolean): Map<string, Bound> {
  const bounds = new Map<string, Bound>();
  const tighten = (keyword: string, bound: Bound) => {
    const known = bounds.get(keyword);
    if (!known || isTighter(keyword, bound, known)) bounds.set(keyword, bound);
  };
  for (const leaf of leaves) {
    for (const keyword of [...LOWER, ...UPPER]) {
      const place = childOf(leaf, keyword);
      if (typeof place?.value !== "number") continue;
      const flag = childOf(leaf, keyword.replace("m", "exclusiveM"))?.value === true;
      // A length is never below nothing.
      if (isLower(keyword) && keyword !== "minimum" && place.value <= 0) continue;
      tighten(keyword, settle(keyword, { value: place.value, exclusive: flag, place }, whole));
    }
    for (const keyword of ["minimum", "maximum"]) {
      const place = childOf(leaf, keyword.replace("m", "exclusiveM"));
      if (typeof place?.value !== "number") continue;
      tighten(keyword, settle(keyword, { value: place.value, exclusive: true, place }, whole));
    }
  }
  return bounds;
}

// Among whole numbers, "more than 0" is "1 or more".
function settle(keyword: string, bound: Bound, whole: boolean): Bound {
  if (!whole) return bound;
  const { value, exclusive } = bound;
  const settled = isLower(keyword)
    ? exclusive
      ? Math.floor(value) + 1
      : Math.ceil(value)
    : exclusive
      ? Math.ceil(value) - 1
      : Math.floor(value);
  return { ...bound, value: settled, exclusive: false };
}

/** Whether the first bound of a keyword admits less than the second. */
export function isTighter(keyword: string, a: Bound, b: Bound): boolean {
  if (a.value === b.value) return a.exclusive && !b.exclusive;
  return isLower(keyword) ? a.value > b.value : a.value < b.value;
}

function readMarks(leaves: readonly Place[], keyword: string): Marks {
  const places = leaves.flatMap((leaf) => {
    const place = childOf(leaf, keyword);
    const { value } = place ?? {};
    return place && value !== undefined && value !== false && value !== "" ? [place] : [];
  });
  return new Map(places.map((place) => [String(place.value), place]));
}

function listMarks(lists: readonly Place[]): Marks {
  return new Map(lists.flatMap(childrenOf).map(([, place]) => [String(place.value), place]));
}

function groupByKey(maps: readonly Place[]): Map<string, Conjunction> {
  const grouped = new Map<string, Place[]>();
  for (const [key, place] of maps.flatMap(childrenOf)) grouped.set(key, [...(grouped.get(key) ?? []), place]);
  return new Map([...grouped].map(([key, places]) => [key, conjunctionOf(places)]));
}

/** Which members an object has: closed and open schemas side by side each have their say on every member. */
function readObject(leaves: readonly Place[]): Pick<Shape, "properties" | "patternProperties" | "additional"> {
  const parts = leaves.map((leaf) => ({
    properties: new Map(childrenOf(childOf(leaf, "properties"))),
    patterns: childrenOf(childOf(leaf, "patternProperties")),
    additional: childOf(leaf, "additionalProperties"),
  }));
  const names = new Set(parts.flatMap(({ properties }) => [...properties.keys()]));
  const patterns = new Set(parts.flatMap((part) => part.patterns.map(([pattern]) => pattern)));
  const sayOn = (part: (typeof parts)[number], own: (Place | undefined)[]) =>
    own.some((place) => place !== undefined) ? own : [part.additional];
  return {
    properties: new Map(
      [...names].map((name) => {
        const say = parts.flatMap((part) =>
          sayOn(part, [
            part.properties.get(name),
            ...part.patterns.filter(([p]) => matches(p, name)).map(([, s]) => s),
          ]),
        );
        return [name, conjunctionOf(say)];
      }),
    ),
    patternProperties: new Map(
      [...patterns].map((pattern) => {
        const say = parts.flatMap((part) =>
          sayOn(
            part,
            part.patterns.filter(([p]) => p === pattern).map(([, schema]) => schema),
          ),
        );
        return [pattern, conjunctionOf(say)];
      }),
    ),
    // The choices are made here, so that what is unevaluated is what no part declares.
    additional: conjunctionOf([
      ...parts.map(({ additional }) => additional),
      ...leaves.map((leaf) => childOf(leaf, "unevaluatedProperties")),
    ]),
  };
}

/** Whether a member's name fits a pattern; one that is no regular expression fits nothing. */
export function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, "u").test(name);
  } catch {
    return false;
  }
}

/** The schema that a member of an object has to satisfy, declared or not. */
export function memberSchema(shape: Shape, name: string): Conjunction {
  const declared = shape.properties.get(name);
  if (declared) return declared;
  const fitting = [...shape.patternProperties].filter(([pattern]) => matches(pattern, name));
  if (fitting.length === 0) return shape.additional;
  return conjunctionOf(fitting.flatMap(([, { schemas }]) => schemas));
}
