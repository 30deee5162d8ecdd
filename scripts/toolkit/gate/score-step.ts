import { markdownTable } from "../report/index.js";
import { InputError, runRedocly } from "../support/index.js";
import type { Step } from "./step.js";

interface Score {
  agentReadiness: number;
  discoverability: number;
  subscores: Record<string, number>;
}

/** Scores the description by Redocly's measure of how easily it can be used. */
export function scoreStep(description: string, config: string, least: number): Step {
  return {
    name: "score",
    run: async () => {
      const { code, stdout, stderr } = await runRedocly(["score", description, "--config", config, "--format", "json"]);
      if (code !== 0) throw new InputError(`Redocly can't score ${description}:\n${stderr}`);
      const { agentReadiness, subscores } = JSON.parse(stdout) as Score;
      const rows = Object.entries(subscores).map(([name, value]) => [words(name), `${Math.round(value * 100)} %`]);
      const passed = agentReadiness >= least;
      return {
        passed,
        summary: `${agentReadiness} of 100${passed ? "" : `, below ${least}`}`,
        markdown: [
          `<details><summary>Score: ${agentReadiness} of 100</summary>`,
          "",
          ...markdownTable(["Measure", "Value"], rows),
          "",
          "</details>",
        ].join("\n"),
      };
    },
  };
}

function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
