import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import {
  coverageStep,
  type FinishedStep,
  gateMarkdown,
  gateOutputs,
  gateReport,
  gateText,
  runSteps,
} from "../../scripts/toolkit/gate/index.js";
import { markdownList, markdownTable } from "../../scripts/toolkit/report/index.js";
import { readExceptions } from "../../scripts/toolkit/suite/index.js";

const steps: FinishedStep[] = [
  { name: "lint", passed: true, summary: "no findings", ms: 1234 },
  { name: "changes", passed: false, summary: "breaking: 1", ms: 60, text: "the change", markdown: "## Changes" },
];

test("the terminal report has a line with the time for each step, then the steps' own reports", () => {
  expect(gateText(gateReport("openapi.yaml", steps), false)).toBe(
    "✓ lint     no findings (1.2 s)\n✗ changes  breaking: 1 (0.1 s)\n\n── changes ──\nthe change",
  );
});

test("the summary begins with the result of the gate, and has a part for each step", () => {
  const markdown = gateMarkdown(gateReport("openapi.yaml", steps));
  expect(markdown).toMatch(/^# ❌ The contract gate: `openapi.yaml`\n/);
  expect(markdown).toContain(
    "\n| ✅ | lint | no findings | 1.2 s |\n| ❌ | changes | breaking: 1 | 0.1 s |\n\n## Changes\n",
  );
  const passed = gateReport("openapi.yaml", steps.slice(0, 1));
  expect(gateMarkdown(passed)).toMatch(/^# ✅/);
  expect(gateOutputs(passed)).toEqual({ verdict: "pass", breaking: "0", dangerous: "0" });
});

test("a description's strings can't break out of a table or a list", () => {
  expect(markdownTable(["a"], [["x | <b>\n| y"]])[2]).toBe("| x \\| &lt;b> \\| y |");
  expect(markdownList(["x\n# <b>"])).toEqual(["- x # &lt;b>"]);
});

test("the steps run at the same time, and a step that can't run does not stop the others", async () => {
  const passes = { passed: true, summary: "" };
  const event = new EventEmitter();
  const waits = () => once(event, "end").then(() => passes);
  const ends = async () => {
    event.emit("end");
    return passes;
  };
  expect((await runSteps({ waits, ends })).map(({ name }) => name)).toEqual(["waits", "ends"]);
  const error = new Error("unusable");
  const report = gateReport("openapi.yaml", await runSteps({ fails: () => Promise.reject(error), ends }));
  expect(report).toMatchObject({ passed: false, error, verdict: "openapi.yaml fails: fails" });
  expect(gateMarkdown(report)).toMatch(/\| ❌ \| fails \| can't run: unusable \| .*\n\| ✅ \| ends \|/);
  expect(gateOutputs(report)).toEqual({ verdict: "error" });
});

test("the reason why several steps can't run is printed once", async () => {
  const rejects = (reason: string) => () => Promise.reject(new Error(reason));
  const steps = await runSteps({
    lint: rejects("unreadable"),
    changes: rejects("other"),
    tests: rejects("unreadable"),
  });
  const report = gateReport("openapi.yaml", steps);
  expect(report.steps.map(({ summary }) => summary)).toEqual([
    "can't run: unreadable",
    "can't run: other",
    "can't run, for the same reason as lint",
  ]);
});

describe("the contract tests", () => {
  const folder = mkdtempSync(join(tmpdir(), "atlas-gate-"));
  const reasons = join(folder, "reasons.json");
  afterAll(() => rmSync(folder, { recursive: true }));

  function step(operation: object, exceptions: readonly object[] = []) {
    const paths = { "/cover": { get: { operationId: "getCover", ...operation } } };
    const file = join(folder, "openapi.json");
    writeFileSync(file, JSON.stringify({ openapi: "3.1.0", info: { title: "Library", version: "1" }, paths }));
    writeFileSync(reasons, JSON.stringify(exceptions));
    return coverageStep(file, readExceptions(reasons));
  }
  const json = (schema: object) => ({ description: "", content: { "application/json": { schema } } });
  const image = { description: "", content: { "image/png": {} } };
  const unmade = { responses: { 200: image, 404: json({ type: "string", pattern: "(?i)^a$" }) } };

  test("pass with a response that is not JSON", async () => {
    const result = await step({ responses: { 200: image, 404: json({ type: "object" }) } });
    expect(result).toMatchObject({ passed: true, summary: expect.stringContaining("2 of 2 statuses exercised") });
  });

  test("fail with an unexercised status without an exception, and with an exception for an exercised one", async () => {
    const name = "GET /cover 404";
    const text = expect.stringMatching(/openapi.json:1:\d+ error GET \/cover, the status 404: no case .*\(\?i\)/);
    const annotations = expect.stringMatching(/^::error file=.*openapi.json,line=1,/);
    expect(await step(unmade)).toMatchObject({ passed: false, text, annotations });
    const exception = { kind: "statuses", name, reason: "Its pattern is of another language." };
    expect(await step(unmade, [exception])).toMatchObject({ passed: true });
    const stale = { ...exception, name: "GET /cover 200" };
    expect(await step(unmade, [exception, stale])).toMatchObject({
      passed: false,
      text: "an unused exception: statuses: GET /cover 200",
    });
  });

  test.each([
    [{ kind: "status", name: "GET /cover 404", reason: "It is." }, "needs a `kind`, one of operations, statuses,"],
    [{ kind: "statuses", reason: "It is." }, "needs a `name`"],
    [{ kind: "statuses", name: "GET /cover 404", reason: " " }, "needs a `reason`"],
    [{ kind: "statuses", name: "GET /cover 404", because: "It is." }, "can't have `because`"],
  ])("do not run with an exception such as %j", (exception, sentence) => {
    writeFileSync(reasons, JSON.stringify([exception]));
    expect(() => readExceptions(reasons)).toThrow(`Entry 1 ${sentence}`);
  });

  test("show what no client can send, and fail if that is all", async () => {
    const parameters = [{ name: "session", in: "cookie", required: true, schema: { type: "string" } }];
    const result = await step({ parameters, responses: { 200: image } });
    expect(result).toMatchObject({ passed: false, summary: expect.stringContaining("Nothing was tested") });
    expect(result.text).toContain("GET /cover, the operation: required cookie session can't be sent");
  });
});
