/** What proves the other tools: labelled changes, mistakes, witnesses, and the strength of the contract suite. */

export { readHarbour } from "./changes/harbour.js";
export { OPERATORS } from "./changes/index.js";
export { judgeAll, matrixText } from "./changes/matrix.js";
export { formatReport, GATE_FORMATS } from "./layers/format-report.js";
export { LAYERS } from "./layers/layer.js";
export { makeMutants, planMutants } from "./layers/mutant.js";
export { makeReport } from "./layers/report.js";
export { runLayers } from "./layers/run-layers.js";
export { wrongOperators } from "./mistakes/index.js";
export { lintWrong, type WrongResult } from "./mistakes/lint-mistakes.js";
export type { Loose } from "./mistakes/places.js";
export { judgeStrength, strengthText } from "./strength/judge-strength.js";
export { OUT_OF_SIGHT } from "./strength/out-of-sight.js";
export { runMutant } from "./strength/run-mutant.js";
export { runMutants } from "./strength/run-mutants.js";
export { createRandom } from "./witnesses/random.js";
export { seedsOf, summarize } from "./witnesses/run.js";
export { tryPairs } from "./witnesses/witness.js";
