/** The probes of a real server: harmless requests, the judgment of their responses, and an upgrade if requested. */

export { toHar } from "./har.js";
export { type LiveOptions, type LiveReport, runLive } from "./run-live.js";
export { assertHarmless, IMPOSSIBLE_ID } from "./safeguards.js";
