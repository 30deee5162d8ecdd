import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { build } from "esbuild";
import { type Outcome, outcome, type Workplace } from "./workplace.js";

const WORKERD = "@cloudflare/workerd-linux-64";
const COMPATIBILITY = [
  ["2023-01-01"],
  ["2023-12-01", "nodejs_compat"],
  ["2026-10-01"],
  ["2026-10-01", "nodejs_compat"],
];

/** Workers: the bundle of a module, in a runtime whose features depend on a compatibility date. */
export async function* tryWorkers({ atlas, project, version, executable }: Workplace): AsyncGenerator<Outcome> {
  const folder = project("workers");
  const entry = { entryPoints: [join(folder, "worker.js")], outfile: join(folder, "bundle.mjs") };
  await build({ ...entry, bundle: true, format: "esm", conditions: ["workerd", "worker"], logLevel: "silent" });
  const config = join(folder, "worker.capnp");
  const template = readFileSync(config, "utf8");
  for (const [date = "", ...flags] of COMPATIBILITY) {
    const values = { DATE: date, FLAGS: flags.map((flag) => JSON.stringify(flag)).join(", "), URL: atlas.url };
    writeFileSync(
      config,
      template.replace(/\b(?:DATE|FLAGS|URL)\b/g, (name) => values[name as keyof typeof values]),
    );
    const how = [`compatibility date ${date}`, ...flags].join(", ");
    yield outcome(["workerd", version(WORKERD), how], await callWorker(executable(WORKERD, "bin/workerd"), config));
  }
}

async function callWorker(program: string, config: string): Promise<string> {
  using child = spawn(program, ["serve", config, "--control-fd=1"], { stdio: ["ignore", "pipe", "pipe"] });
  const errors = text(child.stderr);
  const listening = once(createInterface({ input: child.stdout }), "line");
  const [line] = (await Promise.race([listening, once(child, "exit").then(() => [])])) as string[];
  if (line === undefined) return await errors;
  return await (await fetch(`http://127.0.0.1:${JSON.parse(line).port}/`)).text();
}
