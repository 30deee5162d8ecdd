import { existsSync } from "node:fs";
import { InputError, lintConfigFile, runRedocly } from "../support/index.js";
import { type LintFinding, prepareForRedocly } from "./prepare-for-redocly.js";
import { findUnusedFiles } from "./unused-files.js";

/** Where the rules are. */
export interface LintOptions {
  /** A configuration of Redocly. @default `openapi/redocly.yaml` */
  config?: string;
}

interface RedoclyReport {
  problems: {
    ruleId: string;
    severity: "error" | "warn";
    message: string;
    location: { source: { ref: string }; pointer?: string; start?: { line: number; col: number } }[];
  }[];
}

/**
 * Lints a description, of one file or many, by its root document.
 *
 * @throws DescriptionError if the description can't be read, or has a reference that can't be followed
 * @throws InputError if the configuration can't be used, or names a rule that doesn't exist
 * @example
 * const findings = await lintDescription("openapi/openapi.yaml");
 */
export async function lintDescription(file: string, options: LintOptions = {}): Promise<LintFinding[]> {
  const [findings = []] = await lintDescriptions([file], options);
  return findings;
}

/**
 * Lints many descriptions in one run, which costs little more than one; the findings are in the order of the files.
 *
 * @throws as {@link lintDescription} does
 */
export async function lintDescriptions(files: readonly string[], options: LintOptions = {}): Promise<LintFinding[][]> {
  const subjects = files.map(prepareForRedocly);
  try {
    const found = await runLint(
      subjects.map(({ file }) => file),
      options,
    );
    return found.map((findings, index) => {
      const subject = subjects[index];
      const original = findings.flatMap((finding) => subject?.toOriginal(finding) ?? []);
      return [...original, ...(subject ? findUnusedFiles(subject.description) : [])];
    });
  } finally {
    for (const { remove } of subjects) remove();
  }
}

/**
 * What Redocly itself finds in files, whatever is in them.
 *
 * @throws InputError if a file or the configuration can't be used, or names a rule that doesn't exist
 */
export async function runLint(
  files: readonly string[],
  { config = lintConfigFile }: LintOptions = {},
): Promise<LintFinding[][]> {
  for (const file of [config, ...files]) if (!existsSync(file)) throw new InputError(`${file} does not exist`);
  if (files.length === 0) return [];
  const flags = ["--config", config, "--lint-config", "error", "--format", "json", "--max-problems", "1000000"];
  const { stdout, stderr } = await runRedocly(["lint", ...files, ...flags]);
  // Redocly only warns of a rule that no plugin has.
  const unused = /Unused rules found in [^:]*: (.*)\.$/m.exec(stderr);
  if (unused) throw new InputError(`${config} names rules that don't exist: ${unused[1]}`);
  const reports = readReports(stdout);
  if (reports.length !== files.length)
    throw new InputError(`Redocly can't lint ${files.join(", ")}:\n${stdout}${stderr}`);
  return reports.map(({ problems }) => problems.map(toFinding));
}

// One JSON document for each file, one after the other; no line within one starts with a brace that closes the whole.
function readReports(stdout: string): RedoclyReport[] {
  if (!stdout.startsWith("{")) return [];
  return stdout.split(/(?<=^\})(?=\{)/m).map((text) => JSON.parse(text) as RedoclyReport);
}

function toFinding({
  ruleId,
  severity,
  message,
  location: [location],
}: RedoclyReport["problems"][number]): LintFinding {
  return {
    file: location?.source.ref ?? "",
    line: location?.start?.line ?? 1,
    column: location?.start?.col ?? 1,
    pointer: location?.pointer ?? "#/",
    rule: ruleId,
    message,
    severity,
  };
}
