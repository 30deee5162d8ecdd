/** What a value can be, cut so that no two overlap: a number is an integer or a fraction. */
export const ATOMS = ["null", "boolean", "integer", "fraction", "string", "array", "object"] as const;
export type Atom = (typeof ATOMS)[number];

/** The kinds of value that a `type` keyword admits. */
export function atomsOfType(type: unknown): Set<Atom> {
  const names = Array.isArray(type) ? type : [type];
  return new Set(
    names.flatMap((name): Atom[] => {
      if (name === "number") return ["integer", "fraction"];
      return ATOMS.includes(name as Atom) && name !== "fraction" ? [name as Atom] : [];
    }),
  );
}

/** The kind of one value. */
export function atomOf(value: unknown): Atom {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "fraction";
  if (typeof value === "boolean" || typeof value === "string") return typeof value as Atom;
  return "object";
}

/** Kinds of value as `type` has them. */
export function typeText(atoms: ReadonlySet<Atom>): string {
  if (atoms.size === ATOMS.length) return "any type";
  if (atoms.size === 0) return "nothing";
  const names = ATOMS.filter((atom) => atoms.has(atom) && !(atom === "integer" && atoms.has("fraction")));
  return names.map((atom) => (atom === "fraction" ? "number" : atom)).join(" or ");
}
