import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { run } from "../../support/index.js";
import { visit } from "./browser.js";
import type { Outcome, Workplace } from "./workplace.js";

const route = (runtime: string) => `import * as atlas from "atlas-tenant-upgrade";
import { probe } from "../../probe.js";
export const runtime = "${runtime}";
export const dynamic = "force-dynamic";
export async function GET() {
  return new Response(await probe(atlas, process.env.EMULATOR_URL).catch((error) => String(error?.stack ?? error)));
}
`;
const FILES = {
  "app/layout.js": 'export default ({ children }) => <html lang="en"><body>{children}</body></html>;\n',
  "app/page.js": `"use client";
import * as atlas from "atlas-tenant-upgrade";
import { useEffect } from "react";
import { probe } from "../probe.js";
export default function Page() {
  useEffect(() => {
    const report = (text) => fetch("/report", { method: "POST", body: text });
    const atlasUrl = new URL(location.href).searchParams.get("emulator");
    probe(atlas, atlasUrl).then(report, (error) => report(String(error?.stack ?? error)));
  }, []);
  return <p>probe</p>;
}
`,
  "app/node/route.js": route("nodejs"),
  "app/edge/route.js": route("edge"),
  // What the page has found is asked for from outside.
  "app/report/route.js": `let told = "";
export const dynamic = "force-dynamic";
export async function POST(request) {
  told = await request.text();
  return new Response();
}
export const GET = () => new Response(told);
`,
};

/** Next's routes on Node and on its Edge runtime, and a component of the client's, made by each of its bundlers. */
export async function* tryNext({ modules, url, project }: Workplace): AsyncGenerator<Outcome> {
  const { version } = JSON.parse(readFileSync(join(modules, "next", "package.json"), "utf8"));
  const bin = join(modules, "next", "dist", "bin", "next");
  const env = { EMULATOR_URL: url, NEXT_TELEMETRY_DISABLED: "1", CI: "1" };
  for (const bundler of ["turbopack", "webpack"]) {
    const folder = project(`next-${bundler}`, {
      "package.json": '{ "type": "module" }',
      "next.config.js": `export default { turbopack: { root: ${JSON.stringify(join(modules, ".."))} } };\n`,
    });
    for (const name of ["", "node", "edge", "report"]) mkdirSync(join(folder, "app", name), { recursive: true });
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
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
