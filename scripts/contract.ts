/** Runs the contract suite against a description. */

import { runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "contract",
    help: `Runs the contract suite against a description: a client is made for it on the fly, and the mock is Prism in
      this process. Exits with 1 if the two disagree, or if an operation or a status is not tested without an exception
      for it; and with 2 if the suite can't run or has nothing to test. Operations that no client can call are listed.`,
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
    const { disagreements, untested, staleExceptions, operations } = report;
    const leftOut = suite.leftOutOf(report).length;
    const groups = suite.groupDisagreements(description, disagreements);
    const untestedGroups = suite.groupDisagreements(description, untested);
    const counts = [
      `${countOf(disagreements.length, "disagreement")} in ${countOf(suite.casesOf(report), "case")} of ${countOf(operations, "operation")}`,
      untested.length > 0 && countOf(untested.length, "untested part"),
      staleExceptions.length > 0 && countOf(staleExceptions.length, "unused exception"),
      leftOut > 0 && `${countOf(leftOut, "operation")} left out`,
    ];
    return {
      passed: suite.hasPassed(report),
      verdict: counts.filter(Boolean).join(", "),
      text: suite.printReport(report, [...untestedGroups, ...groups]),
      json: JSON.stringify({ ...report, disagreements: groups, untested: untestedGroups }, null, 2),
      annotations: suite.annotateDisagreements([...groups, ...untestedGroups]),
    };
  },
);
