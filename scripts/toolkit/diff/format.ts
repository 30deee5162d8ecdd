import { styleText } from "node:util";
import { annotation, markdownCode, markdownList, markdownTable } from "../report/index.js";
import { hasColors } from "../support/index.js";
import type { ReviewedDiff } from "./acknowledgements.js";
import type { Change } from "./compare.js";
import { type DiffReport, type LocatedChange, locateChanges } from "./report.js";

const COLORS = { breaking: "red", dangerous: "yellow", compatible: "green" } as const;
const LEVELS = ["breaking", "dangerous", "compatible"] as const;
// The JSON report lists them all.
const MAX_EXAMPLES = 3;

/** How a command or a step of the gate ends with the report. */
export function diffOutcome(report: DiffReport) {
  const { level, changes, problems } = report.review;
  const located = locateChanges(report);
  return {
    passed: problems.length === 0,
    verdict: `${level}: ${countText(changes)}`,
    text: formatText(report, located),
    json: formatJson(report, located),
    markdown: formatMarkdown(report, located),
    annotations: formatGithub(report, located),
  };
}

/** The report for a terminal. */
function formatText({ review, labels, acknowledgements }: DiffReport, all: readonly LocatedChange[]): string {
  const color = hasColors();
  const { suggested = review.versions.revision } = review.versions;
  const paint = (style: Parameters<typeof styleText>[0], text: string) => (color ? styleText(style, text) : text);
  const parts = [paint("bold", `${labels.revision} against ${labels.base}: ${countText(review.changes)}`)];
  for (const [level, located] of byLevel(all)) {
    parts.push("", paint(["bold", COLORS[level]], level.toUpperCase()));
    for (const { change, accepted, own } of located) {
      const was = change.source === "base" ? ", was at" : " at";
      parts.push(
        `  ${accepted ? "✓" : "•"} ${change.what}`,
        paint("dim", `    ${whereText(change)}`),
        paint("dim", `    ${own.file}:${own.line}:${own.column}  ${change.rule}${was} ${change.location}`),
      );
      if (accepted) parts.push(`    acknowledged: ${accepted.reason}`);
    }
  }
  parts.push("", versionText(review), ...review.problems.map((problem) => paint("red", `✗ ${problem}.`)));
  const { open } = review;
  if (open.length === 0) return parts.join("\n");
  parts.push("", `If the change is intended, raise info.version, and give the reason in ${acknowledgements}:`);
  parts.push(...open.slice(0, MAX_EXAMPLES).map((change) => entryText(change, suggested)));
  if (open.length > MAX_EXAMPLES) parts.push(`# and ${open.length - MAX_EXAMPLES} more`);
  return parts.join("\n");
}

/** The report for programs. */
function formatJson({ review }: DiffReport, all: readonly LocatedChange[]): string {
  const { level, problems, versions } = review;
  const changes = all.map(({ change, accepted, own }) => {
    const { level, rule, location, what, where, source, operations } = change;
    return {
      ...{ level, rule, location, message: `${what} (${where})`, source, operations, ...own },
      ...(accepted ? { acknowledged: accepted.reason } : {}),
    };
  });
  return JSON.stringify({ level, changes, problems, versions, passed: problems.length === 0 }, null, 2);
}

/** The report for the summary of a pull request. */
function formatMarkdown({ review, labels, acknowledgements }: DiffReport, all: readonly LocatedChange[]): string {
  const title = `## Contract changes: ${review.level}`;
  const parts = [title, "", `${labels.revision} against ${labels.base}: ${countText(review.changes)}.`];
  for (const [level, located] of byLevel(all)) {
    const table = markdownTable(["Change", "Where", "Source"], located.map(markdownRow));
    const heading = `${level[0]?.toUpperCase()}${level.slice(1)} (${located.length})`;
    // Changes that need no action are collapsed.
    if (level === "compatible") {
      parts.push("", `<details><summary>${heading}</summary>`, "", ...table, "", "</details>");
    } else parts.push("", `### ${heading}`, "", ...table);
  }
  parts.push("", `**Version.** ${versionText(review)}`);
  if (review.problems.length > 0) parts.push("", ...markdownList(review.problems.map((problem) => `❌ ${problem}`)));
  const { open } = review;
  if (open.length > 0) {
    const { revision, suggested = revision } = review.versions;
    const title = `If the changes are intended, raise <code>info.version</code> to ${suggested} and add this to <code>${acknowledgements}</code>`;
    parts.push("", ...markdownCode(title, open.map((change) => entryText(change, suggested)).join("\n")));
  }
  return parts.join("\n");
}

function markdownRow({ change, own, accepted }: LocatedChange): string[] {
  const reason = accepted ? ` ✅ ${accepted.reason}` : "";
  return [`${change.what}${reason}`, whereText(change), `\`${own.file}:${own.line}\``];
}

/** The report as annotations of GitHub's: errors for what fails, warnings and notices for the rest. */
function formatGithub({ review }: DiffReport, all: readonly LocatedChange[]): string {
  const lines = all.map(({ change, accepted, inRevision }) => {
    const level = accepted ? "warning" : change.level === "compatible" ? "notice" : "error";
    const reason = accepted ? ` — acknowledged: ${accepted.reason}` : "";
    const title = `${change.level}: ${change.rule}`;
    return annotation(level, { ...inRevision, title }, `${change.what} (${change.where})${reason}`);
  });
  const problems = review.problems.map((problem) => annotation("error", { title: "spec:diff" }, problem));
  return [...lines, ...problems].join("\n");
}

/** The changes by level, the most severe first; levels without changes are left out. */
function byLevel(all: readonly LocatedChange[]) {
  const groups = LEVELS.map((level) => [level, all.filter(({ change }) => change.level === level)] as const);
  return groups.filter(([, changes]) => changes.length > 0);
}

/** The number of changes by level, such as "2 breaking, 1 compatible changes". */
function countText(changes: readonly Change[]): string {
  const counts = LEVELS.map((level) => [changes.filter((change) => change.level === level).length, level] as const);
  const text = counts.flatMap(([count, level]) => (count > 0 ? `${count} ${level}` : [])).join(", ");
  return text === "" ? "no change" : `${text} ${changes.length === 1 ? "change" : "changes"}`;
}

/** The versions, and the version that the changes call for. */
function versionText({ level, versions: { base, revision, suggested } }: ReviewedDiff): string {
  if (level === "none") return `The version is ${revision}.`;
  if (suggested === undefined) return `The version is ${revision}, after ${base}; it is not of the form 1.2.3.`;
  const words = base === revision ? `it is ${revision} still` : `it is ${revision}, after ${base}`;
  return `This calls for version ${suggested} or higher; ${words}.`;
}

/** The location of a change, and the number of other affected operations. */
function whereText({ where, operations }: Change): string {
  return operations.length > 1 ? `${where} and ${operations.length - 1} more` : where;
}

/** An entry that acknowledges a change. */
function entryText({ rule, location, level }: Change, version: string): string {
  const head = `- version: ${JSON.stringify(version)}\n  rule: ${rule}\n  location: ${JSON.stringify(location)}`;
  return `${head}\n  level: ${level}\n  reason: ...`;
}
