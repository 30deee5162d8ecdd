/**
 * Drift: what our description and the published one say differently, and which of it is meant. In short:
 *
 * - `findDrift(ours, published)` compares bundles, operation by operation, and returns each difference with its locations.
 * - `readDeviations(file)` and `explainDrift(drift, deviations, root)` say which differences have a reason, and which
 *   reasons have no difference any more.
 * - `formatDrift(report)` has that in each form that a command prints.
 */
export { type Explained, explainDrift, nameLocation, readDeviations } from "./deviations.js";
export { findDrift, locationOf } from "./find-drift.js";
export { formatDrift } from "./report.js";
