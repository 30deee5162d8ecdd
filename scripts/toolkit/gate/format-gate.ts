import { styleText } from "node:util";
import { markdownTable } from "../report/index.js";
import type { FinishedStep } from "./step.js";

/** The report for a terminal. */
export function gateText(steps: readonly FinishedStep[], colour: boolean): string {
  const paint = (style: "green" | "red" | "dim", text: string) => (colour ? styleText(style, text) : text);
  const width = Math.max(...steps.map(({ name }) => name.length));
  const lines = steps.map(({ name, passed, summary, ms }) => {
    const mark = passed ? paint("green", "✓") : paint("red", "✗");
    return `${mark} ${name.padEnd(width)}  ${summary} ${paint("dim", `(${seconds(ms)})`)}`;
  });
  const more = steps.flatMap(({ name, text }) => (text === undefined ? [] : ["", `── ${name} ──`, text]));
  return [...lines, ...more].join("\n");
}

/** The report for the summary of a pull request. */
export function gateMarkdown(description: string, steps: readonly FinishedStep[]): string {
  const passed = steps.every((step) => step.passed);
  const rows = steps.map((step) => [step.passed ? "✅" : "❌", step.name, step.summary, seconds(step.ms)]);
  return [
    `# ${passed ? "✅" : "❌"} The contract gate: \`${description}\``,
    "",
    ...markdownTable(["", "Step", "Result", "Time"], rows),
    ...steps.flatMap(({ markdown }) => (markdown === undefined ? [] : ["", markdown])),
    "",
  ].join("\n");
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
