import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { InputError, run } from "../../support/index.js";
import { type Outcome, outcome, type ServedAtlas, type Workplace } from "./workplace.js";

const PROGRAMS = ["chromium", "chromium-browser", "google-chrome"];

const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
const MAX_MS = 60_000;

/** A page with another origin than Atlas. */
export async function* tryBrowser({ atlas, project }: Workplace): AsyncGenerator<Outcome> {
  const folder = project("page");
  const stdin = { contents: 'import { run } from "./page.js"; run();', resolveDir: folder };
  const outfile = join(folder, "bundle.js");
  await build({ stdin, outfile, bundle: true, format: "iife", logLevel: "silent" });
  const page = join(folder, "page.html");
  writeFileSync(page, '<!doctype html><title>probe</title><script src="bundle.js"></script>');
  const { version } = await findBrowser();
  yield outcome(["Chromium", version, "a page, by CORS"], await visit(folder, pathToFileURL(page).href, atlas));
}

/** Opens a page that calls an emulated Atlas, and waits for its report. */
export async function visit(folder: string, page: string, { url, nextReport }: ServedAtlas): Promise<string> {
  const { program } = await findBrowser();
  const address = `${page}?emulator=${encodeURIComponent(url)}`;
  using _child = spawn(program, [...FLAGS, `--user-data-dir=${join(folder, "profile")}`, address], { stdio: "ignore" });
  const late = setTimeout(MAX_MS, "nothing was reported in a minute", { ref: false });
  return await Promise.race([nextReport(), late]);
}

/** The HTML of a page after its scripts have run. */
export async function showPage(address: string): Promise<string> {
  const { program } = await findBrowser();
  return (await run(program, [...FLAGS, "--dump-dom", "--virtual-time-budget=20000", address])).stdout;
}

async function findBrowser(): Promise<{ program: string; version: string }> {
  for (const program of PROGRAMS) {
    const found = await run(program, ["--version"]).catch(() => undefined);
    const version = /\d+(?:\.\d+)+/.exec(found?.stdout ?? "")?.[0];
    if (version !== undefined) return { program, version };
  }
  throw new InputError(`None of ${PROGRAMS.join(", ")} is installed (on Debian: apt-get install chromium)`);
}
