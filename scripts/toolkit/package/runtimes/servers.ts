import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { run } from "../../support/index.js";
import { type Outcome, problemOf, type Workplace } from "./workplace.js";

/** Node in its releases, and its relatives: each as a process that runs a script. */
export async function* tryProcesses({ modules, url, project }: Workplace): AsyncGenerator<Outcome> {
  const env = { EMULATOR_URL: url, NODE_NO_WARNINGS: "", DENO_NO_UPDATE_CHECK: "1" };
  const folder = project("processes", { "package.json": '{ "type": "module" }' });
  const nodes = ["node-20", "node-22", "node-24"].map((name) => join(modules, name, "bin", "node"));
  const scripts = [
    ["ECMAScript module", "use.mjs"],
    ["CommonJS", "use.cjs"],
    ["require of an ECMAScript module", "require-esm.cjs"],
  ] as const;
  for (const node of nodes) {
    const version = await versionOf(node);
    for (const [how, script] of scripts) {
      // Before 20.19 there was no such thing.
      if (script === "require-esm.cjs" && version.startsWith("20.")) continue;
      yield toOutcome("Node", version, how, await run(node, [script], folder, env));
    }
  }
  const bun = join(modules, "@oven", "bun-linux-x64", "bin", "bun");
  for (const [how, script] of scripts.slice(0, 2)) {
    yield toOutcome("Bun", await versionOf(bun), how, await run(bun, [script], folder, env));
  }
  const deno = join(modules, "@deno", "linux-x64-glibc", "deno");
  const flags = ["run", "--allow-all", "--no-lock", "--node-modules-dir=manual"];
  const denoVersion = (await versionOf(deno)).replace(/^deno (\S+)[\s\S]*/, "$1");
  yield toOutcome("Deno", denoVersion, "ECMAScript module", await run(deno, [...flags, "use.mjs"], folder, env));
}

/** Workers: the bundle of a module, in a runtime whose parts a compatibility date picks. */
export async function* tryWorkers({ modules, url, project }: Workplace): AsyncGenerator<Outcome> {
  const folder = project("workers");
  const entry = { entryPoints: [join(folder, "worker.js")], outfile: join(folder, "bundle.mjs") };
  await build({ ...entry, bundle: true, format: "esm", conditions: ["workerd", "worker"], logLevel: "silent" });
  const workerd = join(modules, "@cloudflare", "workerd-linux-64", "bin", "workerd");
  const version = (await versionOf(workerd)).replace(/^workerd /, "");
  for (const [date, flags] of [
    ["2023-01-01", []],
    ["2023-12-01", ["nodejs_compat"]],
    ["2026-10-01", []],
    ["2026-10-01", ["nodejs_compat"]],
  ] as const) {
    const how = [`compatibility date ${date}`, ...flags].join(", ");
    const settings = `compatibilityDate = "${date}", compatibilityFlags = ${JSON.stringify(flags)}`;
    const bindings = `bindings = [(name = "EMULATOR_URL", text = "${url}")]`;
    const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [(name = "worker", esModule = embed "bundle.mjs")], ${settings}, ${bindings})),
    (name = "internet", network = (allow = ["local", "private", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;
    const file = join(folder, `${date}-${flags.length}.capnp`);
    writeFileSync(file, config);
    yield { runtime: "workerd", version, how, ...(await callWorker(workerd, file)) };
  }
}

async function callWorker(workerd: string, config: string): Promise<{ problem?: string }> {
  const child = spawn(workerd, ["serve", config, "--control-fd=1"], { stdio: ["ignore", "pipe", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  try {
    const lines = createInterface({ input: child.stdout });
    const [line] = (await Promise.race([once(lines, "line"), once(child, "exit").then(() => [""])])) as [string];
    if (line === "") return { problem: stderr };
    const response = await fetch(`http://127.0.0.1:${JSON.parse(line).port}/`);
    const text = await response.text();
    return text.endsWith("checks hold") ? {} : { problem: text + stderr };
  } finally {
    child.kill();
  }
}

async function versionOf(program: string): Promise<string> {
  chmodSync(program, 0o755);
  return (await run(program, ["--version"])).stdout.trim().replace(/^v/, "");
}

function toOutcome(runtime: string, version: string, how: string, finished: Parameters<typeof problemOf>[0]): Outcome {
  const problem = problemOf(finished);
  return { runtime, version, how, ...(problem !== undefined && { problem }) };
}
