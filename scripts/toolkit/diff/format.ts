import { styleText } from "node:util";
import { annotation, markdownCode, markdownList, markdownTable } from "../report/index.js";
import { hasColours } from "../support/index.js";
import {
  countText,
  type DiffReport,
  entryText,
  type LocatedChange,
  locateChanges,
  openChanges,
  versionText,
  whereText,
} from "./report.js";

const COLOURS = { breaking: "red", dangerous: "yellow", compatible: "green" } as const;
const LEVELS_SHOWN = ["breaking", "dangerous", "compatible"] as const;
// The JSON report lists them all.
const MAX_EXAMPLES = 3;

/** How a command or a step of the gate ends with the report. */
export function diffOutcome(report: DiffReport) {
  const { level, changes, problems } = report.review;
  return {
    passed: problems.length === 0,
    verdict: `${level}: ${countText(changes)}`,
    text: formatText(report, hasColours()),
    json: formatJson(report),
    markdown: formatMarkdown(report),
    annotations: formatGithub(report),
  };
}

/** The report for a terminal. */
function formatText(report: DiffReport, colour: boolean): string {
  const { review, labels } = report;
  const { suggested = review.versions.revision } = review.versions;
  const paint = (style: Parameters<typeof styleText>[0], text: string) => (colour ? styleText(style, text) : text);
  const parts = [paint("bold", `${labels.revision} against ${labels.base}: ${countText(review.changes)}`)];
  for (const [level, located] of byLevel(report)) {
    parts.push("", paint(["bold", COLOURS[level]], level.toUpperCase()));
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
  const open = openChanges(review);
  if (open.length === 0) return parts.join("\n");
  parts.push("", `If a change is meant, raise info.version and say why in ${report.acknowledgements}:`);
  parts.push(...open.slice(0, MAX_EXAMPLES).map((change) => entryText(change, suggested)));
  if (open.length > MAX_EXAMPLES) parts.push(`# and ${open.length - MAX_EXAMPLES} more`);
  return parts.join("\n");
}

/** The report for programs. */
function formatJson(report: DiffReport): string {
  const { level, problems, versions } = report.review;
  const changes = locateChanges(report).map(({ change, accepted, own }) => {
    const { level, rule, location, what, where, source, operations } = change;
    return {
      ...{ level, rule, location, message: `${what} (${where})`, source, operations, ...own },
      ...(accepted ? { acknowledged: accepted.reason } : {}),
    };
  });
  return JSON.stringify({ level, changes, problems, versions, passed: problems.length === 0 }, null, 2);
}

/** The report for the summary of a pull request. */
function formatMarkdown(report: DiffReport): string {
  const { review, labels } = report;
  const title = `## Contract changes: ${review.level}`;
  const parts = [title, "", `${labels.revision} against ${labels.base}: ${countText(review.changes)}.`];
  for (const [level, located] of byLevel(report)) {
    const table = markdownTable(["Change", "Where", "Source"], located.map(markdownRow));
    const heading = `${level[0]?.toUpperCase()}${level.slice(1)} (${located.length})`;
    // Changes that need no action are collapsed.
    if (level === "compatible") {
      parts.push("", `<details><summary>${heading}</summary>`, "", ...table, "", "</details>");
    } else parts.push("", `### ${heading}`, "", ...table);
  }
  parts.push("", `**Version.** ${versionText(review)}`);
  if (review.problems.length > 0) parts.push("", ...markdownList(review.problems.map((problem) => `❌ ${problem}`)));
  const open = openChanges(review);
  if (open.length > 0) {
    const { revision, suggested = revision } = review.versions;
    const title = `If the changes are meant, raise <code>info.version</code> to ${suggested} and add this to <code>${report.acknowledgements}</code>`;
    parts.push("", ...markdownCode(title, open.map((change) => entryText(change, suggested)).join("\n")));
  }
  return parts.join("\n");
}

function markdownRow({ change, own, accepted }: LocatedChange): string[] {
  const reason = accepted ? ` ✅ ${accepted.reason}` : "";
  return [`${change.what}${reason}`, whereText(change), `\`${own.file}:${own.line}\``];
}

/** The report as annotations of GitHub's: errors for what fails, warnings and notices for the rest. */
function formatGithub(report: DiffReport): string {
  const lines = locateChanges(report).map(({ change, accepted, inRevision }) => {
    const level = accepted ? "warning" : change.level === "compatible" ? "notice" : "error";
    const reason = accepted ? ` — acknowledged: ${accepted.reason}` : "";
    const title = `${change.level}: ${change.rule}`;
    return annotation(level, { ...inRevision, title }, `${change.what} (${change.where})${reason}`);
  });
  const problems = report.review.problems.map((problem) => annotation("error", { title: "spec:diff" }, problem));
  return [...lines, ...problems].join("\n");
}

/** The changes by level, the most severe first; levels without changes are left out. */
function byLevel(report: DiffReport) {
  const located = locateChanges(report);
  return LEVELS_SHOWN.map((level) => [level, located.filter(({ change }) => change.level === level)] as const).filter(
    ([, changes]) => changes.length > 0,
  );
}
