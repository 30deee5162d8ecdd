/**
 * The proofs of the other tools: changes and mistakes shown to every check, witnesses, the pace of waiting, and adding
 * an operation.
 */

export { findDisagreement } from "./layers/find-disagreement.js";
export { CHANGES } from "./operators/changes.js";
export { MISTAKES } from "./operators/mistakes.js";
export type { AnyJson } from "./operators/operator.js";
export { ALL_PROOFS, PROOFS } from "./proofs.js";
