import { relative } from "node:path";
import { annotation, countOf, markdownCode, markdownList, markdownTable } from "../report/index.js";
import type { CommandOutcome } from "../support/index.js";
import { ignoreText, type LintReport } from "./baseline.js";
import type { LintFinding } from "./prepare-for-redocly.js";

/** A finding as a line for a terminal. */
export function findingLine({ file, line, column, severity, message, rule }: LintFinding): string {
  return `${file}:${line}:${column} ${severity} ${message} (${rule})`;
}

/** A finding as an annotation of a pull request. */
export function findingAnnotation({ severity, file, line, column, rule, message }: LintFinding): string {
  return annotation(severity === "error" ? "error" : "warning", { file, line, column, title: rule }, message);
}

/** Findings as the outcome of a command: errors fail it, what is known does not. */
export function lintOutcome(reports: readonly LintReport[]): CommandOutcome {
  const findings = reports.flatMap((report) => report.findings);
  const stale = reports.flatMap((report) => report.stale);
  const known = reports.reduce((sum, report) => sum + report.known, 0);
  const rows = findings.map(({ severity, file, line, rule, message }) => [
    severity === "error" ? "❌" : "⚠️",
    message,
    `\`${rule}\``,
    `\`${file}:${line}\``,
  ]);
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const counts = [
    findings.length > 0
      ? `${countOf(errors, "error")}, ${countOf(findings.length - errors, "warning")}`
      : "no findings",
    ...(known > 0 ? [`${known} known`] : []),
    ...(stale.length > 0 ? [`${stale.length} stale in the ignore file`] : []),
  ];
  const failing = reports.filter((report) => report.findings.some(({ severity }) => severity === "error"));
  return {
    passed: errors === 0,
    verdict: counts.join(", "),
    text: [...findings.map(findingLine), ...stale].join("\n"),
    json: JSON.stringify(findings, null, 2),
    markdown: [
      "## Lint",
      "",
      ...(rows.length > 0 ? markdownTable(["", "Finding", "Rule", "Source"], rows) : [`${counts.join(", ")}.`]),
      ...(stale.length > 0 ? ["", ...markdownList(stale)] : []),
      ...failing.flatMap((report) => [
        "",
        ...markdownCode(
          `To fail on new findings only, put this into <code>${relative(process.cwd(), report.ignoreFile)}</code>`,
          ignoreText(report),
        ),
      ]),
    ].join("\n"),
    annotations: [
      ...findings.map(findingAnnotation),
      ...stale.map((sentence) => annotation("warning", { title: "stale" }, sentence)),
    ].join("\n"),
  };
}
