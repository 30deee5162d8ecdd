import type { OperationDescriptor } from "../../../src/operation.js";
import type { FetchLike } from "../../../src/transport/send.js";
import type { ContractOperation, JsonObject } from "../../toolkit/description/index.js";
import { createExchangeJudge, type ExchangeJudge } from "../exchange/exchange-judge.js";
import { runBadRequests } from "./bad-requests.js";
import { runBothDescriptions } from "./both-descriptions.js";
import type { Disagreement, SdkFactory, Skip, SuiteContext } from "./context.js";
import { Coverage, type CoverageException, type CoverageRow } from "./coverage.js";
import { runField } from "./field.js";
import { deriveCases, type OperationCases } from "./operation-cases.js";
import { runRequests } from "./requests.js";
import { runResponses } from "./responses.js";
import { runSdkChecks } from "./sdk-checks.js";

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
  sdk: SdkFactory;
  /** What the SDK knows of the operations. */
  descriptors: readonly OperationDescriptor[];
  /** Sends to the mock. */
  mock: FetchLike;
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
  operations: OperationCases[];
  /** Runs all parts for one operation, and gives back how its parts disagree. */
  run(operation: OperationCases): Promise<Disagreement[]>;
  /** What has been found so far. */
  report(): SuiteReport;
}

/**
 * Prepares the contract suite: the cases are derived from the description that the SDK was made from, and the answers
 * from the one that the mock serves, so that whatever separates the two shows.
 *
 * @throws Error if a description can't be read
 */
export function prepareSuite(options: SuiteOptions): Suite {
  const { seed = 20250205, runs = 200, exceptions = [] } = options;
  const coverage = new Coverage();
  const disagreements: Disagreement[] = [];
  const skips = new Map<string, Skip>();
  const cases: Record<string, number> = {};
  const skip = (entry: Skip) => void skips.set(`${entry.operation} ${entry.what} ${entry.reason}`, entry);
  // A mock serves the templates without what stands before them in the servers' URLs.
  const judge = createExchangeJudge(options.description, { serverPaths: [""] });
  const operations = judge.contract.operations.map((operation) =>
    deriveCases(operation, { contract: judge.contract, judgeSchema: judge.judgeSchema, seed, coverage, skip }),
  );
  const served =
    options.served && options.served !== options.description ? deriveServed(options.served, seed) : undefined;
  const context: SuiteContext = {
    judge,
    operations,
    served: (operation) =>
      (served?.operations ?? operations).find((candidate) => samePath(candidate.operation, operation)),
    ...(served && { servedJudge: served.judge }),
    descriptorOf: ({ method, template }) =>
      options.descriptors.find((descriptor) => descriptor.method === method && descriptor.path === template),
    sdk: options.sdk,
    mock: options.mock,
    baseUrl: options.baseUrl,
    coverage,
    seed,
    runs,
    count: (part) => {
      cases[part] = (cases[part] ?? 0) + 1;
    },
    disagree: (disagreement) => void disagreements.push(disagreement),
    skip,
  };
  return {
    operations,
    run: async (operation) => {
      const before = disagreements.length;
      for (const part of PARTS)
        if (!options.stopAtFirst || disagreements.length === before) await part(operation, context);
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

const PARTS = [runRequests, runBadRequests, runSdkChecks, runResponses, runField, runBothDescriptions];

/** Runs the contract suite for all operations. */
export async function runSuite(options: SuiteOptions): Promise<SuiteReport> {
  const suite = prepareSuite(options);
  for (const operation of suite.operations) await suite.run(operation);
  return suite.report();
}

function deriveServed(description: JsonObject, seed: number): { operations: OperationCases[]; judge: ExchangeJudge } {
  const judge = createExchangeJudge(description, { serverPaths: [""] });
  const { contract, judgeSchema } = judge;
  return {
    judge,
    operations: contract.operations.map((operation) => deriveCases(operation, { contract, judgeSchema, seed })),
  };
}

// What a member of a path is called makes no difference on the wire.
function samePath(a: ContractOperation, b: ContractOperation): boolean {
  const shape = ({ method, template }: ContractOperation) => `${method} ${template.replace(/\{[^{}]*\}/g, "{}")}`;
  return shape(a) === shape(b);
}
