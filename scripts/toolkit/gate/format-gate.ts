import { styleText } from "node:util";
import { markdownList, markdownTable } from "../report/index.js";
import type { FinishedStep } from "./step.js";

/** What the gate found. */
export type GateReport = ReturnType<typeof gateReport>;

/**
 * Puts the steps together.
 *
 * @param description - the root document, as it is called from here
 * @returns with the names of the steps that did not pass, and the first error for which one could not run
 */
export function gateReport(description: string, finished: readonly FinishedStep[]) {
  const steps = finished.map((step) => {
    // All steps read the description, and fail in the same way if that is not possible.
    const first = step.error && finished.find(({ error }) => error?.message === step.error?.message);
    return !first || first === step ? step : { ...step, summary: `can't run, for the same reason as ${first.name}` };
  });
  const failed = steps.filter(({ passed }) => !passed).map(({ name }) => name);
  const error = steps.find((step) => step.error)?.error;
  return {
    ...{ description, steps, failed, passed: failed.length === 0, ...(error && { error }) },
    verdict: failed.length === 0 ? `${description} passes the gate` : `${description} fails: ${failed.join(", ")}`,
    annotations: steps.flatMap(({ annotations }) => annotations || []).join("\n"),
  };
}

/** The report for a terminal. */
export function gateText({ steps }: GateReport, color: boolean): string {
  const paint = (style: "green" | "red" | "dim", text: string) => (color ? styleText(style, text) : text);
  const width = Math.max(...steps.map(({ name }) => name.length));
  const lines = steps.map(({ name, passed, summary, ms }) => {
    const mark = passed ? paint("green", "✓") : paint("red", "✗");
    return `${mark} ${name.padEnd(width)}  ${summary} ${paint("dim", `(${seconds(ms)})`)}`;
  });
  const reports = steps.flatMap(({ name, text }) => (text ? ["", `── ${name} ──`, text] : []));
  const isCut = steps.some(({ text = "" }) => /\band \d+ more\b/.test(text));
  const hint = isCut ? ["", "To see more than the first: --format json names every operation and disagreement."] : [];
  return [...lines, ...reports, ...hint].join("\n");
}

/** The report for programs. */
export function gateJson({ description, passed, verdict, steps }: GateReport): string {
  const shown = steps.map(({ name, passed, summary, ms, findings, notes, changes, coverage }) => ({
    ...{ name, passed, summary, ms: Math.round(ms), findings, notes, coverage },
    changes: changes?.map(({ change: { sides: _, ...change }, accepted, own }) => ({
      ...change,
      ...own,
      acknowledged: accepted?.reason,
    })),
  }));
  return JSON.stringify({ description, passed, verdict, steps: shown }, null, 2);
}

/** The report for the summary of a pull request. */
export function gateMarkdown({ description, passed, steps }: GateReport): string {
  const rows = steps.map((step) => [step.passed ? "✅" : "❌", step.name, step.summary, seconds(step.ms)]);
  return [
    `# ${passed ? "✅" : "❌"} The contract gate: \`${description}\``,
    "",
    ...markdownTable(["", "Step", "Result", "Time"], rows),
    ...steps.flatMap(({ markdown }) => (markdown === undefined ? [] : ["", markdown])),
    "",
  ].join("\n");
}

/** The summary of a run that could not end. */
export function errorMarkdown(error: Error): string {
  return ["# ❌ The contract gate can't run", "", ...markdownList(error.message.split("\n")), ""].join("\n");
}

/** The report for later steps of a workflow. */
export function gateOutputs({ passed, error, steps }: GateReport): Record<string, string> {
  if (error) return { verdict: "error" };
  const changes = steps.flatMap((step) => step.changes ?? []);
  const count = (level: string) => String(changes.filter(({ change }) => change.level === level).length);
  return { verdict: passed ? "pass" : "fail", breaking: count("breaking"), dangerous: count("dangerous") };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
