import { execFile } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "./paths.js";

/** How a child process ended and what it printed. */
export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Flags of Node 20 for a process that ends within seconds: V8 optimizes a function when it has run some fifteen times as
 * long as usual, and never WebAssembly, by which `fetch` reads HTTP. A third of such a process's time went into machine
 * code that hardly ran. Later releases do without, and don't know the first flag.
 */
export const FAST_START_FLAGS = process.versions.node.startsWith("20.")
  ? ["--interrupt-budget=1000000", "--liftoff-only"]
  : [];

/**
 * Runs Node in a process of its own and waits for its end. For TypeScript, start the arguments with `--import tsx`.
 *
 * @param more - variables of its environment, besides this process's own
 */
export function runNode(args: readonly string[], cwd?: string, more?: Record<string, string>): Promise<Finished> {
  return run(process.execPath, [...FAST_START_FLAGS, ...args], cwd, more);
}

/**
 * Runs a program in a process of its own and waits for its end.
 *
 * @param more - variables of its environment, besides this process's own
 * @throws Error if it can't be started
 */
export function run(
  program: string,
  args: readonly string[],
  cwd = projectRoot,
  more: Record<string, string> = {},
): Promise<Finished> {
  // Jest's own environment would change what a child prints and how it warns; INIT_CWD is where this process was asked for.
  const { NODE_OPTIONS: _options, NODE_ENV: _env, FORCE_COLOR: _color, INIT_CWD: _cwd, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...env, ...more }, maxBuffer: Number.POSITIVE_INFINITY };
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      // A word instead of an exit code: it was not started.
      if (typeof error?.code === "string") reject(error);
      else resolve({ code: child.exitCode, stdout, stderr });
    });
    child.stdin?.end();
  });
}

const REDOCLY_CLI = join(projectRoot, "node_modules", "@redocly", "cli", "bin", "cli.js");

/** Runs Redocly's command line in a process of its own, without telemetry and news. */
export async function runRedocly(args: readonly string[]): Promise<Finished> {
  // A large description may need more memory, which is asked for in this way.
  const { NODE_OPTIONS } = process.env;
  const finished = await runNode([REDOCLY_CLI, ...args], process.cwd(), {
    ...(NODE_OPTIONS !== undefined && { NODE_OPTIONS }),
    REDOCLY_TELEMETRY: "off",
    REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
  });
  // Without the box about Node's age, and without stack traces.
  const lines = finished.stderr.split("\n").filter((line) => !/^\s*(?:[║╔╚]|at |$)/.test(line));
  return { ...finished, stderr: lines.join("\n") };
}
