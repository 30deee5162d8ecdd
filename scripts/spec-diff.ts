/**
 * Compares two descriptions by what they promise: `npm run spec:diff -- <base> <revision>`.
 * Without arguments, the working tree is compared with the commit where it left the main branch.
 * Exits with 1 for a dangerous or breaking change that is not acknowledged, and with 2 for unusable input.
 */
import { relative } from "node:path";
import { readCommandLine, refuseArguments } from "./arguments.js";
import { compareFiles } from "./diff/compare-files.js";
import { DescriptionError } from "./diff/description.js";
import { formatGithub, formatJson, formatMarkdown } from "./diff/format-others.js";
import { formatText } from "./diff/format-text.js";
import { checkOutBase } from "./diff/git-base.js";
import type { Report } from "./diff/report.js";
import { descriptionFile } from "./paths.js";

const USAGE = [
  "npm run spec:diff -- [<base> <revision>] [--format text|json|markdown|github]",
  "[--base-ref <commit>] [--description <file>] [--acknowledged <file>] [--today <date>]",
].join(" ");

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
    },
  },
  USAGE,
);
const { format, today } = values;
if (!Object.hasOwn(formats, format)) refuseArguments(`--format can't be ${format}`, USAGE);
if (positionals.length !== 0 && positionals.length !== 2) {
  refuseArguments(`Two descriptions are compared, or none is named: there are ${positionals.length}`, USAGE);
}
if (positionals.length === 2 && (values["base-ref"] ?? values.description) !== undefined) {
  refuseArguments("--base-ref and --description are for a comparison in git, without two descriptions", USAGE);
}
const now = today === undefined ? Date.now() : Date.parse(today);
if (Number.isNaN(now)) refuseArguments(`--today can't be ${today}`, USAGE);

try {
  const [base, revision] = positionals;
  if (base !== undefined && revision !== undefined) compare(base, base, revision);
  else compareWithGit(values.description ?? descriptionFile, values["base-ref"]);
} catch (error) {
  if (!(error instanceof DescriptionError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

function compareWithGit(revision: string, ref: string | undefined): void {
  using base = checkOutBase(revision, ref);
  const commit = base.commit.slice(0, 12);
  if (base.file) compare(base.file, commit, revision);
  else console.log(`${relative(process.cwd(), revision)} is new: ${commit} has no such file to compare with`);
}

function compare(base: string, label: string, revision: string): void {
  const report = compareFiles(base, revision, { label, acknowledged: values.acknowledged, now });
  console.log(formats[format as keyof typeof formats](report));
  if (report.judgement.problems.length > 0) process.exitCode = 1;
}
