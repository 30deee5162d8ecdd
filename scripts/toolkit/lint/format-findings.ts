import { annotation, markdownTable } from "../report/index.js";
import type { Outcome } from "../support/index.js";
import type { LintFinding } from "./prepare-for-redocly.js";

/** Findings as the outcome of a command: errors fail it. */
export function lintOutcome(findings: readonly LintFinding[]): Outcome {
  const lines = findings.map(
    ({ file, line, column, severity, message, rule }) => `${file}:${line}:${column} ${severity} ${message} (${rule})`,
  );
  const rows = findings.map(({ file, line, rule, message }) => [message, `\`${rule}\``, `\`${file}:${line}\``]);
  const annotations = findings.map(({ severity, file, line, column, rule, message }) =>
    annotation(severity === "error" ? "error" : "warning", { file, line, column, title: rule }, message),
  );
  const count = `${findings.length} ${findings.length === 1 ? "finding" : "findings"}`;
  return {
    passed: findings.every(({ severity }) => severity !== "error"),
    verdict: findings.length === 0 ? "no findings" : count,
    text: lines.join("\n"),
    json: JSON.stringify(findings, null, 2),
    markdown: [
      "## Lint",
      "",
      ...(rows.length > 0 ? markdownTable(["Finding", "Rule", "Source"], rows) : ["No findings."]),
    ].join("\n"),
    annotations: annotations.join("\n"),
  };
}
