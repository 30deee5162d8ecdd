import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runNode } from "../../support/index.js";
import { type Outcome, problemOf, type Workplace } from "./workplace.js";

const SWC = { transform: { "\\.js$": "@swc/jest" }, testMatch: ["**/case.test.js"] };
// As "tsc --init" has it, and as projects that are older have it.
const tsJest = (tsconfig: Record<string, unknown>) => ({
  transform: { "\\.ts$": ["ts-jest", { tsconfig: { strict: true, types: ["node"], ...tsconfig } }] },
  testMatch: ["**/case.test.ts"],
});

const JEST_CASES = {
  "swc, to CommonJS": SWC,
  "ts-jest, module node16": tsJest({ module: "node16", moduleResolution: "node16" }),
  "ts-jest, module commonjs (node10)": tsJest({ module: "commonjs", moduleResolution: "node10" }),
  "jsdom with Node's fetch": { ...SWC, testEnvironment: "./jsdom-with-fetch.cjs" },
};

/** Test runners, each with tests that call the package. */
export async function* tryTestRunners({ modules, url, project }: Workplace): AsyncGenerator<Outcome> {
  const env = { EMULATOR_URL: url, CI: "1", NO_COLOR: "1" };
  const versionOf = (name: string) => JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version;
  const bin = join(modules, "jest", "bin", "jest.js");
  for (const [how, config] of Object.entries(JEST_CASES)) {
    const folder = project(`jest ${how}`.replace(/\W+/g, "-"), {
      "package.json": "{}",
      ".swcrc": JSON.stringify({ jsc: { target: "es2022" }, module: { type: "commonjs" } }),
      "jest.config.json": JSON.stringify(config),
    });
    const finished = await runNode([bin, "--rootDir", "."], folder, env);
    yield outcome("Jest", versionOf("jest"), how, problemOf(finished, "1 passed, 1 total"));
  }
  const bare = project("jest-jsdom", {
    "package.json": "{}",
    ".swcrc": JSON.stringify({ jsc: { target: "es2022" }, module: { type: "commonjs" } }),
    "jest.config.json": JSON.stringify({ ...SWC, testEnvironment: "jsdom" }),
  });
  const refused = await runNode([bin, "--rootDir", "."], bare, env);
  const sentence = 'in Jest, use the environment "node" and not "jsdom"';
  const clear = (refused.stdout + refused.stderr).includes(sentence);
  yield outcome(
    "Jest",
    versionOf("jest"),
    "jsdom alone: an error says what it lacks",
    clear ? undefined : problemOf(refused),
  );

  const vitest = project("vitest", { "package.json": '{ "type": "module" }' });
  const args = [join(modules, "vitest", "vitest.mjs"), "run", "vitest.test.mjs"];
  yield outcome("Vitest", versionOf("vitest"), "node", problemOf(await runNode(args, vitest, env), "1 passed"));
  const test = `import { test } from "node:test"; import * as atlas from "atlas-tenant-upgrade"; import { probe } from "./probe.js";
test("the probe", () => probe(atlas, process.env.EMULATOR_URL));`;
  const native = project("node-test", { "package.json": '{ "type": "module" }', "case.mjs": test });
  const finished = await runNode(["--test", "case.mjs"], native, env);
  yield outcome("node:test", process.versions.node, "ECMAScript module", problemOf(finished, "pass 1"));
}

function outcome(runtime: string, version: string, how: string, problem: string | undefined): Outcome {
  return { runtime, version, how, ...(problem !== undefined && { problem }) };
}
