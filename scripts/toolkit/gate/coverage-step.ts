import { readBundle } from "../description/index.js";
import { findingAnnotation, findingLine } from "../lint/index.js";
import { countOf, markdownList, markdownTable } from "../report/index.js";
import {
  type CoverageException,
  casesOf,
  type DisagreementGroup,
  groupDisagreements,
  hasPassed,
  leftOutOf,
  NothingToTest,
  runContract,
  type SuiteReport,
} from "../suite/index.js";
import type { StepResult } from "./step.js";

// Enough to exercise what is declared; `npm test` runs ten times as many.
const RUNS = 20;
// A reviewer will not read more; the JSON has all of them.
const MAX_DISAGREEMENTS = 20;

/**
 * Runs the contract suite, with a client that is made on the fly: what of the description do tests exercise?
 *
 * @param tick - takes the operation that it is at
 */
export async function coverageStep(
  file: string,
  exceptions: readonly CoverageException[] = [],
  tick?: (line: string) => void,
): Promise<StepResult> {
  const description = readBundle(file);
  try {
    const report = await runContract(description, {
      ...{ runs: RUNS, exceptions },
      onOperation: (key, done, of) => tick?.(`${done + 1} of ${of}: ${key}`),
    });
    return toResult(report, groupDisagreements(description, [...report.untested, ...report.disagreements]));
  } catch (error) {
    // A run without tests must not pass. The other steps continue.
    if (!(error instanceof NothingToTest)) throw error;
    const [summary = "", ...reasons] = error.message.split("\n");
    return { passed: false, summary, ...(reasons.length > 0 && { text: reasons.join("\n"), notes: reasons }) };
  }
}

function toResult(report: SuiteReport, groups: readonly DisagreementGroup[]): StepResult {
  const { coverage, disagreements, staleExceptions } = report;
  const whole = coverage.filter(({ kind }) => kind === "operations" || kind === "statuses");
  const covered = whole.map(({ kind, exercised, declared }) => `${exercised} of ${declared} ${kind}`).join(" and ");
  const disagreed = disagreements.length > 0 ? `, ${countOf(disagreements.length, "disagreement")}` : "";
  const findings = groups.map(({ operation, part, titles, message, at }) => ({
    ...{ ...at, pointer: "", rule: `contract: ${part}`, severity: "error" as const },
    message: `${operation}, ${titles[0]}: ${message}`,
  }));
  const stale = staleExceptions.map(({ kind, name }) => `an unused exception: ${kind}: ${name}`);
  // What a client or a mock cannot do is not a fault of the description, but it is shown.
  const left = leftOutOf(report).map(({ operation, reason }) => `left out: ${operation}: ${reason}`);
  const shown = [
    ...findings.slice(0, MAX_DISAGREEMENTS).map(findingLine),
    ...(findings.length > MAX_DISAGREEMENTS ? [`and ${findings.length - MAX_DISAGREEMENTS} more`] : []),
    ...stale,
    ...left,
  ];
  const rows = coverage.map(({ kind, declared, exercised }) => [kind, String(exercised), String(declared)]);
  return {
    passed: hasPassed(report),
    summary: `${covered} exercised by ${countOf(casesOf(report), "case")}${disagreed}`,
    ...(shown.length > 0 && { text: shown.join("\n") }),
    ...{ coverage, findings, notes: [...stale, ...left], annotations: findings.map(findingAnnotation).join("\n") },
    markdown: [
      "## Contract tests",
      "",
      ...markdownTable(["", "Exercised", "Declared"], rows),
      ...(shown.length > 0 ? ["", ...markdownList(shown)] : []),
    ].join("\n"),
  };
}
