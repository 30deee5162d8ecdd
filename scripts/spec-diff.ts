/**
 * Compares two descriptions by what they promise: `npm run spec:diff -- <base> <revision>`.
 * Without arguments, the working tree is compared with the commit where it left the main branch.
 * With `--levels` it prints the table of levels.
 * Exits with 1 for a dangerous or breaking change that is not acknowledged, and with 2 for unusable input.
 */
import { relative } from "node:path";
import { setFlagsFromString } from "node:v8";
import {
  type CompareOptions,
  compareFiles,
  findGitBase,
  formatGithub,
  formatJson,
  formatLevels,
  formatMarkdown,
  formatText,
  type Report,
} from "./toolkit/diff/index.js";
import {
  descriptionFile,
  readChoice,
  readCommandLine,
  refuseArguments,
  runCommand,
  SHORT_LIVED,
} from "./toolkit/support/index.js";

const USAGE = [
  "npm run spec:diff -- [<base> <revision>] [--format text|json|markdown|github]",
  "[--base-ref <commit>] [--description <file>] [--acknowledged <file>] [--today <date>] | --levels",
].join(" ");

// Machine code for what runs for two seconds costs more than it brings.
for (const flag of SHORT_LIVED) setFlagsFromString(flag);

const formats = {
  text: (report: Report) => formatText(report, process.stdout.isTTY),
  json: formatJson,
  markdown: formatMarkdown,
  github: formatGithub,
};

const { values, positionals } = readCommandLine(
  {
    allowPositionals: true,
    options: {
      format: { type: "string", default: "text" },
      "base-ref": { type: "string" },
      description: { type: "string" },
      acknowledged: { type: "string" },
      today: { type: "string" },
      levels: { type: "boolean", default: false },
    },
  },
  USAGE,
);
const { today } = values;
const format = readChoice("--format", values.format, Object.keys(formats) as (keyof typeof formats)[], USAGE);
if (positionals.length !== 0 && positionals.length !== 2) {
  refuseArguments(`Two descriptions are compared, or none is named: there are ${positionals.length}`, USAGE);
}
if (positionals.length === 2 && (values["base-ref"] ?? values.description) !== undefined) {
  refuseArguments("--base-ref and --description are for a comparison in git, without two descriptions", USAGE);
}
const now = today === undefined ? Date.now() : Date.parse(today);
if (Number.isNaN(now)) refuseArguments(`--today can't be ${today}`, USAGE);

await runCommand(async () => {
  const [base, revision] = positionals;
  if (values.levels) console.log(formatLevels());
  else if (base !== undefined && revision !== undefined) await compare(base, revision);
  else await compareWithGit(values.description ?? descriptionFile, values["base-ref"]);
});

async function compareWithGit(description: string, ref: string | undefined): Promise<void> {
  const { commit, files } = findGitBase(description, ref);
  const label = commit.slice(0, 12);
  if (files) await compare(description, description, { label, files });
  else console.log(`${relative(process.cwd(), description)} is new: ${label} has no such file to compare with`);
}

async function compare(base: string, revision: string, options: CompareOptions = {}): Promise<void> {
  const report = await compareFiles(base, revision, { ...options, acknowledged: values.acknowledged, now });
  console.log(formats[format](report));
  if (report.judgement.problems.length > 0) process.exitCode = 1;
}
