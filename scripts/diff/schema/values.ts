import { canonicalText, childOf, childrenOf, isObject, type Place } from "../place.js";
import { ATOMS, type Atom, atomOf, atomsOfType } from "./atoms.js";

/** Values of a keyword by their text, each with its place: all of them hold. */
export type Marks = ReadonlyMap<string, Place>;

/** The types that plain schemas admit together. */
export function readAtoms(leaves: readonly Place[], nullable: boolean): Set<Atom> {
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

/** The values that plain schemas list, if they do: those on every list. */
export function readValues(leaves: readonly Place[]): Marks | undefined {
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
