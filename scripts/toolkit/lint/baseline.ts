import { existsSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { stringify } from "yaml";
import { bundle, isObject, openDescription, readDocument } from "../description/index.js";
import { InputError } from "../support/index.js";
import type { LintFinding } from "./prepare-for-redocly.js";

/** The findings of a description, apart from those that are known. */
export interface LintReport {
  findings: LintFinding[];
  /** How many more its ignore file has. */
  known: number;
  /** What its ignore file has, and is not found any more: each as a sentence. */
  stale: string[];
  /** The ignore file that is there, or that may be made. */
  ignoreFile: string;
}

/** By file, by rule: JSON pointers. */
type Ignored = Record<string, Record<string, string[]>>;

const NAME = ".redocly.lint-ignore.yaml";

/**
 * Takes away the findings that are known: those of Redocly's own ignore file, beside the description or in a folder above
 * it, up to the top of the repository.
 *
 * @throws InputError if that file can't be used
 * @see https://redocly.com/docs/cli/guides/lint#ignore-problems
 */
export function applyBaseline(description: string, findings: readonly LintFinding[]): LintReport {
  const ignoreFile = findIgnoreFile(description);
  if (!existsSync(ignoreFile)) return { findings: [...findings], known: 0, stale: [], ignoreFile };
  const found = new Set(findings.map((finding) => keyOf(resolve(finding.file), finding.rule, finding.pointer)));
  const entries = Object.entries(readIgnored(ignoreFile)).flatMap(([file, rules]) =>
    Object.entries(rules).flatMap(([rule, pointers]) =>
      pointers.map((pointer) => ({ file: resolve(dirname(ignoreFile), file), rule, pointer })),
    ),
  );
  const ignored = new Set(entries.map(({ file, rule, pointer }) => keyOf(file, rule, pointer)));
  const fresh = findings.filter(({ file, rule, pointer }) => !ignored.has(keyOf(resolve(file), rule, pointer)));
  // The file may have entries of other descriptions too.
  const opened = openDescription(description);
  bundle(opened);
  const stale = entries.filter(
    (entry) => opened.files.has(entry.file) && !found.has(keyOf(entry.file, entry.rule, entry.pointer)),
  );
  return {
    findings: fresh,
    known: findings.length - fresh.length,
    stale: stale.map(
      ({ file, rule, pointer }) => `${display(ignoreFile)} is stale: there is no ${rule} at ${display(file)}${pointer}`,
    ),
    ignoreFile,
  };
}

/** An ignore file with what is known and these findings, as Redocly writes it. */
export function ignoreText({ ignoreFile, findings }: Pick<LintReport, "ignoreFile" | "findings">): string {
  const all: Ignored = existsSync(ignoreFile) ? readIgnored(ignoreFile) : {};
  for (const { file, rule, pointer } of findings) {
    const name = relative(dirname(ignoreFile), resolve(file)).replaceAll("\\", "/");
    all[name] ??= {};
    all[name][rule] = [...new Set([...(all[name][rule] ?? []), pointer])];
  }
  return stringify(all, { lineWidth: 0 });
}

/** Writes an ignore file, in which all that is found is known. */
export function writeBaseline(report: LintReport): void {
  const head = "# Findings that are known, by Redocly's rules for this file: https://redocly.com/docs/cli\n";
  writeFileSync(report.ignoreFile, head + ignoreText(report));
}

function findIgnoreFile(description: string): string {
  const beside = dirname(resolve(description));
  for (let folder = beside; ; folder = dirname(folder)) {
    if (existsSync(join(folder, NAME))) return join(folder, NAME);
    if (existsSync(join(folder, ".git"))) return join(folder, NAME);
    if (folder === dirname(folder)) return join(beside, NAME);
  }
}

function readIgnored(file: string): Ignored {
  const { value } = readDocument(file);
  const isRules = (rules: unknown) =>
    isObject(rules) &&
    Object.values(rules).every((list) => Array.isArray(list) && list.every((one) => typeof one === "string"));
  if (value === null) return {};
  if (!isObject(value) || !Object.values(value).every(isRules)) {
    throw new InputError(`${display(file)} must have lists of JSON pointers, by file and by rule`);
  }
  return value as Ignored;
}

const keyOf = (file: string, rule: string, pointer: string) => [file, rule, pointer].join("\n");
const display = (file: string) => relative(process.cwd(), file);
