import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { projectRoot, runNode } from "../../scripts/toolkit/support/index.js";
import { runScript } from "../support/shared.js";

const library = join(projectRoot, "contract-tests", "fixtures", "foreign.yaml");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "contract-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function changed(...changes: readonly [from: string, to: string][]): string {
  let text = readFileSync(library, "utf8");
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  const file = join(folder, "changed.yaml");
  writeFileSync(file, text);
  return file;
}

test("a third-party description that contradicts itself exits with 1, and the report has the positions", async () => {
  const problem = 'schema: { $ref: "#/components/schemas/Problem" }\n    delete:';
  const loan = 'schema: { $ref: "#/components/schemas/Loan" }\n';
  const broken = changed(
    [problem, problem.replace("\n", "\n              example: { detail: 7 }\n")],
    ["schema: { type: array, maxItems: 3,", "example: [parts, Title]\n          schema: { type: array, maxItems: 3,"],
    [
      loan,
      `${loan}              example: { borrower: { name: Ann }, fines: { currency: EUR, May: 3 }, house: { age: 9 } }\n`,
    ],
  );
  const { code, stdout, stderr } = await runScript("contract", "--spec", broken, "--runs", "4", "--format", "github");
  expect(code).toBe(1);
  expect(stdout).toContain("response.body.detail: must be string");
  expect(stdout).toContain("response.body: must have required property 'title'");
  // With its line, both in the report and as an annotation.
  const lines = readFileSync(broken, "utf8").split("\n");
  const lineOf = (text: string) => lines.findIndex((one) => one.includes(text)) + 1;
  const line = lineOf("detail: 7");
  expect(stdout).toMatch(new RegExp(`\n {4}\\S*changed.yaml:${line}:\\d+: .*example`));
  expect(stdout).toContain(`changed.yaml:${lineOf("- name: fields")}:11: an example of fields`);
  expect(stdout).toMatch(
    new RegExp(`\n::error file=[^,]*changed.yaml,line=${line},col=\\d+,title=contract%3A responses::`),
  );
  expect(stdout).toMatch(/\n✗ 3 disagreements in \d+ cases of 4 operations, 1 untested part, 2 operations left out\n$/);
  expect(stderr).toMatch(/^ +\d+\.\d s {2}contract tests: loading\n/);
  // The run continues: a table of everything, with reasons for the skipped parts.
  expect(stdout).toContain("4 operations");
  for (const row of [/^media types +7 +7 /m, /^examples +2 +1 /m]) expect(stdout).toMatch(row);
  expect(stdout).toContain("GET /cover, the operation: required cookie session can't be sent");
  expect(stdout).toContain("POST /scans, the operation: the request body has no JSON form");
  expect(stdout).toMatch(/GET \/loans.* and \d+ more: another branch of the union may accept/);
  expect(stdout).toContain("\n\nTo see all of them: --format json\n");
  // Neither the union without a discriminator nor the 304 is a disagreement; the example that TypeScript rejects is
  // one.
  expect(stdout.match(/^ {2}GET \/loans, \w+: .*/gm)).toEqual([
    // For Prism too, each object has a constructor.
    expect.stringMatching(/, coverage: no case exercised it: Prism can't respond/),
    expect.stringMatching(/^ {2}GET \/loans, types: TypeScript says: .* Types of property 'house' are incompatible/),
  ]);
  expect(stdout).not.toMatch(/atlas|cluster/i);
  expect(stdout).toContain(
    "GET /motto, the method that a client has for it: it succeeds with something else than JSON, so the tests call the path",
  );
});

test("an unusable call exits with 2", async () => {
  // As users run it, by tsx.
  const script = join(projectRoot, "scripts", "contract.ts");
  const { code, stderr } = await runNode(["--import", "tsx", script, "--spec", library, "--runs", "many"]);
  expect(code).toBe(2);
  expect(stderr).toContain("--runs must be a whole number");
});
