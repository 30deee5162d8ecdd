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

/** Keeps account of what a description declares and what a run exercised. */
export class Coverage {
  readonly #declared = new Map<CoveredKind, Map<string, boolean>>(COVERED_KINDS.map((kind) => [kind, new Map()]));

  /** Puts something on the list. */
  declare(kind: CoveredKind, name: string): void {
    const names = this.#declared.get(kind);
    if (!names?.has(name)) names?.set(name, false);
  }

  /** Notes that a case exercised it; what was never declared does not count. */
  exercise(kind: CoveredKind, name: string): void {
    const names = this.#declared.get(kind);
    if (names?.has(name)) names.set(name, true);
  }

  /** The table. */
  rows(exceptions: readonly CoverageException[] = []): CoverageRow[] {
    return COVERED_KINDS.map((kind) => {
      const names = [...(this.#declared.get(kind) ?? [])];
      const open = names.filter(([, exercised]) => !exercised).map(([name]) => name);
      const missing = open.filter((name) => !exceptions.some((entry) => entry.kind === kind && entry.name === name));
      const excepted = open.length - missing.length;
      return { kind, declared: names.length, exercised: names.length - open.length, missing, excepted };
    });
  }

  /** Exceptions for what is exercised after all, or is not declared at all. */
  staleExceptions(exceptions: readonly CoverageException[]): CoverageException[] {
    return exceptions.filter(({ kind, name }) => this.#declared.get(kind)?.get(name) !== false);
  }
}

/** Something that the suite has no cases for, and why. */
export interface Skip {
  operation: string;
  what: string;
  reason: string;
}
