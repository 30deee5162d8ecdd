/**
 * Runs the contract suite against a description: `npm run contract -- --spec <file>`. The client is made for it on the
 * fly, the mock is Prism in this process. Exits with 1 on a disagreement and with 2 if the suite can't run.
 */

import { readArguments, refuseArguments } from "./arguments.js";
import type { CoverageException } from "./contract/suite/coverage.js";
import { prepareForeign, withExamples } from "./contract/suite/foreign-description.js";
import { foreignSdk } from "./contract/suite/foreign-sdk.js";
import { printReport } from "./contract/suite/print-report.js";
import { runSuite } from "./contract/suite/run-suite.js";
import { readBundle, readDocument } from "./toolkit/description/index.js";
import { InputError, runCommand } from "./toolkit/support/run-command.js";

const USAGE = "npm run contract -- --spec openapi.yaml [--runs 200] [--seed 20250205] [--exceptions exceptions.json]";
// Nothing listens there: the mock answers in this process.
const BASE_URL = "http://127.0.0.1:9";

const options = {
  spec: { type: "string" },
  runs: { type: "string", default: "200" },
  seed: { type: "string", default: "20250205" },
  exceptions: { type: "string" },
} as const;
const given = readArguments({ options }, USAGE) as { spec?: string; runs: string; seed: string; exceptions?: string };
const { spec, exceptions: exceptionsFile } = given;
if (spec === undefined) refuseArguments("--spec is missing: it names the description", USAGE);
const runs = wholeNumber("--runs", given.runs);
const seed = wholeNumber("--seed", given.seed);

await runCommand(async () => {
  const foreign = prepareForeign(readBundle(spec));
  const { description, contract, descriptors, skips } = foreign;
  const exceptions = exceptionsFile === undefined ? [] : (readDocument(exceptionsFile).value as CoverageException[]);
  // Slow to load: what is wrong with the description should not have to wait for them.
  const { createMockFetch } = await import("./mock-fetch.js");
  const { runTypes } = await import("./contract/suite/run-types.js");
  const started = performance.now();
  const report = await runSuite({
    description,
    descriptors,
    sdk: foreignSdk(contract, descriptors, BASE_URL),
    mock: await createMockFetch(withExamples(description, contract, seed)),
    baseUrl: BASE_URL,
    seed,
    runs,
    exceptions,
  });
  const seconds = (performance.now() - started) / 1000;
  const cases = Object.values(report.cases).reduce((sum, count) => sum + count, 0);
  const types = await runTypes(foreign);
  const disagreements = [...report.disagreements, ...types.disagreements];
  console.log(
    printReport({
      ...report,
      cases: { ...report.cases, "comparisons of types": types.checks },
      skips: [...skips, ...report.skips, ...types.skips],
      disagreements,
    }),
  );
  console.log(`\n${cases} cases in ${seconds.toFixed(1)} s, ${Math.round(cases / seconds)} a second`);
  console.log(`types in ${((performance.now() - started) / 1000 - seconds).toFixed(1)} s`);
  if (cases === 0) throw new InputError(`${spec} has no operation that the suite has a case for`);
  if (disagreements.length > 0 || report.staleExceptions.length > 0) process.exitCode = 1;
});

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) refuseArguments(`${option} must be a whole number, not "${text}"`, USAGE);
  return Number(text);
}
