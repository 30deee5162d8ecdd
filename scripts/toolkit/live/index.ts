/** The questions to a real server: harmless requests, their judgement, and an upgrade if it is asked for. */

export { toHar } from "./har.js";
export { type LiveOptions, type LiveReport, runLive } from "./run-live.js";
export { assertHarmless, IMPOSSIBLE_ID } from "./safeguards.js";
