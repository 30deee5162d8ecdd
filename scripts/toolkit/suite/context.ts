import { type ExchangeJudge, type Fault, faultLine, hasFault, isRejectedByUnion } from "../judge/index.js";
import type { MockFetch, MockLimit } from "../prism/index.js";
import type { SuiteLog } from "./log.js";
import type { OperationCases } from "./operation-cases.js";
import type { SdkAdapter } from "./sdk.js";

/** What a suite runs against. */
export interface SuiteSubject {
  sdk: SdkAdapter;
  mock: MockFetch;
  /** Where the mock is, without a trailing slash. */
  baseUrl: string;
}

/** What the parts of the suite share while they run for an operation. */
export interface SuiteContext extends SuiteSubject {
  /** By the description that the SDK was made from. */
  judge: ExchangeJudge;
  /** By the description that the mock serves, if it is another one. */
  servedJudge?: ExchangeJudge | undefined;
  /** The operation in the description that the mock serves, if it still has it. */
  served: OperationCases | undefined;
  /** What of the operation the mock can't check. */
  limits: readonly MockLimit[];
  seed: number;
  /** How many random requests, and random responses, each operation gets. */
  runs: number;
  log: SuiteLog;
}

/** A fault that a judge has to see. */
export interface ExpectedFault {
  location: readonly string[];
  rule: string;
  /** The unions around it that no discriminator decides, by their locations. */
  unions?: readonly (readonly string[])[];
}

/**
 * Whether an expected fault is among those that were found, or its unions are, which collect what their branches complain
 * of. If not, what was found instead.
 *
 * @throws Error if the value may be one of another branch
 */
export function missedFault(
  faults: readonly Fault[],
  { location, rule, unions = [] }: ExpectedFault,
): string | undefined {
  if (hasFault(faults, location, rule) || isRejectedByUnion(faults, [...unions, location])) return undefined;
  if (unions.length > 0 && faults.length === 0) throw new Error("another branch of the union decides");
  return `the judge does not see ${rule} at ${location.join(".")}: ${faults.map(faultLine).join("; ") || "no fault"}`;
}
