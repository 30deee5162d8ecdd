import { setImmediate } from "node:timers/promises";
import type { JsonObject } from "../description/index.js";
import { InputError } from "../support/index.js";
import { clientFor } from "./adapters/client-for.js";
import { forPrism } from "./adapters/for-prism.js";
import { METHOD, prepareDescription } from "./adapters/prepare-description.js";
import type { CoverageException } from "./coverage.js";
import type { Skip } from "./log.js";
import { prepareSuite, type SuiteReport } from "./run-suite.js";

// Nothing listens there: the mock runs in this process.
const BASE_URL = "http://127.0.0.1:9";

/** Options of a run. */
export interface ContractOptions {
  /** The number of random requests per operation. */
  runs: number;
  /** @default 20250205 */
  seed?: number;
  exceptions?: readonly CoverageException[];
  /** Whether to compare the client's types too, which doubles the time. */
  types?: boolean;
  /** Called for each operation before it runs, with the number of finished ones. */
  onOperation?: (key: string, done: number, of: number) => void;
}

/**
 * Runs the contract suite on any description, with a client made for it and Prism as the mock, both in this process.
 *
 * @throws InputError or NothingToTest if the description can't be used, or has nothing to test
 */
export async function runContract(description: JsonObject, options: ContractOptions): Promise<SuiteReport> {
  const { runs, seed = 20250205, exceptions = [], types = false, onOperation } = options;
  const prepared = prepareDescription(description);
  const { contract, descriptors, skips } = prepared;
  if (contract.operations.length === 0) throw new NothingToTest(nothingToTest(skips));
  // Slow to load: errors in the description should be reported before that.
  const { createMockFetch } = await import("../prism/index.js");
  const { description: served, serve } = forPrism(contract, seed);
  const suite = prepareSuite({
    ...{ description: prepared.description, baseUrl: BASE_URL, seed, runs, exceptions },
    sdk: clientFor(descriptors, BASE_URL),
    mock: createMockFetch(served, serve),
  });
  for (const [index, operation] of suite.operations.entries()) {
    onOperation?.(operation.key, index, suite.operations.length);
    await suite.run(operation);
    // With a mock in this process, nothing ever waits. Targets of weak references, such as each request's signal, are
    // kept until something does.
    await setImmediate();
  }
  const report = suite.report();
  report.skips.unshift(...skips);
  if (casesOf(report) === 0) throw new NothingToTest(nothingToTest(report.skips));
  if (types) {
    const { runTypes } = await import("./adapters/run-types.js");
    const compared = await runTypes(prepared);
    report.cases["comparisons of types"] = compared.checks;
    report.skips.push(...compared.skips);
    report.disagreements.push(...compared.disagreements);
  }
  return report;
}

/** The description has nothing that the suite could test, and why. */
export class NothingToTest extends InputError {}

/**
 * Whether a report has nothing to mend: no disagreement, nothing untested without an exception, and no unused exception.
 */
export function hasPassed({ disagreements, untested, staleExceptions }: SuiteReport): boolean {
  return disagreements.length + untested.length + staleExceptions.length === 0;
}

/** The operations that no client can call, or no mock can serve, with the reason. */
export function leftOutOf({ skips, untested }: SuiteReport): Skip[] {
  const isUntested = ({ operation }: Skip) => untested.some((found) => found.operation === operation);
  const leftOut = skips.filter((skip) => skip.what === "the operation" && !isUntested(skip));
  return [...new Map(leftOut.map((skip) => [skip.operation, skip])).values()];
}

/** The number of cases in a report. */
export function casesOf({ cases }: SuiteReport): number {
  return Object.values(cases).reduce((sum, count) => sum + count, 0);
}

function nothingToTest(skips: SuiteReport["skips"]): string {
  // The client underneath can call what has no method of its own.
  const causes = skips.filter(({ what }) => what !== METHOD);
  const reasons = causes.map(({ operation, what, reason }) => `  ${operation}, ${what}: ${reason}`);
  if (reasons.length === 0) return "Nothing was tested: the description has no operations.";
  return [
    "Nothing was tested: no case can be made of the description, or none could be run.",
    ...new Set(reasons),
  ].join("\n");
}
