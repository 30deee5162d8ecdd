import type { ValueCase } from "../cases/index.js";
import { readEntries } from "../description/index.js";

/** The counted kinds of a contract run, in the order of the table. */
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

/** One of the counted kinds. */
export type CoveredKind = (typeof COVERED_KINDS)[number];

/** Something that a successful case exercises. */
export type Covered = readonly [kind: CoveredKind, name: string];

/** The name of a location's constraint in the table. */
export function constraintName(name: string, label: string, rule: string): string {
  return `${name} ${label} ${rule}`.replace("  ", " ");
}

/** The names that a valid value of a named schema exercises. */
export function keptBy(name: string, { location: { label }, rule, value }: ValueCase): Covered[] {
  const present = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const rules = [rule, ...present.map((property) => `required ${property}`)];
  return [
    ["properties", `${name} ${label}`],
    ...rules.map((kept): Covered => ["constraints kept", constraintName(name, label, kept)]),
  ];
}

/** The names that an invalid value of a named schema exercises. */
export function brokenBy(name: string, { location: { label }, rule }: ValueCase): Covered[] {
  return [["constraints broken", constraintName(name, label, rule)]];
}

/** A reviewed reason why something is not exercised. */
export interface CoverageException {
  kind: CoveredKind;
  /** The name in the table. */
  name: string;
  reason: string;
}

const isKind = (kind: unknown): kind is CoveredKind => COVERED_KINDS.some((one) => one === kind);

/**
 * Reads a file of reasons why something is not exercised, JSON or YAML.
 *
 * @throws DescriptionError with file, line and column, if it can't be read or an entry is not usable
 */
export function readExceptions(file: string | undefined): CoverageException[] {
  if (file === undefined) return [];
  return readEntries(file, ["kind", "name", "reason"]).map(({ entry: { kind, name, reason }, problem }) => {
    if (!isKind(kind)) throw problem(`needs a \`kind\`, one of ${COVERED_KINDS.join(", ")}`);
    if (typeof name !== "string") throw problem("needs a `name`, as the table gives it");
    if (typeof reason !== "string" || reason.trim() === "") throw problem("needs a `reason`");
    return { kind, name, reason };
  });
}

/** One line of the table. */
export interface CoverageRow {
  kind: CoveredKind;
  declared: number;
  exercised: number;
  /** The names that nothing exercised and no exception explains. */
  missing: string[];
  excepted: number;
}

/**
 * Records what a description declares, and what a run exercised. For exercised names only the number is kept, since an
 * operation may have thousands.
 */
export class Coverage {
  readonly #open = new Map<CoveredKind, Set<string>>(COVERED_KINDS.map((kind) => [kind, new Set()]));
  readonly #exercised = new Map<CoveredKind, number>();

  /** Declares a name, before anything of its operation is exercised. */
  declare(kind: CoveredKind, name: string): void {
    this.#open.get(kind)?.add(name);
  }

  /** Records that a case exercised a name; an undeclared name does not count. */
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

  /** Exceptions for names that are exercised after all, or not declared. */
  staleExceptions(exceptions: readonly CoverageException[]): CoverageException[] {
    return exceptions.filter(({ kind, name }) => !this.#open.get(kind)?.has(name));
  }
}
