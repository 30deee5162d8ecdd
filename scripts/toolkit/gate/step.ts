import type { LocatedChange } from "../diff/index.js";
import type { LintFinding } from "../lint/index.js";
import type { SuiteReport } from "../suite/index.js";
import type { CommandOutcome, Progress } from "../support/index.js";

/** What one step of the gate found: how a terminal, a summary and a pull request show it, and what a page shows. */
export interface StepResult extends Pick<CommandOutcome, "passed" | "text" | "markdown" | "annotations"> {
  /** The result in a few words. */
  summary: string;
  /** What it has against lines of the description. */
  findings?: LintFinding[];
  /** What else it has to say, a sentence each. */
  notes?: string[];
  changes?: LocatedChange[];
  coverage?: SuiteReport["coverage"];
}

/** Runs one step of the gate. @param tick - takes what it is at, if that takes long */
export type Step = (tick: (line: string) => void) => Promise<StepResult>;

/** A step that has run. */
export interface FinishedStep extends StepResult {
  name: string;
  /** How long it took, in milliseconds. */
  ms: number;
  /** Why it could not run. */
  error?: Error;
}

/** Runs all steps at the same time, by name, each to its end, whatever becomes of the others. */
export function runSteps(steps: Readonly<Record<string, Step>>, progress?: Progress): Promise<FinishedStep[]> {
  progress?.step(`started: ${Object.keys(steps).join(", ")}`);
  let left = Object.keys(steps).length;
  return Promise.all(
    Object.entries(steps).map(async ([name, run]) => {
      const start = performance.now();
      const result = await run((line) => progress?.tick(`${name}: ${line}`)).catch((error: Error) => ({
        passed: false,
        summary: `can't run: ${error.message}`,
        error,
      }));
      left -= 1;
      progress?.step(`${result.passed ? "✓" : "✗"} ${name}${left > 0 ? `, ${left} to go` : ""}`);
      return { name, ms: performance.now() - start, ...result };
    }),
  );
}
