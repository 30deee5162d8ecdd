/** What one step of the gate found. */
export interface StepResult {
  /** Whether a pull request may land as far as this step goes. */
  passed: boolean;
  /** The result in a few words. */
  summary: string;
  /** What a terminal shows below the summary; nothing for a step that has no more to say. */
  text?: string;
  /** The same as a part of a pull request's summary, with a heading of its own. */
  markdown?: string;
  /** Annotations of the pull request, a line each. */
  annotations?: string;
}

/** One step of the gate. */
export interface Step {
  name: string;
  run(): Promise<StepResult>;
}

/** A step that has run. */
export interface FinishedStep extends StepResult {
  name: string;
  /** How long it took, in milliseconds. */
  ms: number;
}

/** Runs all steps at the same time, each to its end, whatever becomes of the others. */
export function runSteps(steps: readonly Step[]): Promise<FinishedStep[]> {
  return Promise.all(
    steps.map(async ({ name, run }) => {
      const start = performance.now();
      const result = await run();
      return { name, ms: performance.now() - start, ...result };
    }),
  );
}
