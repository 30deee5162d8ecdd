import { type ContractOperation, type JsonObject, withoutNames } from "../description/index.js";
import { createExchangeJudge } from "../judge/index.js";
import { runBadRequests } from "./bad-requests.js";
import type { SuiteContext, SuiteSubject } from "./context.js";
import type { CoverageException, CoverageRow } from "./coverage.js";
import { runCrossCheck } from "./cross-check.js";
import { withinLimits } from "./limits.js";
import { type CaseSource, type Disagreement, type Skip, SuiteLog } from "./log.js";
import { deriveCases, type OperationCases } from "./operation-cases.js";
import { plainRequest } from "./request-case.js";
import { runRequests } from "./requests.js";
import { runResponses, runUndeclaredResponses } from "./responses.js";
import { runSdkChecks } from "./sdk-checks.js";

/** The subject of a suite, and its options. */
export interface SuiteOptions extends SuiteSubject {
  /** The description that the SDK was made from. */
  description: JsonObject;
  /** The description that the mock serves. @default `description` */
  served?: JsonObject;
  /** @default 20250205 */
  seed?: number;
  /** The number of random requests per operation. @default 200 */
  runs?: number;
  /** Whether to skip the rest of an operation after the first disagreement. @default false */
  stopAtFirst?: boolean;
  /** Reviewed reasons why something is not exercised. */
  exceptions?: readonly CoverageException[];
}

/** The result of a suite. */
export interface SuiteReport {
  disagreements: Disagreement[];
  /** Operations and statuses that no case exercised, each with the reason, unless a disagreement or exception has it. */
  untested: Disagreement[];
  coverage: CoverageRow[];
  /** Exceptions that match no uncovered part. */
  staleExceptions: CoverageException[];
  skips: Skip[];
  /** The number of cases of each part. */
  cases: Record<string, number>;
  operations: number;
}

const PARTS: readonly [string, (cases: OperationCases, context: SuiteContext) => Promise<void>][] = [
  ["requests", runRequests],
  ["bad requests", runBadRequests],
  ["checks before sending", runSdkChecks],
  ["responses", runResponses],
  ["undeclared responses", runUndeclaredResponses],
  ["cross-check", runCrossCheck],
];

/**
 * Prepares the contract suite. Cases are derived from the description that the SDK was made from, and responses from
 * the one that the mock serves, so that every difference shows. The cases of an operation are made when it runs, and
 * released afterwards.
 *
 * @throws Error if a description can't be read
 */
export function prepareSuite(options: SuiteOptions) {
  const { seed = 20250205, runs = 200, exceptions = [], sdk, mock, baseUrl } = options;
  const log = new SuiteLog();
  const { coverage, disagreements, cases } = log;
  // A mock serves the templates without the path prefixes of the servers' URLs.
  const judgeOf = (description: JsonObject) => createExchangeJudge(description, { serverPaths: [""] });
  const judge = judgeOf(options.description);
  const { contract } = judge;
  const servedJudge = options.served && judgeOf(options.served);
  const operations = contract.operations.flatMap((operation) => withinLimits(operation, contract.resolve, log) ?? []);
  const run = async (operation: ContractOperation) => {
    const { key } = operation;
    const derived = deriveCases(operation, judge, seed, log);
    const other = servedJudge?.contract.operations.find(
      (candidate) => withoutNames(candidate.key) === withoutNames(key),
    );
    const served = servedJudge ? other && deriveCases(other, servedJudge, seed) : derived;
    const limits = await mock.limitsOf(key);
    for (const { location, reason } of limits) log.skip(key, location.slice(1).join(" "), reason);
    // No part can start without a valid request.
    plainRequest(derived);
    const context = { judge, servedJudge, served, limits, sdk, mock, baseUrl, seed, runs, log };
    const before = disagreements.length;
    for (const [name, part] of PARTS) {
      if (options.stopAtFirst && disagreements.length > before) break;
      await log.guard(key, name, () => part(derived, context));
    }
  };
  return {
    operations,
    /** Runs all parts for one operation, and returns its disagreements. */
    run: async (operation: ContractOperation) => {
      const before = disagreements.length;
      await log.guard(operation.key, "the operation", () => run(operation));
      return disagreements.slice(before);
    },
    /** The findings so far. */
    report: (): SuiteReport => {
      const rows = coverage.rows(exceptions);
      return {
        ...{ disagreements, skips: log.skips, cases, operations: operations.length, coverage: rows },
        untested: untestedOf(operations, rows, log),
        staleExceptions: coverage.staleExceptions(exceptions),
      };
    },
  };
}

// A check that leaves these out must not pass: nothing else would show that they are not tested.
function untestedOf(
  operations: readonly ContractOperation[],
  rows: readonly CoverageRow[],
  { disagreements, skips }: SuiteLog,
): Disagreement[] {
  const isMissing = (kind: string, name: string) => rows.some((row) => row.kind === kind && row.missing.includes(name));
  return operations.flatMap(({ key, responses }): Disagreement[] => {
    if (disagreements.some(({ operation }) => operation === key)) return [];
    const untested = (title: string, name: string, source?: CaseSource): Disagreement => {
      const own = skips.filter(({ operation }) => operation === key);
      const skip = own.find(({ what }) => what.startsWith(name)) ?? own[0];
      const message = `no case exercised it: ${skip?.reason ?? "none covers it"}`;
      return { operation: key, part: "coverage", title, message, source };
    };
    if (isMissing("operations", key)) return [untested("the operation", "the operation")];
    return responses
      .map(({ status }) => ({ status, name: `${key} ${status}` }))
      .filter(({ name }) => isMissing("statuses", name))
      .map(({ status, name }) => untested(`the status ${status}`, name, { of: status }));
  });
}
