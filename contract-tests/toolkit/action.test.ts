import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { workflowBase } from "../../scripts/toolkit/gate/index.js";
import { projectRoot } from "../../scripts/toolkit/support/index.js";
import { examples, readDocument } from "../support/documents.js";

// The workflow that the README shows to other repositories, copied exactly.
const [documented = ""] = examples("yaml").flatMap(({ name, source }) =>
  name.startsWith("README.md") && source.includes("/atlas-tenant-upgrade@") ? [source] : [],
);

const action = parse(readFileSync(join(projectRoot, "action.yml"), "utf8")) as {
  inputs: Record<string, { required?: boolean; default?: string }>;
  outputs: Record<string, { value: string }>;
  runs: { steps: { uses?: string; run?: string; env?: Record<string, string> }[] };
};

let folder: string;
let bare: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "atlas-action-"));
  bare = join(folder, "origin.git");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const description = (parameter = "schema: { type: string }", version = "1.0.0") => `openapi: 3.0.3
info: { title: Library, version: "${version}" }
servers: [{ url: https://library.test }]
paths:
  /books:
    get:
      operationId: getBooks
      parameters:
        - { name: shelf, in: query, ${parameter} }
      responses: { "200": { description: The books. } }
`;

const author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
const git = (cwd: string, ...args: string[]) =>
  execFileSync("git", [...author, ...args], { cwd, encoding: "utf8", stdio: "pipe" }).trim();

/**
 * Another repository: `main` has a description, and gets commits after `work` has left it; `merge` is GitHub's merge
 * commit.
 */
function makeOrigin(): Record<"old" | "main" | "work" | "merge", string> {
  const source = join(folder, "source");
  mkdirSync(join(source, "api"), { recursive: true });
  const commit = (text: string, message: string) => {
    writeFileSync(join(source, "api", "openapi.yaml"), text);
    git(source, "add", ".");
    git(source, "commit", "--quiet", "--allow-empty", "--message", message);
    return git(source, "rev-parse", "HEAD");
  };
  git(source, "init", "--quiet", "--initial-branch=main");
  const old = commit(description(), "The description");
  git(source, "checkout", "--quiet", "-b", "work");
  for (let count = 0; count < 3; count += 1) commit(description(), `Work ${count}`);
  const work = commit(description("required: true, schema: { type: string }"), "Require the shelf");
  git(source, "checkout", "--quiet", "main");
  const main = commit(description("deprecated: true, schema: { type: string }"), "Deprecate the shelf");
  git(source, "checkout", "--quiet", "-b", "merge", "main");
  git(source, "merge", "--quiet", "--no-commit", "--strategy=ours", work);
  const merge = commit(description("required: true, deprecated: true, schema: { type: string }"), "Merge");
  git(folder, "clone", "--quiet", "--bare", source, bare);
  return { old, main, work, merge };
}

let commits: ReturnType<typeof makeOrigin>;
beforeAll(() => {
  commits = makeOrigin();
  writeFileSync(join(folder, ".gitconfig"), `[safe]\n  directory = ${bare}\n`);
});

/** A checkout as actions/checkout leaves it: one commit, without its parents. */
function checkOut(name: string, branch: string): string {
  const workspace = join(folder, name);
  git(folder, "clone", "--quiet", "--depth=1", "--branch", branch, pathToFileURL(bare).href, workspace);
  git(workspace, "checkout", "--quiet", "--detach");
  return workspace;
}

function eventFile(event: object): string {
  const file = join(folder, "event.json");
  writeFileSync(file, JSON.stringify({ repository: { default_branch: "main" }, ...event }));
  return file;
}

function documentedInputs(): Record<string, string> {
  const { jobs } = parse(documented) as {
    jobs: { gate: { steps: { uses: string; with?: Record<string, string> }[] } };
  };
  const [checkout, gate] = jobs.gate.steps;
  expect(checkout).toEqual({ uses: expect.stringMatching(/^actions\/checkout@/) });
  return gate?.with ?? {};
}

/**
 * Runs the steps of the action as a runner does, with two exceptions: Node is the current one instead of the one that
 * actions/setup-node installs, and the packages are those of this checkout instead of those that `npm ci` would
 * install.
 */
