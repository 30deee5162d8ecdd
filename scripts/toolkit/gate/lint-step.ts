import { checkConfig, formatFindings, lintDescription } from "../lint/index.js";
import { markdownTable } from "../report/index.js";
import { InputError } from "../support/index.js";
import type { Step } from "./step.js";

/** Lints the description. */
export function lintStep(description: string, config: string): Step {
  return {
    name: "lint",
    run: async () => {
      const problems = await checkConfig(config);
      if (problems.length > 0) throw new InputError(problems.map((problem) => `${config}: ${problem}`).join("\n"));
      const findings = await lintDescription(description, { config });
      if (findings.length === 0) return { passed: true, summary: "no findings" };
      const rows = findings.map(({ file, line, rule, message }) => [message, `\`${rule}\``, `\`${file}:${line}\``]);
      return {
        passed: findings.every(({ severity }) => severity !== "error"),
        summary: `${findings.length} ${findings.length === 1 ? "finding" : "findings"}`,
        text: formatFindings(findings, "text"),
        markdown: ["## Lint", "", ...markdownTable(["Finding", "Rule", "Source"], rows)].join("\n"),
        annotations: formatFindings(findings, "github"),
      };
    },
  };
}
