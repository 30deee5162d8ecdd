import { annotation, markdownCode, markdownList, markdownTable } from "../report/index.js";
import { LEVEL_RULES } from "./levels.js";
import {
  countText,
  type DiffReport,
  entryText,
  type LocatedChange,
  locateChanges,
  openChanges,
  REPORTED_LEVELS,
  versionText,
  whereText,
} from "./report.js";

/** The report for programs. */
export function formatJson(report: DiffReport): string {
  const { review } = report;
  const changes = locateChanges(report).map(({ change, accepted, own }) => {
    const { level, rule, location, what, where, source, operations } = change;
    return {
      ...{ level, rule, location, message: `${what} (${where})`, source, operations, ...own },
      ...(accepted ? { acknowledged: accepted.reason } : {}),
    };
  });
  const { level, problems, versions } = review;
  return JSON.stringify({ level, changes, problems, versions, passed: problems.length === 0 }, null, 2);
}

/** The report for the summary of a pull request. */
export function formatMarkdown(report: DiffReport): string {
  const { review, labels } = report;
  const located = locateChanges(report);
  const title = `## Contract changes: ${review.level}`;
  const parts = [title, "", `${labels.revision} against ${labels.base}: ${countText(review.changes)}.`];
  for (const level of REPORTED_LEVELS) {
    const ofLevel = located.filter(({ change }) => change.level === level);
    if (ofLevel.length === 0) continue;
    const table = markdownTable(["Change", "Where", "Source"], ofLevel.map(row));
    const heading = `${level[0]?.toUpperCase()}${level.slice(1)} (${ofLevel.length})`;
    // What needs no action is folded.
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

function row({ change, own, accepted }: LocatedChange): string[] {
  const reason = accepted ? ` ✅ ${accepted.reason}` : "";
  return [`${change.what}${reason}`, whereText(change), `\`${own.file}:${own.line}\``];
}

/** The report as annotations of GitHub's: errors for what fails, warnings and notices for the rest. */
export function formatGithub(report: DiffReport): string {
  const { problems } = report.review;
  const lines = locateChanges(report).map(({ change, accepted, inRevision }) => {
    const level = accepted ? "warning" : change.level === "compatible" ? "notice" : "error";
    const reason = accepted ? ` — acknowledged: ${accepted.reason}` : "";
    const title = `${change.level}: ${change.rule}`;
    return annotation(level, { ...inRevision, title }, `${change.what} (${change.where})${reason}`);
  });
  return [...lines, ...problems.map((problem) => annotation("error", { title: "spec:diff" }, problem))].join("\n");
}

/** The table of levels, for the documents. */
export function formatLevels(): string {
  const rows = LEVEL_RULES.filter(({ level }) => level !== "none");
  return [
    "# The levels of changes",
    "",
    "Made by `npm run spec:diff -- --levels` from the table in `levels.ts`. What `redocly diff` calls major is breaking, by",
    "the name of Redocly's rule; these are the levels of what it lists without one, and of the little that it overrates.",
    "",
    ...markdownTable(
      ["Rule", "Level", "It means", "For example"],
      rows.map(({ id, level, says, example }) => [`\`${id}\``, level, says, example]),
    ),
  ].join("\n");
}
