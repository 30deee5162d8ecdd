import { setImmediate } from "node:timers/promises";
import type { ContractOperation, JsonObject } from "../description/index.js";
import { createExchangeJudge } from "../judge/index.js";
import { runBadRequests } from "./bad-requests.js";
import type { Disagreement, SuiteContext } from "./context.js";
import { Coverage, type CoverageException, type CoverageRow, type Skip } from "./coverage.js";
import { runCrossCheck } from "./cross-check.js";
import { withinLimits } from "./limits.js";
import { deriveCases, type OperationCases } from "./operation-cases.js";
import { plainRequest } from "./request-case.js";
import { runRequests } from "./requests.js";
import { runResponses } from "./responses.js";
import type { Mock, SdkAdapter } from "./sdk.js";
import { runSdkChecks } from "./sdk-checks.js";
import { runUndeclaredResponses } from "./undeclared-responses.js";

/** What a suite runs against. */
export interface SuiteOptions {
  /** The description that the SDK was made from. */
  description: JsonObject;
  /**
   * The description that the mock serves.
   *
   * @default `description`
   */
  served?: JsonObject | undefined;
  sdk: SdkAdapter;
  mock: Mock;
  /** Where the mock lives, without a trailing slash. */
  baseUrl: string;
  /** @default 20250205 */
  seed?: number | undefined;
  /**
   * How many random requests an operation gets.
   *
   * @default 200
   */
  runs?: number | undefined;
  /**
   * Whether to leave the rest of an operation alone once its parts disagree.
   *
   * @default false
   */
  stopAtFirst?: boolean | undefined;
  /** Reviewed reasons why something is not exercised. */
  exceptions?: readonly CoverageException[] | undefined;
}

/** What a suite found. */
export interface SuiteReport {
  disagreements: Disagreement[];
  coverage: CoverageRow[];
  /** Exceptions that explain nothing. */
  staleExceptions: CoverageException[];
  skips: Skip[];
  /** How many cases each part ran. */
  cases: Record<string, number>;
  operations: number;
}

/** A suite that is ready to run, operation by operation. */
export interface Suite {
  operations: ContractOperation[];
  /** Runs all parts for one operation, and gives back how its parts disagree. */
  run(operation: ContractOperation): Promise<Disagreement[]>;
  /** What has been found so far. */
  report(): SuiteReport;
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
 * Prepares the contract suite: the cases are derived from the description that the SDK was made from, and the responses
 * from the one that the mock serves, so that whatever separates the two shows. Cases of an operation are made when it
 * runs, and let go of then.
 *
 * @throws Error if a description can't be read
 */
export function prepareSuite(options: SuiteOptions): Suite {
  const { seed = 20250205, runs = 200, exceptions = [], sdk, mock } = options;
  const coverage = new Coverage();
  const disagreements: Disagreement[] = [];
  const skips = new Map<string, Skip>();
  const cases: Record<string, number> = {};
  const skip = (entry: Skip) => void skips.set(`${entry.operation} ${entry.what} ${entry.reason}`, entry);
  // A mock serves the templates without what stands before them in the servers' URLs.
  const judge = createExchangeJudge(options.description, { serverPaths: [""] });
  const operations = judge.contract.operations.flatMap(
    (operation) => withinLimits(operation, judge.contract.resolve, { sdk, skip }) ?? [],
  );
  const other = options.served && options.served !== options.description ? options.served : undefined;
  const servedJudge = other && createExchangeJudge(other, { serverPaths: [""] });
  const served = (operation: ContractOperation): OperationCases | undefined => {
    const { contract, judgeSchema } = servedJudge ?? judge;
    const found = contract.operations.find((candidate) => samePath(candidate, operation));
    return found && deriveCases(found, { contract, judgeSchema, seed });
  };
  const guard: SuiteContext["guard"] = async (operation, what, run) => {
    try {
      await run();
    } catch (error) {
      skip({ operation, what, reason: (error as Error).message.split("\n", 1)[0] ?? "" });
    }
  };
  const context = {
    judge,
    ...(servedJudge && { servedJudge }),
    sdk,
    mock,
    baseUrl: options.baseUrl,
    coverage,
    seed,
    runs,
    count: (part: string) => {
      cases[part] = (cases[part] ?? 0) + 1;
    },
    disagree: (disagreement: Disagreement) => void disagreements.push(disagreement),
    skip,
    guard,
  };
  return {
    operations,
    run: async (operation) => {
      const { key } = operation;
      const before = disagreements.length;
      await guard(key, "the operation", async () => {
        const { contract, judgeSchema } = judge;
        const derived = deriveCases(operation, { contract, judgeSchema, seed, coverage, skip });
        const ofServed = servedJudge ? served(operation) : derived;
        const limits = (await mock.limitsOf?.(key)) ?? [];
        for (const { location, reason } of limits) skip({ operation: key, what: location.slice(1).join(" "), reason });
        // Without a good request there is nothing to begin with, in any part.
        plainRequest(derived);
        for (const [name, part] of PARTS) {
          if (options.stopAtFirst && disagreements.length > before) break;
          await guard(key, name, () => part(derived, { ...context, served: ofServed, limits }));
        }
      });
      return disagreements.slice(before);
    },
    report: () => ({
      disagreements,
      coverage: coverage.rows(exceptions),
      staleExceptions: coverage.staleExceptions(exceptions),
      skips: [...skips.values()],
      cases,
      operations: operations.length,
    }),
  };
}

/**
 * Runs the contract suite for all operations.
 *
 * @param onOperation - called for each operation before it runs, and how many are done
 */
export async function runSuite(
  options: SuiteOptions,
  onOperation?: (key: string, done: number, of: number) => void,
): Promise<SuiteReport> {
  const suite = prepareSuite(options);
  for (const [index, operation] of suite.operations.entries()) {
    onOperation?.(operation.key, index, suite.operations.length);
    await suite.run(operation);
    // With a mock in this process nothing ever waits, and what weak references lead to, such as each request's signal, is
    // kept until something does.
    await setImmediate();
  }
  return suite.report();
}

// What a path parameter is called makes no difference on the wire.
function samePath(a: ContractOperation, b: ContractOperation): boolean {
  const shape = ({ method, template }: ContractOperation) => `${method} ${template.replace(/\{[^{}]*\}/g, "{}")}`;
  return shape(a) === shape(b);
}
