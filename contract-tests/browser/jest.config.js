import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import jestConfig from "../../jest.config.js";

// The newest that runs on Node 20. It is large, so `npm ci` leaves it alone.
const PACKAGE = "@sparticuz/chromium@143.0.4";
const rootDir = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..", "..");
const runs = (program) => spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;

async function findChromium() {
  const own = process.env.CHROMIUM;
  const known = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const found = (own ? [own] : known).find(runs);
  if (found || own) return found;
  const folder = join(rootDir, "node_modules", ".cache", "chromium");
  mkdirSync(folder, { recursive: true });
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", ["install", "--prefix", folder, "--no-save", ...quiet, PACKAGE], { stdio: "inherit" });
  const entry = join(folder, "node_modules", "@sparticuz", "chromium", "build", "esm", "index.js");
  const { default: chromium } = await import(pathToFileURL(entry).href);
  const fetched = await chromium.executablePath();
  return runs(fetched) ? fetched : undefined;
}

/** The tests that need a browser: the system's, that of CHROMIUM, or one that is fetched now. */
export default async () => {
  const chromium = await findChromium().catch((error) => console.error(error.message));
  if (chromium) process.env.CHROMIUM = chromium;
  else
    console.error("NOT TESTED in a browser: no Chromium is installed, none can be fetched, and CHROMIUM names none.");
  const { globalSetup: _, globalTeardown: _more, ...config } = jestConfig.projects[1];
  const testMatch = chromium ? ["<rootDir>/contract-tests/browser/*.browser.ts"] : ["<rootDir>/no-such-file"];
  return { ...config, displayName: "browser", rootDir, testMatch, passWithNoTests: !chromium };
};
