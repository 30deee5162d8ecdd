import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { build } from "esbuild";
import { InputError, run } from "../../support/index.js";
import type { Outcome, Workplace } from "./workplace.js";

const PROGRAMS = ["chromium", "chromium-browser", "google-chrome"];
const LONGEST_MS = 60_000;

/** A page of another origin than Atlas's. */
export async function* tryBrowser({ url, project }: Workplace): AsyncGenerator<Outcome> {
  const folder = project("page");
  const outfile = join(folder, "bundle.js");
  await build({ entryPoints: [join(folder, "page.js")], outfile, bundle: true, format: "esm", logLevel: "silent" });
  const script = readFileSync(outfile, "utf8");
  const page = `<!doctype html><title>probe</title><script type="module">${script.replaceAll("</script", "<\\/script")}</script>`;
  const { version } = await findBrowser();
  yield { runtime: "Chromium", version, how: "a page, by CORS", ...(await openPage(folder, page, url)) };
}

// Opens a page, and waits for what it posts to "/report".
async function openPage(folder: string, page: string, atlas: string): Promise<{ problem?: string }> {
  let report: (told: string) => void;
  const reported = new Promise<string>((resolve) => {
    report = resolve;
  });
  const server = createServer(async (request, response) => {
    if (request.url === "/report") report(await text(request));
    response.setHeader("Content-Type", "text/html");
    response.end(request.method === "GET" ? page : "");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/?emulator=${encodeURIComponent(atlas)}`;
  try {
    return await visit(folder, address, reported);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** Visits an address, until something has come of it. */
export async function visit(folder: string, address: string, reported: Promise<string>): Promise<{ problem?: string }> {
  const { program } = await findBrowser();
  const profile = join(folder, "profile");
  mkdirSync(profile, { recursive: true });
  const flags = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    `--user-data-dir=${profile}`,
  ];
  const child = spawn(program, [...flags, address], { stdio: "ignore" });
  const late = new AbortController();
  try {
    const tooLate = setTimeout(LONGEST_MS, `nothing was reported in ${LONGEST_MS} ms`, late);
    const told = await Promise.race([reported, tooLate]);
    return told.endsWith("checks hold") ? {} : { problem: told };
  } finally {
    late.abort();
    const ended = once(child, "exit");
    child.kill();
    await ended;
  }
}

/** The browser that is installed, and its version. */
export async function findBrowser(): Promise<{ program: string; version: string }> {
  for (const program of PROGRAMS) {
    const found = await run(program, ["--version"]).catch(() => undefined);
    const version = /\d+(?:\.\d+)+/.exec(found?.stdout ?? "")?.[0];
    if (version !== undefined) return { program, version };
  }
  throw new InputError(`None of ${PROGRAMS.join(", ")} is installed (on Debian: apt-get install chromium)`);
}
