import type { ValueCase } from "../cases/index.js";

/** What a contract run counts, in the order of its table. */
export const COVERED_KINDS = [
  "operations",
  "statuses",
  "media types",
  "parameters",
  "headers",
  "properties",
  "constraints kept",
  "constraints broken",
  "examples",
] as const;

/** One of the things that are counted. */
export type CoveredKind = (typeof COVERED_KINDS)[number];

/** Something that a case exercises if it goes well. */
export type Covered = readonly [kind: CoveredKind, name: string];

/** The name of a constraint of a location in the table. */
export function constraintName(name: string, label: string, rule: string): string {
  return `${name} ${label} ${rule}`.replace("  ", " ");
}

/** What a valid value of a schema of that name exercises. */
export function keptBy(name: string, { location: { label }, rule, value }: ValueCase): Covered[] {
  const present = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const rules = [rule, ...present.map((property) => `required ${property}`)];
  return [
    ["properties", `${name} ${label}`],
    ...rules.map((kept): Covered => ["constraints kept", constraintName(name, label, kept)]),
  ];
}

/** What an invalid value of a schema of that name exercises. */
export function brokenBy(name: string, { location: { label }, rule }: ValueCase): Covered[] {
  return [["constraints broken", constraintName(name, label, rule)]];
}

/** A reviewed reason why something is not exercised. */
export interface CoverageException {
  kind: CoveredKind;
  /** The name as the table gives it. */
  name: string;
  reason: string;
}

/** One line of the table. */
export interface CoverageRow {
  kind: CoveredKind;
  declared: number;
  exercised: number;
  /** By name: what nothing exercised and no exception explains. */
  missing: string[];
  excepted: number;
}

/**
 * Keeps account of what a description declares and what a run exercised. Of the latter only the number is kept, since an
 * operation may have thousands of names.
 */
export class Coverage {
  readonly #open = new Map<CoveredKind, Set<string>>(COVERED_KINDS.map((kind) => [kind, new Set()]));
  readonly #exercised = new Map<CoveredKind, number>();

  /** Puts something on the list, before anything of its operation is exercised. */
  declare(kind: CoveredKind, name: string): void {
    this.#open.get(kind)?.add(name);
  }

  /** Notes that a case exercised it; what was never declared does not count. */
  exercise(kind: CoveredKind, name: string): void {
    if (this.#open.get(kind)?.delete(name)) this.#exercised.set(kind, (this.#exercised.get(kind) ?? 0) + 1);
  }

  /** The table. */
  rows(exceptions: readonly CoverageException[] = []): CoverageRow[] {
    return COVERED_KINDS.map((kind) => {
      const open = [...(this.#open.get(kind) ?? [])];
      const exercised = this.#exercised.get(kind) ?? 0;
      const missing = open.filter((name) => !exceptions.some((entry) => entry.kind === kind && entry.name === name));
      return { kind, declared: exercised + open.length, exercised, missing, excepted: open.length - missing.length };
    });
  }

  /** Exceptions for what is exercised after all, or is not declared at all. */
  staleExceptions(exceptions: readonly CoverageException[]): CoverageException[] {
    return exceptions.filter(({ kind, name }) => !this.#open.get(kind)?.has(name));
  }
}
