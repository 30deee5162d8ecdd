import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { findGitBase } from "../../scripts/toolkit/diff/index.js";
import { changesStep, gateJson, gateReport, gateText, runSteps } from "../../scripts/toolkit/gate/index.js";
import { libraryWith, git as runGit } from "../support/origin.js";

describe("the changes since the base", () => {
  let folder: string;
  const file = () => join(folder, "openapi.yaml");
  const git = (...args: string[]) => runGit(folder, ...args);
  const description = (version: string, required: boolean) =>
    libraryWith(`required: ${required}, schema: { type: string }`, version);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "atlas-gate-"));
    git("init", "--quiet", "--initial-branch=main");
    writeFileSync(file(), description("1.0.0", false));
    git("add", ".");
    git("commit", "--quiet", "--message=base");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("of several operations name the first, and say how to see all", async () => {
    const shared = (required: boolean) => {
      const parameters = [{ name: "shelf", in: "query", required, schema: { type: "string" } }];
      const operation = { responses: { 204: { description: "" } } };
      const paths = { "/books": { parameters, get: operation, delete: operation } };
      return JSON.stringify({ openapi: "3.0.3", info: { title: "Library", version: "1.0.0" }, paths });
    };
    writeFileSync(file(), shared(false));
    git("commit", "--quiet", "--all", "--message=shared");
    writeFileSync(file(), shared(true));
    const report = gateReport("openapi.yaml", await runSteps({ changes: () => changesStep(file(), { ref: "main" }) }));
    expect(gateText(report, false)).toMatch(
      /DELETE \/books and 1 more\n.*\n\nTo see more than the first: --format json /s,
    );
    expect(JSON.parse(gateJson(report)).steps[0].changes[0].operations).toEqual(["DELETE /books", "GET /books"]);
    git("reset", "--quiet", "--hard", "HEAD~1");
  });

  test("are found in a renamed file", async () => {
    git("checkout", "--quiet", "-b", "renamed");
    git("mv", "openapi.yaml", "new name.yaml");
    writeFileSync(join(folder, "new name.yaml"), description("1.0.0", true));
    expect(findGitBase(join(folder, "new name.yaml"))).toMatchObject({
      description: join(realpathSync(folder), "openapi.yaml"),
      files: expect.any(Function),
    });
    git("reset", "--quiet", "--hard", "main");
    git("checkout", "--quiet", "main");
  });

  test("can't be compared with a base that is broken or has no such description: both are reported, and fixing the base passes", async () => {
    git("checkout", "--quiet", "-b", "broken");
    writeFileSync(file(), "openapi: [");
    git("commit", "--quiet", "--all", "--message=broken");
    const commit = git("rev-parse", "--short=12", "HEAD");
    writeFileSync(file(), description("1.0.0", false));
    const fixed = await changesStep(file(), { ref: "broken" });
    expect(fixed).toMatchObject({
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
    // The entry of the summary, copied unchanged; the text has it too.
    const [, pasted = ""] = /```yaml\n([\s\S]*?)```/.exec(rejected.markdown ?? "") ?? [];
    expect(rejected.text).toContain(pasted.trim());
    writeFileSync(join(folder, "acknowledged-changes.yaml"), pasted);
    await expect(changesStep(file(), { ref: "main" })).rejects.toThrow(
      /acknowledged-changes\.yaml:1:3: Entry 1 needs a reason in words, not "\.\.\."/,
    );
    writeFileSync(join(folder, "acknowledged-changes.yaml"), pasted.replace("...", "Every client sends it."));
    const accepted = await changesStep(file(), { ref: "main" });
    expect(accepted).toMatchObject({
      passed: true,
      text: expect.stringContaining("acknowledged: Every client sends it."),
      markdown: expect.stringContaining("Every client sends it."),
    });
    expect(accepted.markdown).not.toContain("reason: ...");
  });

  test("a requested base must exist, and a folder without history is not compared", async () => {
    await expect(changesStep(file(), { ref: "nowhere" })).rejects.toThrow("The commit nowhere was not found in ");
    const outside = mkdtempSync(join(tmpdir(), "atlas-gate-"));
    writeFileSync(join(outside, "openapi.yaml"), description("1.0.0", false));
    const result = await changesStep(join(outside, "openapi.yaml"), {});
    rmSync(outside, { recursive: true });
    expect(result).toMatchObject({ passed: true, summary: expect.stringContaining("is not in a git repository") });
  });
});
