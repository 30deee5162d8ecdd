import { type DisagreementGroup, groupDisagreements } from "./disagreements.js";
import type { SuiteReport } from "./run-suite.js";

const MOST_NAMES = 20;

/**
 * A report as text: the table, what nothing exercised, what was skipped and why, and how the parts disagree.
 *
 * @param groups - the disagreements with their positions @default those of the report, without positions
 */
export function printReport(
  { coverage, cases, skips, disagreements, staleExceptions, operations }: SuiteReport,
  groups: readonly DisagreementGroup[] = groupDisagreements({}, disagreements),
): string {
  const rows = coverage.map(({ kind, declared, exercised, excepted, missing }) =>
    [kind, declared, exercised, excepted, missing.length].map(String),
  );
  const parts = Object.entries(cases).map(([part, count]) => `${count} ${part}`);
  return [
    `${operations} operations; cases: ${parts.join(", ") || "none"}`,
    "",
    ...table([["", "declared", "exercised", "excepted", "missing"], ...rows]),
    ...section(
      "Not exercised",
      coverage.flatMap(({ kind, missing }) => missing.map((name) => `${kind}: ${name}`)),
    ),
    ...section(
      "Exceptions that explain nothing",
      staleExceptions.map(({ kind, name }) => `${kind}: ${name}`),
    ),
    ...section("Skipped", bySkipReason(skips)),
    ...section("Disagreements", groups.map(display)),
  ].join("\n");
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart((widths[column] ?? 0) + 2),
      )
      .join("")
      .trimEnd(),
  );
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > MOST_NAMES ? [`  and ${lines.length - MOST_NAMES} more`] : [];
  return ["", `${title} (${lines.length}):`, ...lines.slice(0, MOST_NAMES).map((line) => `  ${line}`), ...more];
}

// One reason often holds hundreds of times.
function bySkipReason(skips: SuiteReport["skips"]): string[] {
  const reasons = new Map<string, SuiteReport["skips"]>();
  for (const skip of skips) reasons.set(skip.reason, [...(reasons.get(skip.reason) ?? []), skip]);
  return [...reasons].map(([reason, entries]) => {
    const [first] = entries;
    const others = entries.length > 1 ? ` and ${entries.length - 1} more` : "";
    return `${first?.operation}, ${first?.what}${others}: ${reason}`;
  });
}

function display({ operation, part, message, titles: [first = "", ...more], at }: DisagreementGroup): string {
  const where = at.file === "" ? "" : `${at.file}:${at.line}:${at.column}: `;
  return `${operation}, ${part}: ${message}\n    ${where}${first}${more.length > 0 ? `, and ${more.length} more` : ""}`;
}