function runAction(workspace: string, event: object, inputs: Record<string, string> = documentedInputs()) {
  const files = { GITHUB_STEP_SUMMARY: join(folder, "summary.md"), GITHUB_OUTPUT: join(folder, "output") };
  for (const file of Object.values(files)) writeFileSync(file, "");
  const env = {
    // Git treats every folder except `origin` as another user's, as it does if a job runs in a container.
    ...{ PATH: process.env.PATH, HOME: folder, GIT_TEST_ASSUME_DIFFERENT_OWNER: "1", ...files },
    ...{ GITHUB_WORKSPACE: workspace, GITHUB_EVENT_PATH: eventFile(event), GITHUB_ACTION_PATH: projectRoot },
    ...{ RUNNER_TEMP: folder, CI: "true", GITHUB_ACTIONS: "true" },
  };
  const inputOf = (expression: string) =>
    expression.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => {
      const value = inputs[name] ?? action.inputs[name]?.default ?? "";
      return value.startsWith("${{") ? "" : value;
    });
  let [code, stdout, stderr]: [number | null, string, string] = [0, "", ""];
  for (const { run, env: own = {} } of action.runs.steps) {
    if (run === undefined || run.startsWith("npm ci ") || code !== 0) continue;
    const given = Object.fromEntries(Object.entries(own).map(([name, value]) => [name, inputOf(value)]));
    const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", run];
    const done = spawnSync("bash", args, { cwd: workspace, encoding: "utf8", env: { ...env, ...given } });
    [code, stdout, stderr] = [done.status, done.stdout, done.stderr];
  }
  const lines = readFileSync(files.GITHUB_OUTPUT, "utf8").trim().split("\n");
  return {
    ...{ code, stdout, stderr, summary: readFileSync(files.GITHUB_STEP_SUMMARY, "utf8") },
    outputs: Object.fromEntries(lines.map((line) => line.split("=", 2))),
    annotations: stdout.split("\n").filter((line) => /^::(error|warning|notice) /.test(line)),
    lastLine: stdout.trim().split("\n").at(-1),
  };
}

test("a breaking change fails at its line, from a checkout of one commit, without further settings", () => {
  const workspace = checkOut("breaking", "merge");
  const event = { pull_request: { number: 7, base: { sha: commits.old }, head: { sha: commits.work } } };
  const { code, outputs, annotations, summary, lastLine, stderr } = runAction(workspace, event);
  // Compared with the branch that it is merged into: that has the deprecation already, which would otherwise be a
  // second change.
  expect({ code, outputs, stderr }).toEqual({
    code: 1,
    outputs: { verdict: "fail", breaking: "1", dangerous: "0", "summary-path": join(folder, "contract-gate.md") },
    stderr: expect.stringMatching(/^ +0\.\d s {2}loading\n/),
  });
  expect(annotations).toContainEqual(
    "::error file=api/openapi.yaml,line=9,col=37,title=breaking%3A parameter-became-required::" +
      "`required` was set to `true` (query parameter `shelf` of GET /books)",
  );
  expect(annotations.filter((line) => line.startsWith("::error file"))).toHaveLength(1);
  expect(summary).toMatch(/^# ❌ The contract gate: `api\/openapi.yaml`\n/);
  expect(summary).toContain(`against ${commits.main.slice(0, 12)}: 1 breaking change.`);
  expect(summary).toContain("1 of 1 operations and 1 of 1 statuses exercised");
  expect(summary).toMatch(/add this to <code>api\/acknowledged-changes.yaml<\/code>.*```yaml\n- version: "2.0.0"\n/s);
  expect(readFileSync(outputs["summary-path"] ?? "", "utf8")).toBe(summary);
  expect(lastLine).toBe("✗ api/openapi.yaml fails: changes");
});

test("a compatible change of a push passes", () => {
  const workspace = checkOut("compatible", "main");
  const event = { ref: "refs/heads/main", before: commits.old, after: commits.main };
  // Fewer, to keep this test fast.
  const { code, outputs, annotations, summary } = runAction(workspace, event, { steps: "lint,changes" });
  expect([code, outputs]).toEqual([0, expect.objectContaining({ verdict: "pass", breaking: "0", dangerous: "0" })]);
  expect(annotations.filter((line) => line.startsWith("::error"))).toEqual([]);
  expect(summary).toContain(`✅ | changes | compatible: 1 compatible change since ${commits.old.slice(0, 12)}`);
});

test("a description's strings are not workflow commands, on either stream, and a step that can't run does not stop the others", () => {
  const workspace = checkOut("hostile", "main");
  writeFileSync(join(workspace, "api", "openapi.yaml"), description("schema: { type: number }"));
  writeFileSync(join(workspace, "api", "acknowledged-changes.yaml"), `- rule: "x\\n::add-mask::e"\n`);
  const event = { ref: "refs/heads/main", before: commits.old, after: commits.main };
  const { code, outputs, annotations, summary, stdout, stderr } = runAction(workspace, event, {
    steps: "lint,changes",
  });
  expect([code, outputs.verdict]).toEqual([2, "error"]);
  expect(summary).toMatch(/✅ \| lint \|.*\n\| ❌ \| changes \| can't run: api\/acknowledged-changes.yaml:1:\d/);
  expect(annotations).toContainEqual(expect.stringMatching(/^::error file=api\/acknowledged-changes.yaml,line=1,/));
  const [, token = "", guarded = ""] = /^::stop-commands::(\S+)\n(.*)^::\1::$/ms.exec(stdout) ?? [];
  expect(stdout.indexOf(token)).toBe("::stop-commands::".length);
  expect((stdout + stderr).replace(guarded, "")).not.toMatch(/^::add-mask/m);
});

test("a broken description fails at its line", () => {
  const workspace = checkOut("broken", "main");
  writeFileSync(join(workspace, "api", "openapi.yaml"), description("schema: { $ref: '#/components/schemas/No' }"));
  const { code, outputs, annotations, summary } = runAction(workspace, {}, { description: "api/openapi.yaml" });
  expect([code, outputs.verdict]).toEqual([2, "error"]);
  const sentence = 'The reference "#/components/schemas/No" leads nowhere';
  expect(annotations).toEqual([`::error file=api/openapi.yaml,line=9,col=53,title=spec%3Agate::${sentence}`]);
  expect(summary).toContain(`api/openapi.yaml:9:53: ${sentence}`);
});

describe("the base", () => {
  const baseOf = (workspace: string, event: object) => workflowBase(workspace, { GITHUB_EVENT_PATH: eventFile(event) });

  test("of a branch is the commit where it left the main branch, however shallow the checkout", () => {
    const pull = { pull_request: { base: { sha: commits.main }, head: { sha: commits.work } } };
    const workspace = checkOut("head", "work");
    expect(() => git(workspace, "merge-base", "HEAD", commits.main)).toThrow();
    expect(baseOf(workspace, pull)).toEqual({ ref: commits.main });
    expect(git(workspace, "merge-base", "HEAD", commits.main)).toBe(commits.old);

    const pushed = checkOut("pushed", "work");
    const event = { ref: "refs/heads/work", before: "0".repeat(40), after: commits.work };
    expect(baseOf(pushed, event)).toEqual({ ref: commits.main });
    expect(git(pushed, "merge-base", "HEAD", commits.main)).toBe(commits.old);
  });

  test("that does not exist is reported, and is an error for a pull request", () => {
    const workspace = checkOut("without", "main");
    const first = { ref: "refs/heads/main", before: "0".repeat(40), after: commits.main };
    expect(baseOf(workspace, first)).toEqual({ missing: "The commit before this push does not exist." });
    const lost = { ...first, before: "1".repeat(40) };
    expect(baseOf(workspace, lost)).toEqual({ missing: "The commit before this push can't be fetched." });
    const pull = { pull_request: { base: { sha: "1".repeat(40) }, head: { sha: commits.work } } };
    expect(() => baseOf(workspace, pull)).toThrow(`Can't fetch the base commit ${"1".repeat(40)} from origin`);
    expect(baseOf(workspace, { schedule: "17 4 * * 1" })).toEqual({});
  });
});

