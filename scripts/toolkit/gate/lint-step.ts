import { checkConfig, lintDescription, lintOutcome } from "../lint/index.js";
import type { Step } from "./step.js";

/** Lints the description. */
export function lintStep(description: string, config: string): Step {
  return {
    name: "lint",
    run: async () => {
      await checkConfig(config);
      const { verdict, ...outcome } = lintOutcome(await lintDescription(description, { config }));
      return { ...outcome, summary: verdict };
    },
  };
}
