import type { Description } from "../description.js";
import { isObject, type Place } from "../place.js";
import { ATOMS, type Atom, atomOf } from "./atoms.js";
import { type Conjunction, conjunctionOf, flatten, referenceName } from "./conjunction.js";
import { readShape, type Shape } from "./shape.js";
import { valuesOfType } from "./values.js";

/** One way to satisfy a schema: its choices made. */
export interface Alternative {
  id: string;
  shape: Shape;
  /** The names of the chosen variants, from their references, as `Cat`; empty where they have none. */
  name: string;
  place: Place;
  /** Whether `oneOf` was among the choices. */
  exclusive: boolean;
}

// A product of choices beyond this is cut: the variants that are left out are then compared as one.
const MOST = 512;

/** Reads the alternatives of schemas, each conjunction once. */
export class AlternativeReader {
  readonly #known = new Map<string, Alternative[]>();

  constructor(readonly description: Description) {}

  /** The alternatives of a conjunction; one if it leaves no choice, none if nothing satisfies it. */
  read(conjunction: Conjunction, fallback: Place): Alternative[] {
    let alternatives = this.#known.get(conjunction.id);
    if (!alternatives) {
      const open = this.#expand(conjunction, fallback, { name: "", place: fallback, exclusive: false }, new Set());
      const possible = open.filter(({ shape }) => shape.atoms.size > 0);
      alternatives = possible.length > 0 ? possible : open.slice(0, 1);
      // Of "anything" only the place to name differs.
      if (conjunction.id !== "") this.#known.set(conjunction.id, alternatives);
    }
    return alternatives;
  }

  #expand(
    conjunction: Conjunction,
    fallback: Place,
    chosen: Pick<Alternative, "name" | "place" | "exclusive">,
    above: ReadonlySet<string>,
  ): Alternative[] {
    const { leaves, choices, nullable } = flatten(conjunction, this.description);
    if (choices.length === 0 || above.has(conjunction.id)) {
      // The same for all references to a schema.
      const id = `${conjunctionOf(leaves).id}${nullable ? " or null" : ""}`;
      return [{ id, shape: readShape(leaves, nullable, fallback), ...chosen }];
    }
    const inside = new Set([...above, conjunction.id]);
    let partial: { schemas: readonly Place[]; chosen: typeof chosen }[] = [{ schemas: leaves, chosen }];
    for (const { exclusive, variants } of choices) {
      partial = partial.flatMap((before) =>
        variants.map((variant) => ({
          schemas: [...before.schemas, variant],
          chosen: {
            name: [before.chosen.name, nameOf(variant)].filter(Boolean).join(" + "),
            place: variant,
            exclusive: before.chosen.exclusive || exclusive,
          },
        })),
      );
      if (partial.length > MOST)
        throw new RangeError(`${fallback.pointer} has more than ${MOST} combinations of choices`);
    }
    return partial.flatMap(({ schemas, chosen: choice }) =>
      this.#expand(conjunctionOf(schemas), fallback, choice, inside),
    );
  }
}

/** An alternative as one for each type that it admits. */
export function splitByType(alternative: Alternative): Alternative[] {
  const { shape } = alternative;
  const kinds: Atom[][] = [["null"], ["boolean"], ["integer", "fraction"], ["string"], ["array"], ["object"]];
  const parts = kinds.map((kind) => kind.filter((atom) => shape.atoms.has(atom))).filter((kind) => kind.length > 0);
  // What admits anything is no list.
  if (parts.length < 2 || shape.atoms.size === ATOMS.length) return [alternative];
  return parts.map((part) => {
    const atoms = new Set(part);
    const values = shape.values
      ? new Map([...shape.values].filter(([, { value }]) => atoms.has(atomOf(value))))
      : valuesOfType(atoms, shape.typePlace);
    return { ...alternative, id: `${alternative.id} ${part.join("|")}`, shape: { ...shape, atoms, values } };
  });
}

/** An alternative's name for a message. */
export function labelOf({ name, place, shape }: Alternative): string {
  if (name) return `\`${name}\``;
  const title = isObject(place.value) ? place.value.title : undefined;
  if (typeof title === "string") return `\`${title}\``;
  const members = [...shape.properties.keys()].slice(0, 3).join(", ");
  const type = isObject(place.value) ? place.value.type : undefined;
  return members ? `with \`${members}\`` : type ? `\`${String(type)}\`` : `at ${place.pointer}`;
}

function nameOf({ value }: Place): string {
  return isObject(value) ? referenceName(value.$ref) : "";
}
