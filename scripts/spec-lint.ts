/**
 * Lints a description: `npm run spec:lint`, or with files of another. Exits with 1 for findings, and with 2 if a file
 * or the configuration can't be used.
 */

import { checkConfig, formatFindings, LINT_FORMATS, lintDescriptions } from "./toolkit/lint/index.js";
import {
  descriptionFile,
  InputError,
  lintConfigFile,
  readChoice,
  readCommandLine,
  runCommand,
} from "./toolkit/support/index.js";

const usage = `npm run spec:lint -- [<file>…] [--config <redocly.yaml>] [--format ${LINT_FORMATS.join("|")}]`;

const { values, positionals } = readCommandLine(
  {
    allowPositionals: true,
    options: { config: { type: "string", default: lintConfigFile }, format: { type: "string", default: "text" } },
  },
  usage,
);
const files = positionals.length > 0 ? positionals : [descriptionFile];
const format = readChoice("--format", values.format, LINT_FORMATS, usage);

await runCommand(async () => {
  const problems = await checkConfig(values.config);
  if (problems.length > 0) throw new InputError(problems.map((problem) => `${values.config}: ${problem}`).join("\n"));
  const findings = (await lintDescriptions(files, { config: values.config })).flat();
  console.log(formatFindings(findings, format));
  if (findings.some(({ severity }) => severity === "error")) process.exitCode = 1;
});
