import type { Alternative, AlternativeReader } from "./alternatives.js";
import { atomOf } from "./atoms.js";
import { memberSchema } from "./members.js";
import type { Shape } from "./shape.js";

/** A schema of a description, and how to read what is inside it. */
export interface Party {
  shape: Shape;
  reader: AlternativeReader;
}

/**
 * Whether no value of a sender's schema satisfies another schema, as far as can be proved in a few steps.
 *
 * @param keepsToIt - the sender's values have no members that the sender's schema doesn't declare
 */
export function areDisjoint(sender: Party, other: Party, keepsToIt: boolean, depth = 3): boolean {
  const { shape: a } = sender;
  const { shape: b } = other;
  const shared = [...a.atoms].filter((atom) => b.atoms.has(atom));
  const lists = [a.values, b.values].flatMap((values) => (values ? [values] : []));
  const [list, ...more] = lists;
  if (list) {
    const common = [...list.keys()].filter((text) => more.every((values) => values.has(text)));
    return !common.some((text) => shared.includes(atomOf(JSON.parse(text))));
  }
  return shared.every((atom) => atom === "object" && depth > 0 && areDisjointObjects(sender, other, keepsToIt, depth));
}

function areDisjointObjects(sender: Party, other: Party, keepsToIt: boolean, depth: number): boolean {
  const { shape: a } = sender;
  const { shape: b } = other;
  const read = ({ shape, reader }: Party, name: string): Alternative[] =>
    reader.read(memberSchema(shape, name), shape.place);
  for (const name of new Set([...a.required.keys(), ...b.required.keys()])) {
    const undeclared = !a.properties.has(name) && memberSchema(a, name).schemas.length === 0;
    if (keepsToIt && undeclared && b.required.has(name)) return true;
    const apart = read(sender, name).every((mine) =>
      read(other, name).every((its) =>
        areDisjoint({ ...sender, shape: mine.shape }, { ...other, shape: its.shape }, keepsToIt, depth - 1),
      ),
    );
    if (apart) return true;
  }
  return false;
}
