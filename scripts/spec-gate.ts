/**
 * Everything that a pull request's description has to pass, in one report: `npm run spec:gate`.
 * With `--github` it annotates the source and adds to the job's summary. Exits with 1 if a step does not pass, and with 2
 * if one can't run.
 */

import { appendFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import {
  changesStep,
  coverageStep,
  type FinishedStep,
  gateMarkdown,
  gateText,
  generatedStep,
  lintStep,
  runSteps,
} from "./toolkit/gate/index.js";
import { readExceptions } from "./toolkit/suite/index.js";
import {
  descriptionFile,
  generatedFolder,
  lintConfigFile,
  readArguments,
  runCommand,
} from "./toolkit/support/index.js";

const USAGE = [
  "npm run spec:gate -- [--description <file>] [--config <redocly.yaml>]",
  "[--base-ref <commit>] [--exceptions <exceptions.json>] [--github]",
].join(" ");
const options = {
  description: { type: "string", default: descriptionFile },
  config: { type: "string", default: lintConfigFile },
  // For workflows, whose steps are npm scripts without arguments.
  "base-ref": { type: "string", default: process.env.SPEC_BASE_REF ?? "" },
  exceptions: { type: "string" },
  github: { type: "boolean", default: false },
} as const;

const given = readArguments({ options }, USAGE) as Given;
interface Given {
  description: string;
  config: string;
  "base-ref": string;
  exceptions?: string;
  github: boolean;
}

const description = resolve(given.description);

await runCommand(async () => {
  const steps = [
    lintStep(description, given.config),
    changesStep(description, given["base-ref"] || undefined),
    // Only our own has files that are made from it.
    ...(description === descriptionFile ? [generatedStep(description, generatedFolder)] : []),
    coverageStep(description, readExceptions(given.exceptions)),
  ];
  const finished = await runSteps(steps);
  console.log(gateText(finished, process.stdout.isTTY));
  if (given.github) report(finished);
  if (finished.some(({ passed }) => !passed)) process.exitCode = 1;
});

function report(finished: readonly FinishedStep[]): void {
  for (const { annotations } of finished) if (annotations) console.log(annotations);
  const { GITHUB_STEP_SUMMARY: summary } = process.env;
  const text = gateMarkdown(relative(process.cwd(), description), finished);
  if (summary) appendFileSync(summary, text);
  else console.log(text);
}
