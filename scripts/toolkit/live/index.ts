/** The questions to a real server: harmless requests, their judgement, and an upgrade if it is asked for. */

export { toHar } from "./har.js";
export type { LiveReport } from "./live-report.js";
export { type LiveOptions, runLive } from "./run-live.js";
export { assertHarmless, IMPOSSIBLE_ID } from "./safeguards.js";
