import { prepareForeign, withExamples } from "../contract/suite/foreign-description.js";
import { foreignSdk } from "../contract/suite/foreign-sdk.js";
import { runSuite, type SuiteReport } from "../contract/suite/run-suite.js";
import { readBundle } from "../toolkit/description/index.js";
import { markdownTable } from "./markdown.js";
import type { Step } from "./step.js";

// Nothing listens there: the mock answers in this process.
const BASE_URL = "http://127.0.0.1:9";
const SEED = 20250205;
// Enough to exercise what is declared; `npm test` runs ten times as many.
const RUNS = 20;
// A reviewer reads so many, and the suite's own command prints them all.
const MOST_DISAGREEMENTS = 20;

/** Runs the contract suite, with a client that is made on the fly: what of the description do tests exercise? */
export function coverageStep(file: string): Step {
  return {
    name: "contract tests",
    run: async () => {
      const { description, contract, descriptors } = prepareForeign(readBundle(file));
      // Prism is slow to load, and the other steps need not wait for it.
      const { createMockFetch } = await import("../mock-fetch.js");
      const mock = await createMockFetch(withExamples(description, contract, SEED));
      const sdk = foreignSdk(contract, descriptors, BASE_URL);
      return toResult(
        await runSuite({ description, descriptors, sdk, mock, baseUrl: BASE_URL, seed: SEED, runs: RUNS }),
      );
    },
  };
}

function toResult({ coverage, disagreements, cases }: SuiteReport) {
  const whole = coverage.filter(({ kind }) => kind === "operations" || kind === "statuses");
  const missing = whole.flatMap(({ kind, missing: names }) => names.map((name) => `${kind}: ${name}`));
  const count = Object.values(cases).reduce((sum, one) => sum + one, 0);
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
    // A run of nothing proves nothing.
    passed: lines.length === 0 && count > 0,
    summary: `${covered} exercised by ${count} cases${said.length > 0 ? `, ${said.length} disagreements` : ""}`,
    ...(lines.length > 0 && { text: lines.join("\n") }),
    markdown: [
      "## Contract tests",
      "",
      ...markdownTable(["", "Exercised", "Declared"], rows),
      ...(lines.length > 0 ? ["", ...lines.map((line) => `- ${line}`)] : []),
    ].join("\n"),
  };
}
