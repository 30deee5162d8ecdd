import { existsSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { stringify } from "yaml";
import { isObject, readDocument } from "../description/index.js";
import { InputError } from "../support/index.js";
import type { LintedDescription } from "./lint-description.js";
import type { LintFinding } from "./prepare-for-redocly.js";

/** The findings of a description, apart from those that are known. */
export type LintReport = ReturnType<typeof applyBaseline>;

/** By file, by rule: JSON pointers. */
type Ignored = Record<string, Record<string, string[]>>;

const NAME = ".redocly.lint-ignore.yaml";

/**
 * Removes known findings: those in Redocly's ignore file, which is beside the description or in a folder above it, up to
 * the root of the repository.
 *
 * @returns the other findings, how many are known, a sentence for each stale entry of the ignore file, and that file, which
 * may be there or may be made
 * @throws InputError if that file can't be used
 * @see https://redocly.com/docs/cli/guides/lint#ignore-problems
 */
export function applyBaseline({ description, findings }: LintedDescription) {
  const ignoreFile = findIgnoreFile(description.root.path);
  const entries = Object.entries(readIgnored(ignoreFile)).flatMap(([file, rules]) =>
    Object.entries(rules).flatMap(([rule, pointers]) =>
      pointers.map((pointer) => ({ file: resolve(dirname(ignoreFile), file), rule, pointer })),
    ),
  );
  const [found, ignored] = [new Set(findings.map(keyOf)), new Set(entries.map(keyOf))];
  const fresh = findings.filter((finding) => !ignored.has(keyOf(finding)));
  // The file may have entries of other descriptions too.
  const stale = entries.filter((entry) => description.files.has(entry.file) && !found.has(keyOf(entry)));
  return {
    findings: fresh,
    known: findings.length - fresh.length,
    stale: stale.map(
      ({ file, rule, pointer }) =>
        `${display(ignoreFile)} is stale: ${rule} was not found at ${display(file)}${pointer}`,
    ),
    ignoreFile,
  };
}

/** An ignore file with what is known and these findings, as Redocly writes it. */
export function ignoreText({ ignoreFile, findings }: Pick<LintReport, "ignoreFile" | "findings">): string {
  const all = readIgnored(ignoreFile);
  for (const { file, rule, pointer } of findings) {
    const name = relative(dirname(ignoreFile), resolve(file)).replaceAll("\\", "/");
    all[name] ??= {};
    all[name][rule] = [...new Set([...(all[name][rule] ?? []), pointer])];
  }
  return stringify(all, { lineWidth: 0 });
}

/** Writes the ignore file of a description, in which all that was found is known. */
export function writeBaseline(linted: LintedDescription): void {
  const report = applyBaseline(linted);
  const head = "# Findings that are known, by Redocly's rules for this file: https://redocly.com/docs/cli\n";
  writeFileSync(report.ignoreFile, head + ignoreText(report));
}

function findIgnoreFile(description: string): string {
  const beside = dirname(description);
  for (let folder = beside; ; folder = dirname(folder)) {
    if ([NAME, ".git"].some((name) => existsSync(join(folder, name)))) return join(folder, NAME);
    if (folder === dirname(folder)) return join(beside, NAME);
  }
}

function readIgnored(file: string): Ignored {
  const value = existsSync(file) ? (readDocument(file).value ?? {}) : {};
  const isRules = (rules: unknown) =>
    isObject(rules) &&
    Object.values(rules).every((list) => Array.isArray(list) && list.every((one) => typeof one === "string"));
  if (!isObject(value) || !Object.values(value).every(isRules)) {
    throw new InputError(`${display(file)} must have lists of JSON pointers, by file and by rule`);
  }
  return value as Ignored;
}

const keyOf = ({ file, rule, pointer }: Pick<LintFinding, "file" | "rule" | "pointer">) =>
  [resolve(file), rule, pointer].join("\n");
const display = (file: string) => relative(process.cwd(), file);
