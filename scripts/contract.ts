/**
 * Runs the contract suite against a description: `npm run contract -- --spec <file>`. The client is made for it on the
 * fly, the mock is Prism in this process. Exits with 1 on a disagreement, and with 2 if the suite can't run or has nothing
 * to test.
 */

import { readBundle } from "./toolkit/description/index.js";
import { casesOf, printReport, readExceptions, runContract } from "./toolkit/suite/index.js";
import {
  createProgress,
  readArguments,
  readWholeNumber,
  refuseArguments,
  runCommand,
} from "./toolkit/support/index.js";

const USAGE = "npm run contract -- --spec openapi.yaml [--runs 200] [--seed 20250205] [--exceptions exceptions.json]";

const options = {
  spec: { type: "string" },
  runs: { type: "string", default: "200" },
  seed: { type: "string", default: "20250205" },
  exceptions: { type: "string" },
} as const;
const given = readArguments({ options }, USAGE) as { spec?: string; runs: string; seed: string; exceptions?: string };
const { spec, exceptions } = given;
if (spec === undefined) refuseArguments("--spec is missing: it names the description", USAGE);
const runs = readWholeNumber("--runs", given.runs, USAGE);
const seed = readWholeNumber("--seed", given.seed, USAGE);

await runCommand(async () => {
  const started = performance.now();
  const report = await runContract(readBundle(spec), {
    runs,
    seed,
    exceptions: readExceptions(exceptions),
    types: true,
    onOperation: createProgress((line) => console.error(line)),
  });
  console.log(printReport(report));
  console.log(`\n${casesOf(report)} cases in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  if (report.disagreements.length > 0 || report.staleExceptions.length > 0) process.exitCode = 1;
});
