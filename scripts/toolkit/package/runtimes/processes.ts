import { join } from "node:path";
import { FAST_START_FLAGS, run } from "../../support/index.js";
import { type Outcome, outcome, type Workplace } from "./workplace.js";

const SCRIPTS = {
  "ECMAScript module": "use.mjs",
  CommonJS: "use.cjs",
  // Node 20 supports it only since 20.19.
  "require of an ECMAScript module": "require-esm.cjs",
};
const DENO = ["run", "--allow-all", "--no-lock", "--node-modules-dir=manual"];

// The package of a runtime, its program, its arguments, and how many of the scripts it can run.
const RUNTIMES = [
  ["Node", "node-20", "bin/node", [], 2],
  ["Node", "node-22", "bin/node", [], 3],
  ["Node", "node-24", "bin/node", [], 3],
  ["Bun", "@oven/bun-linux-x64", "bin/bun", [], 2],
  ["Deno", "@deno/linux-x64-glibc", "deno", DENO, 1],
] as const;

const JEST_CASES = {
  "swc, to CommonJS": "jest-swc",
  "ts-jest, module node16": "jest-ts-node16",
  "ts-jest, module commonjs (node10)": "jest-ts-commonjs",
  "jsdom with Node's fetch": "jest-jsdom-with-fetch",
};
const LACKS = { text: 'in Jest, use the environment "node" and not "jsdom"', code: 1 };

/** Releases of Node, other runtimes of its kind, and test runners: each as a process that runs a script. */
export async function* tryProcesses({
  modules,
  atlas,
  project,
  version,
  executable,
}: Workplace): AsyncGenerator<Outcome> {
  const env = { EMULATOR_URL: atlas.url, NODE_NO_WARNINGS: "", DENO_NO_UPDATE_CHECK: "1", CI: "1", NO_COLOR: "1" };
  const folder = project("processes", { "package.json": '{ "type": "module" }' });
  for (const [runtime, name, file, args, scripts] of RUNTIMES) {
    const program = executable(name, file);
    for (const [how, script] of Object.entries(SCRIPTS).slice(0, scripts)) {
      yield outcome([runtime, version(name), how], await run(program, [...args, script], folder, env));
    }
  }
  const runNode = (args: readonly string[], cwd = folder) =>
    run(process.execPath, [...FAST_START_FLAGS, ...args], cwd, env);
  const vitest = await runNode([join(modules, "vitest", "vitest.mjs"), "run", "vitest.test.mjs"]);
  yield outcome(["Vitest", version("vitest"), "node"], vitest, { text: "1 passed", code: 0 });
  const own = await runNode(["--test", "node-test.mjs"]);
  yield outcome(["node:test", process.versions.node, "ECMAScript module"], own, { text: "pass 1", code: 0 });

  const older = project("jest", { "package.json": "{}" });
  const runJest = (config: string) =>
    runNode([join(modules, "jest", "bin", "jest.js"), "--rootDir", ".", "--config", `${config}.json`], older);
  for (const [how, config] of Object.entries(JEST_CASES)) {
    yield outcome(["Jest", version("jest"), how], await runJest(config), { text: "1 passed, 1 total", code: 0 });
  }
  const how = "jsdom alone: an error says what it lacks";
  yield outcome(["Jest", version("jest"), how], await runJest("jest-jsdom"), LACKS);
}
