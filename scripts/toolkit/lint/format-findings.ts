import { annotation } from "../report/index.js";
import type { LintFinding } from "./prepare-for-redocly.js";

/** The ways to print findings. */
export const LINT_FORMATS = ["text", "json", "github"] as const;

/** One of {@link LINT_FORMATS}. */
export type LintFormat = (typeof LINT_FORMATS)[number];

/** Prints findings: a line each for a person, JSON, or annotations of a pull request. */
export function formatFindings(findings: readonly LintFinding[], format: LintFormat): string {
  if (format === "json") return JSON.stringify(findings, null, 2);
  if (format === "github") return findings.map(toAnnotation).join("\n");
  const lines = findings.map(
    ({ file, line, column, severity, message, rule }) => `${file}:${line}:${column} ${severity} ${message} (${rule})`,
  );
  const count = `${findings.length} ${findings.length === 1 ? "finding" : "findings"}`;
  return [...lines, findings.length === 0 ? "No findings" : count].join("\n");
}

const toAnnotation = ({ severity, file, line, column, rule, message }: LintFinding) =>
  annotation(severity === "error" ? "error" : "warning", { file, line, column, title: rule }, message);
