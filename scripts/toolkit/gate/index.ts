/** The gate of a pull request: its steps and their report. */

export { changesStep } from "./changes-step.js";
export { coverageStep } from "./coverage-step.js";
export { findDescription } from "./find-description.js";
export {
  errorMarkdown,
  gateJson,
  gateMarkdown,
  gateOutputs,
  gateReport,
  gateText,
} from "./format-gate.js";
export { generatedStep } from "./generated-step.js";
export { lintStep } from "./lint-step.js";
export { gatePage, writePage } from "./page.js";
export { type FinishedStep, runSteps, type Step } from "./step.js";
export { workflowBase, writeComment, writeWorkflow } from "./workflow.js";
