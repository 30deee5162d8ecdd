/** Lint of descriptions by Redocly and the rules of `openapi/plugins/`. */

export { applyBaseline, writeBaseline } from "./baseline.js";
export { checkConfig } from "./check-config.js";
export { findingAnnotation, findingLine, lintOutcome } from "./format-findings.js";
export { lintDescriptions, lintDocuments, runLint } from "./lint-description.js";
export type { LintFinding } from "./prepare-for-redocly.js";
export { findUnusedFiles } from "./unused-files.js";
