import { execFile } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "./paths.js";

const CLI = join(projectRoot, "node_modules", "@redocly", "cli", "bin", "cli.js");

/** How Redocly ended and what it printed. */
export interface RedoclyRun {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs Redocly's command line in a process of its own, without telemetry and news. */
export function runRedocly(args: readonly string[]): Promise<RedoclyRun> {
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [CLI, ...args], { env, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}
