/** Runs the contract suite against a description. */

import { runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "contract",
    help: `Runs the contract suite against a description: a client is made for it on the fly, and the mock is Prism in
      this process. Exits with 1 if the two disagree, and with 2 if the suite can't run or has nothing to test.`,
    options: {
      spec: { type: "file", required: true, help: "the root document of the description" },
      runs: { type: "integer", default: 200, help: "the number of random requests per operation" },
      seed: { type: "integer", default: 20250205, help: "the seed of the random requests" },
      exceptions: { type: "file", help: "reasons why something is not exercised, JSON or YAML" },
    },
    example: "--spec openapi.yaml --runs 50",
  },
  async ({ values: { spec, runs, seed, exceptions }, progress }) => {
    progress.step("contract tests: loading");
    const { readBundle } = await import("./toolkit/description/index.js");
    const { countOf } = await import("./toolkit/report/index.js");
    const suite = await import("./toolkit/suite/index.js");
    const description = readBundle(spec);
    const report = await suite.runContract(description, {
      ...{ runs, seed, exceptions: suite.readExceptions(exceptions), types: true },
      onOperation: (key, done, of) => progress.tick(`${done + 1} of ${of}: ${key}`),
    });
    const { disagreements, staleExceptions, operations } = report;
    const groups = suite.groupDisagreements(description, disagreements);
    const stale = staleExceptions.length > 0 ? `, ${countOf(staleExceptions.length, "unused exception")}` : "";
    return {
      passed: disagreements.length + staleExceptions.length === 0,
      verdict: `${countOf(disagreements.length, "disagreement")} in ${countOf(suite.casesOf(report), "case")} of ${countOf(operations, "operation")}${stale}`,
      text: suite.printReport(report, groups),
      json: JSON.stringify({ ...report, disagreements: groups }, null, 2),
      annotations: suite.annotateDisagreements(groups),
    };
  },
);
