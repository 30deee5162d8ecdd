import type { AlternativeReader } from "./alternatives.js";
import { atomOf } from "./atoms.js";
import { memberSchema, type Shape } from "./shape.js";

/**
 * Whether no value satisfies both schemas, as far as can be proved in a few steps.
 * A value is taken to have members that its own schema declares, and no others: that is what a consumer sends.
 */
export function areDisjoint(a: Shape, b: Shape, reader: AlternativeReader, depth = 3): boolean {
  const shared = [...a.atoms].filter((atom) => b.atoms.has(atom));
  const listed = a.values && b.values ? [...a.values.keys()].filter((text) => b.values?.has(text)) : undefined;
  if (listed) return !listed.some((text) => shared.includes(atomOf(JSON.parse(text))));
  const one = a.values ?? b.values;
  if (one && ![...one.keys()].some((text) => shared.includes(atomOf(JSON.parse(text))))) return true;
  return shared.every((atom) => atom === "object" && depth > 0 && areDisjointObjects(a, b, reader, depth));
}

function areDisjointObjects(a: Shape, b: Shape, reader: AlternativeReader, depth: number): boolean {
  const lacks = (shape: Shape, name: string) => !shape.properties.has(name) && shape.patternProperties.size === 0;
  for (const name of new Set([...a.required.keys(), ...b.required.keys()])) {
    if (a.required.has(name) && lacks(b, name)) return true;
    if (b.required.has(name) && lacks(a, name)) return true;
    const ours = reader.read(memberSchema(a, name), a.place);
    const theirs = reader.read(memberSchema(b, name), b.place);
    if (ours.every((mine) => theirs.every((other) => areDisjoint(mine.shape, other.shape, reader, depth - 1)))) {
      return true;
    }
  }
  return false;
}
