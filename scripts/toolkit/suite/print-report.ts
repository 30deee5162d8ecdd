import { countOf } from "../report/index.js";
import { type DisagreementGroup, groupDisagreements } from "./disagreements.js";
import type { SuiteReport } from "./run-suite.js";

const MAX_LINES = 20;

/**
 * A report as text: the table, the parts that nothing exercised, the skipped ones with the reason, the untested
 * operations and statuses, and the disagreements. Long lists are cut; the last line says how to see all of them.
 *
 * @param groups - the disagreements and the untested parts with their positions @default those of the report, without positions
 */
export function printReport(
  { coverage, cases, skips, disagreements, untested, staleExceptions, operations }: SuiteReport,
  groups: readonly DisagreementGroup[] = groupDisagreements({}, [...disagreements, ...untested]),
): string {
  const parts = Object.entries(cases).map(([part, count]) => `${count} ${part}`);
  const missing = coverage.flatMap((row) => row.missing.map((name) => `${row.kind}: ${name}`));
  const text = [
    `${countOf(operations, "operation")}; cases: ${parts.join(", ") || "none"}`,
    "",
    line("", "declared", "exercised", "excepted", "missing"),
    ...coverage.map((row) => line(row.kind, row.declared, row.exercised, row.excepted, row.missing.length)),
    ...section("Not exercised", missing),
    ...section(
      "Unused exceptions",
      staleExceptions.map(({ kind, name }) => `${kind}: ${name}`),
    ),
    ...section("Skipped", bySkipReason(skips)),
    ...section("Untested", groups.filter(isUntested).map(display)),
    ...section("Disagreements", groups.filter((group) => !isUntested(group)).map(display)),
  ].join("\n");
  return /\band \d+ more\b/.test(text) ? `${text}\n\nTo see all of them: --format json` : text;
}

const isUntested = ({ part }: DisagreementGroup) => part === "coverage";

function line(kind: string, ...counts: (string | number)[]): string {
  return kind.padEnd(18) + counts.map((count) => String(count).padStart(11)).join("");
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > MAX_LINES ? [`  and ${lines.length - MAX_LINES} more`] : [];
  return ["", `${title} (${lines.length}):`, ...lines.slice(0, MAX_LINES).map((one) => `  ${one}`), ...more];
}

// The same reason often applies to hundreds of cases.
function bySkipReason(skips: SuiteReport["skips"]): string[] {
  const reasons = [...new Set(skips.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const [first, ...others] = skips.filter((skip) => skip.reason === reason);
    const more = others.length > 0 ? ` and ${others.length} more` : "";
    return `${first?.operation}, ${first?.what}${more}: ${reason}`;
  });
}

function display({ operation, part, message, titles: [first = "", ...more], at }: DisagreementGroup): string {
  const where = at.file === "" ? "" : `${at.file}:${at.line}:${at.column}: `;
  return `${operation}, ${part}: ${message}\n    ${where}${first}${more.length > 0 ? `, and ${more.length} more` : ""}`;
}
