import { createHash } from "node:crypto";
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@jest/globals";
import { runTsc } from "../../scripts/toolkit/compile/index.js";
import { readBundle } from "../../scripts/toolkit/description/index.js";
import { readOperations } from "../../scripts/toolkit/generate/index.js";
import { createExchangeJudge } from "../../scripts/toolkit/judge/index.js";
import { projectRoot, runNode } from "../../scripts/toolkit/support/index.js";
import { sendJson, startLoopback } from "../support/loopback.js";
import { copyProject } from "../support/project-copy.js";
import { scriptFile } from "../support/shared.js";

const FIXTURES = join(projectRoot, "contract-tests", "fixtures");

/** Runs the generator in a project. It finds the other files relative to its own path. */
function generate(folder: string, ...args: string[]) {
  const compiled = join(folder, "compiled");
  if (!existsSync(compiled)) cpSync(dirname(dirname(scriptFile("generate"))), compiled, { recursive: true });
  return runNode([join(compiled, "scripts", "generate.js"), ...args], folder);
}

function contents(folder: string): Record<string, string> {
  const generated = join(folder, "generated");
  return Object.fromEntries(readdirSync(generated).map((name) => [name, readFileSync(join(generated, name), "utf8")]));
}

test("each file's header has the command and the description's SHA-256", () => {
  const files = contents(projectRoot);
  const { "x-generated": header, ...description } = JSON.parse(files["openapi.json"] ?? "");
  const sha256 = createHash("sha256")
    .update(`${JSON.stringify(description, null, 2)}\n`)
    .digest("hex");
  expect(header).toEqual({ command: "npm run generate", sha256 });
  for (const name of ["schema.ts", "calls.ts", "operations.ts"]) {
    const [first, second] = (files[name] ?? "").split("\n");
    expect(first).toContain("npm run generate");
    expect(second).toContain(sha256);
  }
});

test("an editor shows a comment for every property of a schema", () => {
  const [, schemas = ""] = /^ {4}schemas: \{\n(.+?)^ {4}\};$/ms.exec(contents(projectRoot)["schema.ts"] ?? "") ?? [];
  const properties = [...schemas.matchAll(/^(.*)\n {12,}(\w+)\??: /gm)];
  expect(properties.length).toBeGreaterThan(100);
  expect(properties.filter(([, before]) => !before?.endsWith("*/")).map(([, , name]) => name)).toEqual([]);
  expect(schemas).not.toMatch(/@enum|\/\*\*\s+(?:\* )?@description/);
});

test("additions to openapi/ are generated, and manual edits of generated files are detected", async () => {
  using project = copyProject();
  const { folder } = project;
  const generated = join(folder, "generated");
  addOperations(join(folder, "openapi"));
  rmSync(join(generated, "operations.ts"));
  writeFileSync(join(generated, "notes.ts"), "");
  expect(await generate(folder)).toMatchObject({ code: 0, stderr: "" });
  expect(Object.keys(contents(folder))).toEqual(["calls.ts", "openapi.json", "operations.ts", "schema.ts"]);
  await callAddedOperations(folder);

  // Generated again: a file that was not touched in between is the same, byte by byte.
  appendFileSync(join(generated, "openapi.json"), "\n");
  writeFileSync(join(generated, "notes.ts"), "");
  appendFileSync(join(folder, "openapi", "plugins", "README.md"), "\n");
  const tampered = contents(folder);
  const check = await generate(folder, "--check");
  expect(check.code).toBe(1);
  expect(check.stdout.trim().split("\n")).toEqual([
    "generated/notes.ts is surplus",
    "generated/openapi.json is stale",
    "openapi/plugins/README.md is stale",
    "",
    '✗ generated/ is stale: run "npm run generate"',
  ]);
  expect(contents(folder)).toEqual(tampered);
});

test("operations that can't become methods are listed with their positions, and the others compile, with the right types", async () => {
  expect(() => readOperations(readBundle(join(FIXTURES, "foreign.yaml")))).toThrow(
    /can't become methods.*:\n\S*foreign\.yaml:67:7: GET \/cover: required cookie session .*\n.*foreign\.yaml:79:7: POST \/scans: [^\n]*$/,
  );
  using project = copyProject();
  const { folder } = project;
  const args = ["--description", join(FIXTURES, "foreign.yaml"), "--output", join(folder, "library")];
  const made = await generate(folder, ...args, "--leave-out");
  expect([made.code, made.stderr]).toEqual([
    0,
    expect.stringMatching(
      /^left out: GET \/cover: required cookie session can't be sent\nleft out: POST \/scans: the request body has no .*\n$/,
    ),
  ]);
  const operations = readFileSync(join(folder, "library", "operations.ts"), "utf8");
  for (const name of ["booksReplace", "deleteBooksIsbn", "loans"]) expect(operations).toContain(`  ${name}(request`);
  // Its outcomes have rules with different properties.
  const pottery = join(FIXTURES, "waiting", "pottery.yaml");
  expect(await generate(folder, "--description", pottery, "--output", join(folder, "waiting"))).toMatchObject({
    code: 0,
  });
  cpSync(join(FIXTURES, "types-caller.ts"), join(folder, "types.ts"));
  const config = join(folder, "tsconfig.library.json");
  writeFileSync(config, JSON.stringify({ extends: "./tsconfig.json", include: ["library", "waiting", "types.ts"] }));
  expect(await runTsc(["-p", config], folder)).toMatchObject({ code: 0, stdout: "" });
});

// A maintainer's complete change: one file, and one line for it in the root document.
function addOperations(openapi: string): void {
  cpSync(join(FIXTURES, "second-operation.yaml"), join(openapi, "paths", "second-operation.yaml"));
  const root = join(openapi, "openapi.yaml");
  const entry = "  /api/atlas/v2/groups/{groupId}/flexClusters/{name}:copy:\n    $ref: paths/second-operation.yaml\n";
  writeFileSync(root, readFileSync(root, "utf8").replace("paths:\n", `paths:\n${entry}`));
}

async function callAddedOperations(folder: string): Promise<void> {
  const caller = join(folder, "caller.ts");
  cpSync(join(FIXTURES, "second-operation-caller.ts"), caller);
  const config = join(folder, "tsconfig.caller.json");
  const compilerOptions = { noEmit: false, outDir: "called" };
  writeFileSync(config, JSON.stringify({ extends: "./tsconfig.json", compilerOptions, include: ["caller.ts"] }));
  expect(await runTsc(["-p", config], folder)).toMatchObject({ code: 0, stdout: "" });

  const judge = createExchangeJudge(JSON.parse(contents(folder)["openapi.json"] ?? ""));
  await using server = await startLoopback(
    (response, { method }) =>
      method === "DELETE" ? response.writeHead(204).end() : sendJson(response, 200, { name: "shop-dev" }),
    judge,
  );
  const { stdout, stderr, code } = await runNode([join(folder, "called", "caller.js"), server.url], folder);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    name: "shop-dev",
    missing: expect.stringContaining("name is missing"),
    empty: null,
    roles: ["Project Read Only", "Project Owner"],
    statuses: ["200", "404"],
  });
  expect(stderr).toContain("[ATLAS_DEPRECATED_DROP_FLEX_CLUSTER] DeprecationWarning: DELETE");
  expect(stderr).not.toContain("FIND_FLEX_CLUSTER");
  const path = "/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/shop-dev:copy";
  expect(server.requests.map(({ method, target, headers }) => [method, target, headers.accept])).toEqual([
    ["GET", `${path}?includeCount=true`, "application/vnd.atlas.2024-11-13+json, application/json"],
    ["DELETE", path, "application/json"],
  ]);
}
