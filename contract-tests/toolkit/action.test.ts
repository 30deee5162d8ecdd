import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { projectRoot } from "../../scripts/toolkit/support/index.js";
import { examples, readDocument } from "../support/documents.js";
import { libraryWith, makeOrigin } from "../support/origin.js";

// The workflow that the README shows to other repositories, copied exactly.
const [documented = ""] = examples("yaml").flatMap(({ name, source }) =>
  name.startsWith("README.md") && source.includes("/atlas-tenant-upgrade@") ? [source] : [],
);

const action = parse(readFileSync(join(projectRoot, "action.yml"), "utf8")) as {
  inputs: Record<string, { required?: boolean; default?: string }>;
  outputs: Record<string, { value: string }>;
  runs: { steps: { uses?: string; run?: string; env?: Record<string, string> }[] };
};

let origin: ReturnType<typeof makeOrigin>;
beforeAll(() => {
  origin = makeOrigin();
});
afterAll(() => origin.remove());

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
  const files = {
    GITHUB_STEP_SUMMARY: join(origin.folder, "summary.md"),
    GITHUB_OUTPUT: join(origin.folder, "output"),
  };
  for (const file of Object.values(files)) writeFileSync(file, "");
  const env = {
    // Git treats every folder except `origin` as another user's, as it does if a job runs in a container.
    ...{ PATH: process.env.PATH, HOME: origin.folder, GIT_TEST_ASSUME_DIFFERENT_OWNER: "1", ...files },
    ...{ GITHUB_WORKSPACE: workspace, GITHUB_EVENT_PATH: origin.eventFile(event), GITHUB_ACTION_PATH: projectRoot },
    ...{ RUNNER_TEMP: origin.folder, CI: "true", GITHUB_ACTIONS: "true" },
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

test("a breaking change fails at its line, from a checkout of one commit, and what files say is not a workflow command", () => {
  const workspace = origin.checkOut("breaking", "merge");
  const hostile = { version: "9.0.0", rule: "x\n::add-mask::e", location: "#", level: "breaking", reason: "None." };
  writeFileSync(join(workspace, "api", "acknowledged-changes.yaml"), JSON.stringify([hostile]));
  const event = { pull_request: { number: 7, base: { sha: origin.old }, head: { sha: origin.work } } };
  const { code, outputs, annotations, summary, lastLine, stdout, stderr } = runAction(workspace, event);
  // Compared with the branch that it is merged into: that has the deprecation already, which would otherwise be a
  // second change.
  expect({ code, outputs, stderr }).toEqual({
    code: 1,
    outputs: {
      verdict: "fail",
      breaking: "1",
      dangerous: "0",
      "summary-path": join(origin.folder, "contract-gate.md"),
    },
    stderr: expect.stringMatching(/^ +0\.\d s {2}loading\n/),
  });
  expect(annotations).toContainEqual(
    "::error file=api/openapi.yaml,line=9,col=37,title=breaking%3A parameter-became-required::" +
      "`required` was set to `true` (query parameter `shelf` of GET /books)",
  );
  expect(annotations.filter((line) => line.startsWith("::error file"))).toHaveLength(1);
  expect(summary).toMatch(/^# ❌ The contract gate: `api\/openapi.yaml`\n/);
  expect(summary).toContain(`against ${origin.main.slice(0, 12)}: 1 breaking change.`);
  expect(summary).toContain("1 of 1 operations and 1 of 1 statuses exercised");
  expect(summary).toMatch(/add this to <code>api\/acknowledged-changes.yaml<\/code>.*```yaml\n- version: "2.0.0"\n/s);
  expect(readFileSync(outputs["summary-path"] ?? "", "utf8")).toBe(summary);
  expect(lastLine).toBe("✗ api/openapi.yaml fails: changes");
  const [, token = "", guarded = ""] = /^::stop-commands::(\S+)\n(.*)^::\1::$/ms.exec(stdout) ?? [];
  expect(stdout.indexOf(token)).toBe("::stop-commands::".length);
  expect(guarded).toMatch(/^::add-mask/m);
  expect((stdout + stderr).replace(guarded, "")).not.toMatch(/^::add-mask/m);
});

test("a broken description fails at its line", () => {
  const workspace = origin.checkOut("broken", "main");
  writeFileSync(join(workspace, "api", "openapi.yaml"), libraryWith("schema: { $ref: '#/components/schemas/No' }"));
  const event = { ref: "refs/heads/main", before: origin.old, after: origin.main };
  // Fewer steps, to keep this test fast.
  const inputs = { description: "api/openapi.yaml", steps: "lint,changes" };
  const { code, outputs, annotations, summary } = runAction(workspace, event, inputs);
  expect([code, outputs.verdict]).toEqual([2, "error"]);
  const sentence = 'The reference "#/components/schemas/No" leads nowhere';
  expect(annotations).toEqual([`::error file=api/openapi.yaml,line=9,col=53,title=spec%3Agate::${sentence}`]);
  expect(summary).toContain(`api/openapi.yaml:9:53: ${sentence}`);
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
