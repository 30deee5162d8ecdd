import { Coverage, type Covered } from "./coverage.js";

/** The part of an operation that a case is about. */
export interface CaseSource {
  /** The request body, a response by its declared status, or a parameter by its location and name (`query limit`). */
  of: "body" | (string & {});
  /** The name of the example that the case consists of. */
  example?: string | undefined;
}

/** A disagreement between two parts of the contract. */
export interface Disagreement {
  /** The key of the operation. */
  operation: string;
  /** The part of the suite that found it. */
  part: string;
  /** The title of the case. */
  title: string;
  message: string;
  /** @default the whole operation */
  source?: CaseSource | undefined;
}

/** A part that the suite has no cases for, or a case that could not be run, and the reason. */
export interface Skip {
  operation: string;
  what: string;
  reason: string;
}

/** A case: its title, and the names that it exercises if it succeeds. */
export interface SuiteCase {
  title: string;
  covers: readonly Covered[];
  /** The name of the example that it consists of. @default it is not an example */
  example?: string;
  /** The part of the operation that it is about. @default what `runCases` takes for all of its cases */
  of?: CaseSource["of"];
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

  disagree(operation: string, part: string, title: string, message: string, source?: CaseSource): void {
    this.disagreements.push({ operation, part, title, message, source });
  }

  /** Runs a part of an operation; an error becomes a skip with its reason. */
  async guard(operation: string, what: string, run: () => Promise<void> | void): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.skip(operation, what, (error as Error).message.split("\n", 1)[0] ?? "");
    }
  }

  /**
   * Runs cases of an operation, and records their results.
   *
   * @param ofAll - the part of the operation that they are about, as in {@link CaseSource} @default the whole operation
   */
  async runCases<Case extends SuiteCase>(
    operation: string,
    part: string,
    cases: Iterable<Case>,
    problemOf: (one: Case) => Promise<string | undefined> | string | undefined,
    ofAll?: CaseSource["of"],
  ): Promise<void> {
    for (const one of cases) {
      await this.guard(operation, one.title, async () => {
        const problem = await problemOf(one);
        this.count(part);
        const { title, example, of = ofAll } = one;
        if (problem !== undefined) this.disagree(operation, part, title, problem, of && { of, example });
        else for (const [kind, name] of one.covers) this.coverage.exercise(kind, name);
      });
    }
  }
}
