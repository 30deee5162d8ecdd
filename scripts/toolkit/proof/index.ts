/** What proves the other tools: labelled changes, mistakes, witnesses, and the strength of the contract suite; and the pace of waiting. */

export { OPERATORS } from "./changes/index.js";
export { wrongOperators } from "./mistakes/index.js";
export type { Loose } from "./mistakes/places.js";
export { keepsPace, measurePace } from "./pace.js";
export { PROOFS, type ProofName } from "./proofs.js";
export { OUT_OF_SIGHT } from "./strength/out-of-sight.js";
export { runMutant } from "./strength/run-mutant.js";