describe("the action and the workflow", () => {
  const workflow = readFileSync(join(projectRoot, ".github", "workflows", "pr.yml"), "utf8");

  test("need only read access, and pin actions to a commit", () => {
    expect(workflow).toContain("permissions:\n  contents: read\n");
    expect(workflow).not.toMatch(/: write|pull_request_target/);
    expect(workflow).toContain("- uses: ./\n");
    const used = [
      ...workflow.matchAll(/uses: (\S+)/g),
      ...readFileSync(join(projectRoot, "action.yml"), "utf8").matchAll(/uses: (\S+)/g),
    ];
    const actions = used.map(([, name]) => name).filter((name) => name !== "./");
    expect(actions.length).toBeGreaterThan(3);
    for (const name of actions) expect(name).toMatch(/^actions\/.*@[0-9a-f]{40}$/);
  });

  test("are documented: a workflow of ten lines with read access, each input and each output", () => {
    expect(documented.trim().split("\n").length).toBeLessThanOrEqual(10);
    expect(parse(documented)).toMatchObject({ on: "pull_request", permissions: { contents: "read" } });
    const rows = [...readDocument("docs/gate.md").matchAll(/^\| (`[\w-]+`(?:, `[\w-]+`)*) \|/gm)].map(
      ([, names = ""]) => names,
    );
    const names = rows.flatMap((cell) => cell.replaceAll("`", "").split(", "));
    expect(names).toEqual(expect.arrayContaining([...Object.keys(action.inputs), ...Object.keys(action.outputs)]));
  });

  test("require no input, and insert none into a script", () => {
    expect(Object.values(action.inputs).filter(({ required }) => required)).toEqual([]);
    expect(Object.keys(action.outputs)).toEqual(["verdict", "breaking", "dangerous", "summary-path"]);
    for (const { run } of action.runs.steps) expect(run ?? "").not.toContain("${{");
  });
});
