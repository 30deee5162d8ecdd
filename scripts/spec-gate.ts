/** Everything that a pull request's description has to pass, in one report. */

import { relative } from "node:path";
import type { Step } from "./toolkit/gate/index.js";
import { annotation } from "./toolkit/report/index.js";
import {
  descriptionFile,
  generatedFolder,
  hasColors,
  InputError,
  lintConfigFor,
  projectRoot,
  runCommand,
} from "./toolkit/support/index.js";

const STEPS = ["lint", "changes", "generated", "contract"];

await runCommand(
  {
    name: "spec:gate",
    help: `Everything that a pull request's description has to pass, in one report: lint, changes since the main
      branch, generated files (of this project's own), contract tests. Exits with 1 if a step does not pass, and with
      2 if one can't run. With --format github it compares with the base of the workflow's event, writes the job's
      summary and sets outputs.`,
    options: {
      description: { type: "file", help: "the root document (default: found by redocly.yaml, or by its usual name)" },
      config: {
        type: "file",
        help: "a configuration of Redocly (default: openapi/redocly-generic.yaml, or redocly.yaml for this project's own)",
      },
      "base-ref": { type: "string", help: "the commit or branch to compare with (default: the main branch)" },
      acknowledged: {
        type: "file",
        help: "intended changes (default: acknowledged-changes.yaml beside the description)",
      },
      exceptions: { type: "file", help: "reasons why something is not exercised, JSON or YAML" },
      steps: { type: "string", default: STEPS.join(), help: "the steps to run" },
      comment: { type: "boolean", help: "with --format github, keep a comment on the pull request" },
      html: { type: "path", help: "where to write the report as a page" },
    },
    example: "--description openapi.yaml --html gate.html",
  },
  async ({ values, progress }) => {
    progress.step("loading");
    const chosen = values.steps.split(",");
    const unknown = chosen.find((name) => !STEPS.includes(name));
    if (unknown !== undefined) throw new InputError(`--steps must be some of ${STEPS.join()}, not "${unknown}"`);
    const gate = await import("./toolkit/gate/index.js");
    const { readExceptions } = await import("./toolkit/suite/index.js");
    const env = { ...process.env };
    // Child processes of the gate must not get the token.
    delete process.env.GITHUB_TOKEN;
    const isWorkflow = values.format === "github";
    try {
      // Anywhere within this project, the default is its own description.
      const isHere = !relative(projectRoot, process.cwd()).startsWith("..");
      const description = values.description ?? (isHere ? descriptionFile : gate.findDescription(process.cwd()));
      const name = relative(process.cwd(), description);
      const given = { ref: values["base-ref"] };
      const base = isWorkflow && given.ref === undefined ? gate.workflowBase(process.cwd(), env) : given;
      const exceptions = readExceptions(values.exceptions);
      const all: Record<string, Step> = {
        lint: () => gate.lintStep(description, values.config ?? lintConfigFor(description)),
        changes: () => gate.changesStep(description, base, values.acknowledged),
        // Only our own description has generated files.
        ...(description === descriptionFile && { generated: () => gate.generatedStep(description, generatedFolder) }),
        "contract tests": (tick) => gate.coverageStep(description, exceptions, tick),
      };
      // The option takes the first word of a step's name.
      const steps = Object.entries(all).filter(([name]) => chosen.includes(name.replace(/ .*/, "")));
      if (steps.length === 0) throw new InputError("Only the description of this project has generated files to check");
      const report = gate.gateReport(name, await gate.runSteps(Object.fromEntries(steps), progress));
      if (values.html !== undefined) gate.writePage(values.html, report);
      const markdown = gate.gateMarkdown(report);
      if (isWorkflow) {
        gate.writeWorkflow(markdown, gate.gateOutputs(report), env);
        const problem = values.comment ? await gate.writeComment(markdown, env) : undefined;
        if (problem !== undefined) {
          report.annotations += `\n${annotation("notice", { title: "comment" }, `No comment was written: ${problem}`)}`;
        }
      }
      return { ...report, text: gate.gateText(report, hasColors()), json: gate.gateJson(report), markdown };
    } catch (error) {
      if (isWorkflow) gate.writeWorkflow(gate.errorMarkdown(error as Error), { verdict: "error" }, env);
      throw error;
    }
  },
);
