import { applyBaseline, checkConfig, lintDescription, lintOutcome } from "../lint/index.js";
import type { Step } from "./step.js";

/** Lints the description. */
export function lintStep(description: string, config: string): Step {
  return {
    name: "lint",
    run: async () => {
      await checkConfig(config);
      const report = applyBaseline(description, await lintDescription(description, { config }));
      const { verdict, ...outcome } = lintOutcome([report]);
      return { ...outcome, summary: verdict, findings: report.findings, notes: report.stale };
    },
  };
}
