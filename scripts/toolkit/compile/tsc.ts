import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Finished, run } from "../support/index.js";

/** Runs TypeScript's command line. */
export function runTsc(args: readonly string[], cwd?: string): Promise<Finished> {
  return run(tscProgram(), args, cwd);
}

/** TypeScript's program for this platform: its package would start Node to find it, by what Jest's modules don't have. */
export function tscProgram(): string {
  const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
  const typescript = createRequire(import.meta.url).resolve("typescript-7/package.json");
  const found = createRequire(typescript).resolve(platform);
  return join(dirname(found), "lib", process.platform === "win32" ? "tsc.exe" : "tsc");
}
