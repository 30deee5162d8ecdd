import { type Fault, faultLine } from "../judge/index.js";

/** A fault that a judge must report. */
export interface ExpectedFault {
  location: readonly string[];
  rule: string;
  /** The locations of the enclosing unions that have no discriminator. */
  unions?: readonly (readonly string[])[];
}

/**
 * Checks whether an expected fault was found, or a fault of an enclosing union, which stands for those of its branches.
 * Returns undefined if so, and otherwise the faults that were found.
 *
 * @throws Error if the value may belong to another branch
 */
export function missedFault(
  faults: readonly Fault[],
  { location, rule, unions = [] }: ExpectedFault,
): string | undefined {
  if (hasFault(faults, location, rule) || [...unions, location].some((union) => hasFault(faults, union, "oneOf")))
    return undefined;
  if (unions.length > 0 && faults.length === 0) throw new Error("another branch of the union may accept the value");
  const found = faults.map(faultLine).join("; ") || "no fault";
  return `it breaks \`${rule}\` at ${location.join(".")}, but checked against the description it has ${found}`;
}

// A union may use either keyword.
const UNIONS = ["oneOf", "anyOf"];

/** Whether a fault of a rule at a location was found. */
export function hasFault(faults: readonly Fault[], location: readonly string[], rule: string): boolean {
  // A branch may check the discriminator's value by `const` or by `enum`.
  const same = (a: string, b: string) =>
    a === b || (a === "enum" && b === "const") || (UNIONS.includes(a) && UNIONS.includes(b));
  return faults.some((found) => same(found.rule, rule) && found.location.join() === location.join());
}
