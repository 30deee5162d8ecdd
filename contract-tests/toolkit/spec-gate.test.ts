import { execFileSync } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  changesStep,
  coverageStep,
  type FinishedStep,
  gateJson,
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
  expect(gateMarkdown(gateReport("openapi.yaml", steps.slice(0, 1)))).toMatch(/^# ✅/);
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

describe("the changes since the base", () => {
  let folder: string;
  const file = () => join(folder, "openapi.yaml");
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, stdio: "pipe" });
  const description = (version: string, required: boolean) => `openapi: 3.0.3
info: { title: Library, version: "${version}" }
paths:
  /books:
    get:
      operationId: getBooks
      parameters:
        - { name: shelf, in: query, required: ${required}, schema: { type: string } }
      responses: { "200": { description: The books. } }
`;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "atlas-gate-"));
    git("init", "--quiet", "--initial-branch=main");
    git("config", "user.name", "test");
    git("config", "user.email", "test@example.com");
    writeFileSync(file(), description("1.0.0", false));
    git("add", ".");
    git("commit", "--quiet", "--message=base");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("of several operations name the first, and say how to see all", async () => {
    const shelf = "        - { name: shelf, in: query, required: false, schema: { type: string } }";
    const [start = "", end = ""] = description("1.0.0", false).split(shelf);
    const shared = (required: boolean) =>
      `${start}        - $ref: "#/components/parameters/shelf"${end}` +
      `  /films:\n    get: { operationId: getFilms, parameters: [{ $ref: "#/components/parameters/shelf" }], responses: { "200": { description: "" } } }\n` +
      `components: { parameters: { shelf: { name: shelf, in: query, required: ${required}, schema: { type: string } } } }\n`;
    writeFileSync(file(), shared(false));
    git("commit", "--quiet", "--all", "--message=shared");
    writeFileSync(file(), shared(true));
    const report = gateReport("openapi.yaml", await runSteps({ changes: () => changesStep(file(), { ref: "main" }) }));
    expect(gateText(report, false)).toMatch(
      /GET \/books and 1 more\n.*\n\nTo see more than the first: --format json /s,
    );
    expect(JSON.parse(gateJson(report)).steps[0].changes[0].operations).toEqual(["GET /books", "GET /films"]);
    git("reset", "--quiet", "--hard", "HEAD~1");
  });

  test("are found in a renamed file", async () => {
    git("checkout", "--quiet", "-b", "renamed");
    git("mv", "openapi.yaml", "new name.yaml");
    writeFileSync(join(folder, "new name.yaml"), description("1.0.0", true));
    expect(await changesStep(join(folder, "new name.yaml"), {})).toMatchObject({
      passed: false,
      summary: expect.stringMatching(/^breaking: 1 breaking change since/),
    });
    git("reset", "--quiet", "--hard", "main");
    git("checkout", "--quiet", "main");
  });

  test("can't be compared with a base that is broken or has no such description: both are reported, and fixing the base passes", async () => {
    git("checkout", "--quiet", "-b", "broken");
    writeFileSync(file(), "openapi: [");
    git("commit", "--quiet", "--all", "--message=broken");
    const commit = execFileSync("git", ["rev-parse", "--short=12", "HEAD"], { cwd: folder, encoding: "utf8" }).trim();
    writeFileSync(file(), description("1.0.0", false));
    const mended = await changesStep(file(), { ref: "broken" });
    expect(mended).toMatchObject({
      passed: true,
      summary: expect.stringMatching(
        new RegExp(
          `^not compared\\. The description of ${commit} can't be used: .*openapi.yaml:1:\\d+: Not valid YAML`,
        ),
      ),
      annotations: expect.stringMatching(/^::notice title=changes::not compared\. /),
    });
    writeFileSync(join(folder, "other.yaml"), description("1.0.0", false).replaceAll("books", "films"));
    expect(await changesStep(join(folder, "other.yaml"), {})).toMatchObject({
      passed: true,
      summary: expect.stringMatching(/^not compared\. The description is new: \w+ does not have it\.$/),
    });
    rmSync(join(folder, "other.yaml"));
    git("checkout", "--quiet", "--force", "main");
  });

  test("none pass", async () => {
    expect(await changesStep(file(), {})).toMatchObject({
      passed: true,
      summary: expect.stringMatching(/^none: no change since \w+$/),
    });
  });

  test("a rewriting that means the same is not a change, even if Redocly calls it major", async () => {
    const plain = "schema: { type: string }";
    writeFileSync(file(), description("1.0.0", false).replace(plain, "schema: { allOf: [{ type: string }] }"));
    const result = await changesStep(file(), { ref: "main" });
    expect(result).toMatchObject({ passed: true, summary: expect.stringMatching(/^none: no change since/) });
  });

  test("a breaking change fails, with the line in the source, until it is acknowledged and the version is raised", async () => {
    writeFileSync(file(), description("1.0.0", true));
    const rejected = await changesStep(file(), { ref: "main" });
    expect(rejected).toMatchObject({
      passed: false,
      summary: expect.stringMatching(/^breaking: 1 breaking change since \w+, for version 2.0.0$/),
    });
    const [, line] = /^::error file=\S+openapi.yaml,line=(\d+),/.exec(rejected.annotations ?? "") ?? [];
    expect(readFileSync(file(), "utf8").split("\n")[Number(line) - 1]).toContain("required: true");

    writeFileSync(file(), description("2.0.0", true));
    const [, rule, location] = /rule: (\S+)\n {2}location: "(.*)"/.exec(rejected.text ?? "") ?? [];
    const entry = { version: "2.0.0", rule, location, level: "breaking", reason: "Every client sends it." };
    writeFileSync(join(folder, "acknowledged-changes.yaml"), JSON.stringify([entry]));
    const accepted = await changesStep(file(), { ref: "main" });
    expect(accepted.passed).toBe(true);
    expect(accepted.markdown).toContain("Every client sends it.");
    expect(accepted.markdown).not.toContain("reason: ...");

    // The entry of the summary, copied unchanged.
    const [, pasted = ""] = /```yaml\n([\s\S]*?)```/.exec(rejected.markdown ?? "") ?? [];
    writeFileSync(join(folder, "acknowledged-changes.yaml"), pasted);
    await expect(changesStep(file(), { ref: "main" })).rejects.toThrow(
      /acknowledged-changes\.yaml:1:3: Entry 1 needs a reason in words, not "\.\.\."/,
    );
    writeFileSync(join(folder, "acknowledged-changes.yaml"), pasted.replace("...", "Every client sends it."));
    expect(await changesStep(file(), { ref: "main" })).toMatchObject({ passed: true });
  });

  test("a requested base must exist, and a folder without history is not compared", async () => {
    await expect(changesStep(file(), { ref: "nowhere" })).rejects.toThrow("There is no commit nowhere in ");
    const outside = mkdtempSync(join(tmpdir(), "atlas-gate-"));
    writeFileSync(join(outside, "openapi.yaml"), description("1.0.0", false));
    const result = await changesStep(join(outside, "openapi.yaml"), {});
    rmSync(outside, { recursive: true });
    expect(result).toMatchObject({ passed: true, summary: expect.stringContaining("is not in a git repository") });
  });
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
    expect(await step(unmade)).toMatchObject({ passed: false, text: `not exercised: statuses: ${name}` });
    const exception = { kind: "statuses", name, reason: "Its pattern is of another language." };
    expect(await step(unmade, [exception])).toMatchObject({ passed: true });
    const stale = { ...exception, name: "GET /cover 200" };
    expect(await step(unmade, [exception, stale])).toMatchObject({
      passed: false,
      text: "an exception that explains nothing: statuses: GET /cover 200",
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
