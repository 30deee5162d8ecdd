import { Coverage, type Covered } from "./coverage.js";

/** A disagreement between two parts of the contract. */
export interface Disagreement {
  /** The key of the operation. */
  operation: string;
  /** The part of the suite that found it. */
  part: string;
  /** The title of the case. */
  title: string;
  message: string;
}

/** A part that the suite has no cases for, and the reason. */
export interface Skip {
  operation: string;
  what: string;
  reason: string;
}

/** A case: its title, and the names that it exercises if it succeeds. */
export interface SuiteCase {
  title: string;
  covers: readonly Covered[];
}

/** Records the cases and the findings of a run. */
export class SuiteLog {
  readonly coverage = new Coverage();
  readonly disagreements: Disagreement[] = [];
  /** The number of cases of each part. */
  readonly cases: Record<string, number> = {};
  readonly #skips = new Map<string, Skip>();

  get skips(): Skip[] {
    return [...this.#skips.values()];
  }

  skip(operation: string, what: string, reason: string): void {
    this.#skips.set(`${operation} ${what} ${reason}`, { operation, what, reason });
  }

  count(part: string): void {
    this.cases[part] = (this.cases[part] ?? 0) + 1;
  }

  disagree(operation: string, part: string, title: string, message: string): void {
    this.disagreements.push({ operation, part, title, message });
  }

  /** Runs a part of an operation; an error becomes a skip with its reason. */
  async guard(operation: string, what: string, run: () => Promise<void> | void): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.skip(operation, what, (error as Error).message.split("\n", 1)[0] ?? "");
    }
  }

  /** Runs cases of an operation, and records their results. */
  async runCases<Case extends SuiteCase>(
    operation: string,
    part: string,
    cases: Iterable<Case>,
    problemOf: (one: Case) => Promise<string | undefined> | string | undefined,
  ): Promise<void> {
    for (const one of cases) {
      await this.guard(operation, one.title, async () => {
        this.count(part);
        const problem = await problemOf(one);
        if (problem !== undefined) this.disagree(operation, part, one.title, problem);
        else for (const [kind, name] of one.covers) this.coverage.exercise(kind, name);
      });
    }
  }
}
