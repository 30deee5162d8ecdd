/**
 * Drift: the differences between our description and the published one, and the deliberate ones among them.
 *
 * - `findDrift(ours, published)` compares bundles, operation by operation, and returns each difference with its
 *   locations.
 * - `readDeviations(file)` and `explainDrift(drift, deviations)` separate the differences that have a reason from
 *   those that have none, and find the reasons without a difference.
 * - `driftOutcome(report)` returns the verdict, and the report in each form that a command prints.
 */
export { type Explained, explainDrift, readDeviations } from "./deviations.js";
export { findDrift, nameOf } from "./find-drift.js";
export { driftOutcome } from "./report.js";
