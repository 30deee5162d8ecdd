import { join } from "node:path";
import { projectRoot } from "./paths.js";
import { type Finished, runNode } from "./run-node.js";

const CLI = join(projectRoot, "node_modules", "@redocly", "cli", "bin", "cli.js");

/** Runs Redocly's command line in a process of its own, without telemetry and news. */
export async function runRedocly(args: readonly string[]): Promise<Finished> {
  // A large description may need more memory, which is asked for in this way.
  const { NODE_OPTIONS } = process.env;
  const finished = await runNode([CLI, ...args], process.cwd(), {
    ...(NODE_OPTIONS !== undefined && { NODE_OPTIONS }),
    REDOCLY_TELEMETRY: "off",
    REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
  });
  // Without the box about Node's age, and without stack traces.
  const lines = finished.stderr.split("\n").filter((line) => !/^\s*(?:[║╔╚]|at |$)/.test(line));
  return { ...finished, stderr: lines.join("\n") };
}
