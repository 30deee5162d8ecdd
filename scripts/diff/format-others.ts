import {
  countText,
  type Located,
  locateChanges,
  REPORTED_LEVELS,
  type Report,
  versionText,
  whereText,
} from "./report.js";

/** The report for programs. */
export function formatJson(report: Report): string {
  const { judgement } = report;
  const changes = locateChanges(report).map(({ change, file, line, column, accepted }) => {
    const { level, rule, location, message, source, operations } = change;
    return {
      ...{ level, rule, location, message, source, operations, file, line, column },
      ...(accepted ? { acknowledged: accepted.reason } : {}),
    };
  });
  const { level, problems, versions } = judgement;
  return JSON.stringify({ level, changes, problems, versions, passed: problems.length === 0 }, null, 2);
}

/** The report for the summary of a pull request. */
export function formatMarkdown(report: Report): string {
  const { judgement, base, revision } = report;
  const located = locateChanges(report);
  const title = `## Contract changes: ${judgement.level}`;
  const parts = [title, "", `${cell(revision.label)} against ${cell(base.label)}: ${countText(judgement.changes)}.`];
  for (const level of REPORTED_LEVELS) {
    const ofLevel = located.filter(({ change }) => change.level === level);
    if (ofLevel.length === 0) continue;
    const rows = ofLevel.map(row);
    const table = ["| Change | Where | Source |", "| --- | --- | --- |", ...rows];
    const heading = `${level[0]?.toUpperCase()}${level.slice(1)} (${ofLevel.length})`;
    // What nobody has to act on is folded.
    if (level === "compatible") {
      parts.push("", `<details><summary>${heading}</summary>`, "", ...table, "", "</details>");
    } else parts.push("", `### ${heading}`, "", ...table);
  }
  parts.push("", `**Version.** ${versionText(judgement)}`);
  if (judgement.problems.length > 0) parts.push("", ...judgement.problems.map((problem) => `- ❌ ${cell(problem)}`));
  return parts.join("\n");
}

function row({ change, file, line, accepted }: Located): string {
  const reason = accepted ? `<br>✅ ${cell(accepted.reason)}` : "";
  return `| ${cell(change.what)}${reason} | ${cell(whereText(change))} | \`${file}:${line}\` |`;
}

/** Text that can't break out of a cell, nor be taken for markup. */
function cell(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replaceAll(/\s*\n\s*/g, " ");
}

/** The report as annotations of GitHub's: errors for what fails, warnings and notices for the rest. */
export function formatGithub(report: Report): string {
  const { problems } = report.judgement;
  const lines = locateChanges(report).map(({ change, file, line, column, accepted }) => {
    const grave = change.level !== "compatible";
    const command = accepted ? "warning" : grave ? "error" : "notice";
    const title = `${change.level}: ${change.rule}`;
    const message = accepted ? `${change.message} — acknowledged: ${accepted.reason}` : change.message;
    return `::${command} file=${property(file)},line=${line},col=${column},title=${property(title)}::${data(message)}`;
  });
  return [...lines, ...problems.map((problem) => `::error title=${property("spec:diff")}::${data(problem)}`)].join(
    "\n",
  );
}

// GitHub's runner reads these back.
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
