/** The gate of a pull request: its steps and their report. */

export { changesStep } from "./changes-step.js";
export { coverageStep } from "./coverage-step.js";
export { gateMarkdown, gateText } from "./format-gate.js";
export { generatedStep } from "./generated-step.js";
export { lintStep } from "./lint-step.js";
export { type FinishedStep, runSteps } from "./step.js";
