import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { DescriptionError } from "../../scripts/toolkit/description/index.js";
import { compareFiles, diffOutcome, findGitBase, formatLevels } from "../../scripts/toolkit/diff/index.js";
import { descriptionFile, projectRoot } from "../../scripts/toolkit/support/index.js";
import { runScript } from "../support/shared.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "spec-diff-test-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A separate repository with the description, committed on main. */
function makeRepository(name: string): { description: string; git: (...args: string[]) => string } {
  const root = join(folder, name);
  cpSync(join(projectRoot, "openapi"), join(root, "openapi"), { recursive: true });
  const author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
  const git = (...args: string[]) =>
    execFileSync("git", [...author, ...args], { cwd: root, encoding: "utf8", stdio: "pipe" });
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "--message", "The description");
  return { description: join(root, "openapi", "openapi.yaml"), git };
}

test("the working tree is compared with the main branch", async () => {
  const { description, git } = makeRepository("branch");
  git("checkout", "--quiet", "-b", "work");
  const schema = join(description, "..", "components", "schemas", "Link.yaml");
  writeFileSync(schema, readFileSync(schema, "utf8").replace(/^ {2}rel:/m, "  relation:"));

  const rejected = await runScript("spec-diff", "--description", description, "--format", "json");
  const { level, changes, passed } = JSON.parse(rejected.stdout) as {
    level: string;
    passed: boolean;
    changes: Record<string, unknown>[];
  };
  expect([rejected.code, level, passed]).toEqual([1, "breaking", false]);
  const [removed] = changes.filter((change) => change.level === "breaking");
  expect(removed).toMatchObject({
    rule: "property-removed",
    location: "components/schemas/Link.yaml#/properties/rel",
    source: "base",
    message: expect.stringMatching(/^The property `rel` was removed \(the 200 response of /),
  });
});

test("annotations and the summary have the file and line of the source, not of the bundle", async () => {
  const base = join(projectRoot, "openapi", "openapi.yaml");
  cpSync(join(projectRoot, "openapi"), join(folder, "changed"), { recursive: true });
  const revision = join(folder, "changed", "openapi.yaml");
  const schema = join(folder, "changed", "components", "schemas", "ResourceTag.yaml");
  const text = readFileSync(schema, "utf8").replace("maxLength: 255", "maxLength: 25");
  writeFileSync(schema, text);
  const line = text.split("\n").findIndex((row) => row.includes("maxLength: 25")) + 1;
  const { annotations, markdown } = diffOutcome(await compareFiles(base, revision));
  expect(annotations).toMatch(
    new RegExp(
      `^::error file=[^,]*components/schemas/ResourceTag.yaml,line=${line},col=\\d+,title=breaking%3A schema-constraint-changed::`,
      "m",
    ),
  );
  expect(markdown).toContain("## Contract changes: breaking");
  expect(markdown).toMatch(new RegExp(`ResourceTag.yaml:${line}\` \\|`));
  expect(markdown).toMatch(/This calls for version \d+\.0\.0 or higher/);
});

test("a missing file of acknowledgements is an error if it was requested", async () => {
  const missing = compareFiles(descriptionFile, descriptionFile, { acknowledged: "nowhere.yaml" });
  await expect(missing).rejects.toThrow("The file nowhere.yaml does not exist");
});

test("an unknown commit is rejected", () => {
  const wrong = () => findGitBase(descriptionFile, "no-such-commit");
  expect(wrong).toThrow(DescriptionError);
  expect(wrong).toThrow("The commit no-such-commit was not found in ");
});

test("the document of the levels matches the table", () => {
  const document = readFileSync(join(projectRoot, "scripts", "toolkit", "diff", "LEVELS.md"), "utf8");
  expect(document).toBe(`${formatLevels()}\n`);
});
