import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Description } from "../description/index.js";
import { InputError, inTemporaryFolder, lintConfigFile, runRedocly } from "../support/index.js";
import { checkConfig } from "./check-config.js";
import { type LintFinding, prepareForRedocly } from "./prepare-for-redocly.js";
import { findUnusedFiles } from "./unused-files.js";

/** A description with all of its files read, and what lint found in it. */
export interface LintedDescription {
  description: Description;
  findings: LintFinding[];
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
 * Lints descriptions, given by their root documents, in one run of Redocly: several cost little more than one.
 *
 * @param config - a configuration of Redocly @default `openapi/redocly.yaml`
 * @returns what was found, in the order of the files
 * @throws DescriptionError if one can't be read, or has a reference that can't be followed
 * @throws InputError if the configuration can't be used, or names a rule that doesn't exist
 * @example
 * const [{ findings }] = await lintDescriptions(["openapi/openapi.yaml"]);
 */
export async function lintDescriptions(
  files: readonly string[],
  config: string = lintConfigFile,
): Promise<LintedDescription[]> {
  checkConfig(config);
  return inTemporaryFolder(async (folder) => {
    const subjects = files.map((file, index) => prepareForRedocly(file, join(folder, String(index))));
    const found = await runLint(
      subjects.map(({ file }) => file),
      config,
    );
    return subjects.map(({ description, toOriginal }, index) => ({
      description,
      findings: [
        ...(found[index] ?? []).flatMap((finding) => toOriginal(finding) ?? []),
        ...findUnusedFiles(description),
      ],
    }));
  });
}

/**
 * Runs Redocly's linter on files and returns its findings.
 *
 * @throws InputError if a file or the configuration can't be used, or names a rule that doesn't exist
 */
export async function runLint(files: readonly string[], config: string = lintConfigFile): Promise<LintFinding[][]> {
  for (const file of [config, ...files]) if (!existsSync(file)) throw new InputError(`${file} does not exist`);
  const flags = ["--config", config, "--lint-config", "error", "--format", "json", "--max-problems", "1000000"];
  // Redocly finds that a rule of one version of OpenAPI does not exist only while it lints a document of that version.
  const versions = [...readFileSync(config, "utf8").matchAll(/\boas3_(\d)Rules\b/g)].map(([, minor]) => `3.${minor}.0`);
  return inTemporaryFolder(async (folder) => {
    const info = { title: "", version: "" };
    const empty = writeDocuments(
      folder,
      versions.map((openapi) => ({ openapi, info, paths: {} })),
    );
    const all = [...files, ...empty];
    const { stdout, stderr } = await runRedocly(["lint", ...all, ...flags]);
    // Redocly only warns if a rule does not exist.
    const unused = /Unused rules found in .*: (.*)\.$/m.exec(stderr);
    if (unused) throw new InputError(`${config} names rules that don't exist: ${unused[1]}`);
    // The output is one JSON document after another. Only the last line of a document starts with a closing brace.
    const reports = stdout.startsWith("{") ? stdout.split(/(?<=^\})(?=\{)/m) : [];
    if (reports.length !== all.length) {
      throw new InputError(`Redocly can't lint ${files.join(", ")} by ${config}:\n${stdout}${stderr}`);
    }
    return reports
      .slice(0, files.length)
      .map((report) => (JSON.parse(report) as RedoclyReport).problems.map(toFinding));
  });
}

/** Lints bundles in memory with Redocly; they may be broken. The findings are in the order of the bundles. */
export function lintDocuments(documents: readonly unknown[]): Promise<LintFinding[][]> {
  return inTemporaryFolder((folder) => runLint(writeDocuments(folder, documents)));
}

function writeDocuments(folder: string, documents: readonly unknown[]): string[] {
  return documents.map((document, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, JSON.stringify(document, null, 2));
    return file;
  });
}

function toFinding({ ruleId, severity, message, location }: RedoclyReport["problems"][number]): LintFinding {
  const [first] = location;
  return {
    file: first?.source.ref ?? "",
    line: first?.start?.line ?? 1,
    column: first?.start?.col ?? 1,
    pointer: first?.pointer ?? "#/",
    rule: ruleId,
    message,
    severity,
  };
}
