/** Everything that a pull request's description has to pass, in one report. */

import { appendFileSync } from "node:fs";
import { relative } from "node:path";
import {
  descriptionFile,
  FORMAT_OPTION,
  generatedFolder,
  hasColours,
  lintConfigFile,
  runCommand,
} from "./toolkit/support/index.js";

await runCommand(
  {
    name: "spec:gate",
    help: [
      "Everything that a pull request's description has to pass, in one report: lint, changes since the main branch, generated",
      "files, contract tests. Exits with 1 if a step does not pass, and with 2 if one can't run.",
    ].join("\n"),
    options: {
      description: { type: "file", default: descriptionFile, help: "the root document" },
      config: { type: "file", default: lintConfigFile, help: "a configuration of Redocly" },
      "base-ref": { type: "string", help: "a commit or branch to compare with, in place of the main branch" },
      exceptions: { type: "file", help: "reasons why something is not exercised, JSON or YAML" },
      format: FORMAT_OPTION,
    },
    example: "--description openapi.yaml --base-ref origin/main",
  },
  async ({ values: { description, config, exceptions, ...values }, progress }) => {
    progress.step("loading");
    const { changesStep, coverageStep, gateMarkdown, gateText, generatedStep, lintStep, runSteps } = await import(
      "./toolkit/gate/index.js"
    );
    const { readExceptions } = await import("./toolkit/suite/index.js");
    const finished = await runSteps([
      lintStep(description, config),
      // For workflows, whose steps are npm scripts without arguments.
      changesStep(description, values["base-ref"] ?? (process.env.SPEC_BASE_REF || undefined)),
      // Only our own has files that are made from it.
      ...(description === descriptionFile ? [generatedStep(description, generatedFolder)] : []),
      coverageStep(description, readExceptions(exceptions)),
    ]);
    const failed = finished.filter(({ passed }) => !passed).map(({ name }) => name);
    const markdown = gateMarkdown(relative(process.cwd(), description), finished);
    const { GITHUB_STEP_SUMMARY: summary } = process.env;
    if (values.format === "github" && summary) appendFileSync(summary, markdown);
    return {
      passed: failed.length === 0,
      verdict: failed.length === 0 ? "The gate passes" : `The gate fails: ${failed.join(", ")}`,
      text: gateText(finished, hasColours()),
      markdown,
      annotations: finished.flatMap(({ annotations }) => annotations || []).join("\n"),
    };
  },
);
