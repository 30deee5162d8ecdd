import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { projectRoot, runNode } from "../../scripts/toolkit/support/index.js";
import { profilesFile } from "../../src/node/profile.js";
import { type Consumer, createConsumer } from "../support/consumer.js";
import { request } from "../support/failure.js";
import { sendJson, startLoopback } from "../support/loopback.js";

let consumer: Consumer;
beforeAll(async () => {
  consumer = await createConsumer();
});
afterAll(() => consumer.remove());

const USE = `
const atlas = createAtlasClient({ auth: bearer("t"), onDeprecation: "throw" });
const failure = atlas.upgradeSharedClusterToServerless({
  groupId: "32b6e34b3d91647abb20e7b8",
  body: { providerSettings: { backingProviderName: "AWS", regionName: "US_EAST_1" } },
});
failure.catch((error) => console.log(error.name, error instanceof AtlasError, version));
`;
const NAMES = "AtlasError, bearer, createAtlasClient, version";
const NODE_NAMES = "apiKey, authFromEnv";

test.each([
  [
    "an ECMAScript module",
    "use.mjs",
    `import { ${NAMES} } from "atlas-tenant-upgrade"; import { ${NODE_NAMES} } from "atlas-tenant-upgrade/node";`,
  ],
  [
    "CommonJS",
    "use.cjs",
    `const { ${NAMES} } = require("atlas-tenant-upgrade"); const { ${NODE_NAMES} } = require("atlas-tenant-upgrade/node");
    console.log(require("atlas-tenant-upgrade/openapi.json").openapi);`,
  ],
])("%s can load the package, the entry for Node and the bundled description", async (_, name, load) => {
  const { version } = await import("../../src/version.js");
  const { stdout, stderr } = await consumer.run(name, `${load} console.log(typeof apiKey, typeof authFromEnv);${USE}`);
  expect(stderr).toBe("");
  // An ECMAScript module would need an import attribute for JSON, which not every Node 20 supports.
  const description = name.endsWith(".cjs") ? "3.0.3\n" : "";
  expect(stdout).toBe(`${description}function function\nAtlasDeprecatedOperationError true ${version}\n`);
});

test("instanceof works for errors across ECMAScript modules and CommonJS", async () => {
  const source = `import * as esm from "atlas-tenant-upgrade";
    import { createRequire } from "node:module";
    const cjs = createRequire(import.meta.url)("atlas-tenant-upgrade");
    const error = new esm.AtlasTokenError("request", "x");
    console.log(cjs.AtlasTokenError === esm.AtlasTokenError, error instanceof cjs.AtlasTokenError, error instanceof cjs.AtlasAuthError, error instanceof cjs.AtlasApiError);`;
  expect((await consumer.run("both.mjs", source)).stdout).toBe("false true true false\n");
});

test.each([
  ["an ECMAScript module", "profile.mjs", "import"],
  ["CommonJS", "profile.cjs", "require"],
])("%s reads a profile of the Atlas CLI, and loads the parser only for that", async (_, name, kind) => {
  const home = join(consumer.folder, "home");
  const env = { HOME: home, USERPROFILE: home, XDG_CONFIG_HOME: home, APPDATA: home };
  const file = profilesFile({ env, home, platform: process.platform });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '[default]\naccess_token = "token"\n');
  const load = `const { authFromProfile } = ${kind === "import" ? "await import" : "require"}("atlas-tenant-upgrade/node");`;
  const source = `${load} authFromProfile().then((auth) => auth.authorize({})).then(console.log, (error) => console.log(error.code));`;
  const options = { env };
  const parser = join(consumer.folder, "node_modules", "smol-toml");
  expect(await consumer.run(name, source, options)).toEqual({ code: 0, stdout: "Bearer token\n", stderr: "" });
  renameSync(parser, `${parser}-away`);
  const { stdout } = await consumer.run(name, source, options);
  renameSync(`${parser}-away`, parser);
  // The parser is removed only now: loading the entry did not need it.
  expect(stdout).toMatch(/^(ERR_)?MODULE_NOT_FOUND\n$/);
});

test("the package's program makes a plan from a file alone", async () => {
  const installed = join(consumer.folder, "node_modules", "atlas-tenant-upgrade");
  const { bin } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const program = join(installed, bin["atlas-tenant-upgrade"]);
  expect(readFileSync(program, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  const { version } = await import("../../src/version.js");
  expect(await runNode([program, "--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  writeFileSync(join(consumer.folder, "body.json"), JSON.stringify(request.body));
  // Linked like npm does.
  symlinkSync(program, join(consumer.folder, "linked.js"));
  const args = [join(consumer.folder, "linked.js"), "plan", "-f", "body.json", "--json"];
  const { code, stdout } = await runNode(args, consumer.folder);
  expect({ code, plan: JSON.parse(stdout) }).toMatchObject({ code: 0, plan: { operation: "upgradeSharedCluster" } });
});

test.each([
  ["index.js", ["./shared.js", "openapi-fetch"]],
  ["shared.js", []],
  ["testing.cjs", ["./openapi.json", "./shared.cjs"]],
  ["index.cjs", ["./shared.cjs", "openapi-fetch"]],
  ["shared.cjs", []],
])("%s imports only modules of the package, none of Node", (file, expected) => {
  const code = readFileSync(join(consumer.folder, "node_modules", "atlas-tenant-upgrade", "dist", file), "utf8");
  const found = code.matchAll(/^(?:import|export) [^"]*"([^"]+)"|\brequire\("([^"]+)"\)/gm);
  const names = new Set([...found].map(([, imported, required]) => imported ?? required));
  expect([...names].sort()).toEqual(expected);
  // A tool that indents the code would change a string that goes on in the next line.
  expect(code).not.toMatch(/\\$/m);
});

const CODE = "ATLAS_DEPRECATED_UPGRADE_SHARED_CLUSTER_TO_SERVERLESS";
const child = readFileSync(join(projectRoot, "contract-tests", "fixtures", "deprecation-child.mjs"), "utf8");
const REJECTED = Array(4).fill("AtlasDeprecatedOperationError");
const DONE = Array(4).fill("done");

describe("the deprecation warning in a process", () => {
  test.each([
    {
      title: "by default, four calls of two clients print one warning",
      flags: [],
      args: [],
      outcomes: DONE,
      warnings: 1,
    },
    { title: "--no-deprecation", flags: ["--no-deprecation"], args: [], outcomes: DONE, warnings: 0 },
    { title: "--disable-warning", flags: [`--disable-warning=${CODE}`], args: [], outcomes: DONE, warnings: 0 },
    { title: "--throw-deprecation", flags: ["--throw-deprecation"], args: [], outcomes: REJECTED, warnings: 0 },
    {
      title: 'onDeprecation: "silent" overrides --throw-deprecation',
      flags: ["--throw-deprecation"],
      args: ["silent"],
      outcomes: DONE,
      warnings: 0,
    },
  ])("$title", async ({ flags, args, outcomes, warnings }) => {
    await using server = await startLoopback((response) => sendJson(response, 200, {}));
    const finished = await consumer.run("deprecation.mjs", child, { flags, args: [server.url, ...args] });
    const { code, stdout, stderr } = finished;
    expect({ code, stderr: stderr.split(`[${CODE}] DeprecationWarning`).length - 1 }).toEqual({
      code: 0,
      stderr: warnings,
    });
    const sent = outcomes === DONE ? 4 : 0;
    expect(JSON.parse(stdout)).toEqual({ outcomes, tokens: sent });
    expect(server.requests).toHaveLength(sent);
  });
});
