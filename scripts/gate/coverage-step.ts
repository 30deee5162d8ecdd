import { casesOf, runContract } from "../contract/run-contract.js";
import type { CoverageException } from "../contract/suite/coverage.js";
import type { SuiteReport } from "../contract/suite/run-suite.js";
import { readBundle } from "../toolkit/description/index.js";
import { markdownTable } from "./markdown.js";
import type { Step } from "./step.js";

// Enough to exercise what is declared; `npm test` runs ten times as many.
const RUNS = 20;
// A reviewer reads so many, and the suite's own command prints them all.
const MOST_DISAGREEMENTS = 20;

/** Runs the contract suite, with a client that is made on the fly: what of the description do tests exercise? */
export function coverageStep(file: string, exceptions: readonly CoverageException[] = []): Step {
  return {
    name: "contract tests",
    run: async () => {
      return toResult(await runContract(readBundle(file), { runs: RUNS, exceptions }));
    },
  };
}

function toResult(report: SuiteReport) {
  const { coverage, disagreements } = report;
  const whole = coverage.filter(({ kind }) => kind === "operations" || kind === "statuses");
  const missing = whole.flatMap(({ kind, missing: names }) => names.map((name) => `${kind}: ${name}`));
  const covered = whole.map(({ kind, exercised, declared }) => `${exercised} of ${declared} ${kind}`).join(" and ");
  const said = disagreements.map(
    ({ operation, part, title, message }) => `${operation}, ${part}, ${title}: ${message}`,
  );
  const lines = [
    ...said.slice(0, MOST_DISAGREEMENTS),
    ...(said.length > MOST_DISAGREEMENTS ? [`and ${said.length - MOST_DISAGREEMENTS} more: npm run contract`] : []),
    ...missing.map((name) => `not exercised: ${name}`),
  ];
  const rows = coverage.map(({ kind, declared, exercised }) => [kind, String(exercised), String(declared)]);
  return {
    passed: lines.length === 0,
    summary: `${covered} exercised by ${casesOf(report)} cases${said.length > 0 ? `, ${said.length} disagreements` : ""}`,
    ...(lines.length > 0 && { text: lines.join("\n") }),
    markdown: [
      "## Contract tests",
      "",
      ...markdownTable(["", "Exercised", "Declared"], rows),
      ...(lines.length > 0 ? ["", ...lines.map((line) => `- ${line}`)] : []),
    ].join("\n"),
  };
}
