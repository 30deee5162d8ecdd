import type { ExchangeJudge } from "../judge/index.js";
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
