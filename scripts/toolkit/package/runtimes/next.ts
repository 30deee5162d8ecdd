import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { run } from "../../support/index.js";
import { visit } from "./browser.js";
import type { Outcome, Workplace } from "./workplace.js";

/** Next's routes on Node and on its Edge runtime, and a component of the client's, made by each of its bundlers. */
export async function* tryNext({ modules, url, project }: Workplace): AsyncGenerator<Outcome> {
  const { version } = JSON.parse(readFileSync(join(modules, "next", "package.json"), "utf8"));
  const bin = join(modules, "next", "dist", "bin", "next");
  const env = { EMULATOR_URL: url, NEXT_TELEMETRY_DISABLED: "1", CI: "1" };
  for (const bundler of ["turbopack", "webpack"]) {
    const folder = join(project(`next-${bundler}`), "next");
    const config = `export default { turbopack: { root: ${JSON.stringify(dirname(modules))} } };\n`;
    writeFileSync(join(folder, "next.config.mjs"), config);
    writeFileSync(join(folder, "package.json"), "{}");
    const { code, stdout, stderr } = await run(process.execPath, [bin, "build", `--${bundler}`], folder, env);
    const row = (how: string, told: string) => {
      const problem = told.endsWith("checks hold") ? {} : { problem: told };
      return { runtime: "Next", version, how: `${how}, ${bundler}`, ...problem };
    };
    if (code !== 0) {
      yield row("build", stdout + stderr);
      continue;
    }
    const started = spawn(process.execPath, [bin, "start", "-p", "0", "-H", "127.0.0.1"], {
      ...{ cwd: folder, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] },
    });
    try {
      const address = await addressOf(started.stdout);
      for (const where of ["node", "edge"]) yield row(where, await (await fetch(`${address}/${where}`)).text());
      const visited = await visit(folder, `${address}/?emulator=${encodeURIComponent(url)}`, waitForReport(address));
      yield row("client", visited.problem ?? "checks hold");
    } finally {
      const ended = once(started, "exit");
      started.kill();
      await ended;
    }
  }
}

async function addressOf(output: Readable): Promise<string> {
  let told = "";
  for await (const chunk of output) {
    told += chunk;
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0];
    if (address !== undefined && told.includes("Ready")) return address;
  }
  throw new Error(`Next did not start: ${told}`);
}

async function waitForReport(address: string): Promise<string> {
  for (;;) {
    const told = await (await fetch(`${address}/report`)).text();
    if (told !== "") return told;
    await setTimeout(100);
  }
}
