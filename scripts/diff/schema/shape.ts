import { canonicalText, childOf, childrenOf, isObject, type Place } from "../place.js";
import type { Atom } from "./atoms.js";
import { type Bound, isPossible, readBounds } from "./bounds.js";
import { type Conjunction, conjunctionOf } from "./conjunction.js";
import { readObject } from "./members.js";
import { type Marks, readAtoms, readValues, valuesOfType } from "./values.js";

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

const MARKS = ["pattern", "format", "multipleOf", "contentEncoding", "contentMediaType", "uniqueItems"];

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
