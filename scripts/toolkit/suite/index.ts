/**
 * The contract suite: derives cases from a description, and plays them between a client and a mock to find where two of
 * them disagree.
 */

export { atlasAdapter } from "./adapters/atlas-adapter.js";
export { forPrism } from "./adapters/for-prism.js";
export { typeCheckSource, typeChecks } from "./adapters/type-checks.js";
export { badRequestsOf } from "./bad-request-cases.js";
export type { SuiteContext } from "./context.js";
export { type CoverageException, readExceptions } from "./coverage.js";
export { annotateDisagreements, type DisagreementGroup, groupDisagreements } from "./disagreements.js";
export type { Disagreement } from "./log.js";
export { deriveCases } from "./operation-cases.js";
export { printReport } from "./print-report.js";
export { plainRequest, type RawRequest, toRaw } from "./request-case.js";
export { type CallOutcome, resultProblem } from "./result-problem.js";
export { casesOf, hasPassed, leftOutOf, NothingToTest, runContract } from "./run-contract.js";
export { prepareSuite, type SuiteReport } from "./run-suite.js";
export type { SdkAdapter, SdkResult } from "./sdk.js";
