import { applyBaseline, lintDescriptions, lintOutcome } from "../lint/index.js";
import type { StepResult } from "./step.js";

/** Lints the description. */
export async function lintStep(description: string, config: string): Promise<StepResult> {
  const reports = (await lintDescriptions([description], config)).map(applyBaseline);
  const { verdict, ...outcome } = lintOutcome(reports);
  const [findings, notes] = [reports.flatMap((report) => report.findings), reports.flatMap(({ stale }) => stale)];
  return { ...outcome, summary: verdict, findings, notes };
}
