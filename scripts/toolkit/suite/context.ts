import { type ExchangeJudge, type Fault, faultLine, hasFault, isRejectedByUnion } from "../judge/index.js";
import type { MockFetch, MockLimit } from "../prism/index.js";
import type { SuiteLog } from "./log.js";
import type { OperationCases } from "./operation-cases.js";
import type { SdkAdapter } from "./sdk.js";

/** The subject of a suite. */
export interface SuiteSubject {
  sdk: SdkAdapter;
  mock: MockFetch;
  /** The URL of the mock, without a trailing slash. */
  baseUrl: string;
}

/** The state that the parts of the suite share while they run for an operation. */
export interface SuiteContext extends SuiteSubject {
  /** The judge of the description that the SDK was made from. */
  judge: ExchangeJudge;
  /** The judge of the description that the mock serves, if that is a different one. */
  servedJudge?: ExchangeJudge | undefined;
  /** The operation in the description that the mock serves, if it still has it. */
  served: OperationCases | undefined;
  /** The parts of the operation that the mock can't check. */
  limits: readonly MockLimit[];
  seed: number;
  /** The number of random requests, and of random responses, per operation. */
  runs: number;
  log: SuiteLog;
}

/** A fault that a judge must report. */
export interface ExpectedFault {
  location: readonly string[];
  rule: string;
  /** The locations of the enclosing unions that have no discriminator. */
  unions?: readonly (readonly string[])[];
}

/**
 * Checks whether an expected fault was found, or a fault of an enclosing union, which stands for those of its branches.
 * Returns undefined if so, and otherwise the faults that were found.
 *
 * @throws Error if the value may belong to another branch
 */
export function missedFault(
  faults: readonly Fault[],
  { location, rule, unions = [] }: ExpectedFault,
): string | undefined {
  if (hasFault(faults, location, rule) || isRejectedByUnion(faults, [...unions, location])) return undefined;
  if (unions.length > 0 && faults.length === 0) throw new Error("another branch of the union may accept the value");
  const found = faults.map(faultLine).join("; ") || "no fault";
  return `it breaks \`${rule}\` at ${location.join(".")}, but checked against the description it has ${found}`;
}
