import { execFile } from "node:child_process";
import { join } from "node:path";
import { InputError } from "./arguments.js";
import { projectRoot } from "./paths.js";

/** How a child process ended and what it printed. */
export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Flags of Node 20 for processes that end within seconds. V8 optimizes a function only after about fifteen times the usual
 * work, and never WebAssembly, which `fetch` reads HTTP with. Without them, a third of such a process's time is spent on
 * machine code that hardly runs. Later releases of Node do not need them, and reject the first flag.
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
  // Jest's variables would change what a child prints and how it warns. INIT_CWD is the folder of this process's user.
  const { NODE_OPTIONS: _options, NODE_ENV: _env, FORCE_COLOR: _color, INIT_CWD: _cwd, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...env, ...more }, maxBuffer: Number.POSITIVE_INFINITY };
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      // A string instead of an exit code means that the process was not started.
      if (typeof error?.code === "string") reject(error);
      else resolve({ code: child.exitCode, stdout, stderr });
    });
    child.stdin?.end();
  });
}

/**
 * The standard output of a process that must succeed.
 *
 * @param problem - what it means if it does not
 * @throws InputError with the problem and all that the process printed
 */
export async function outputOf(run: Promise<Finished>, problem: string): Promise<string> {
  const { code, stdout, stderr } = await run;
  if (code !== 0) throw new InputError(`${problem}:\n${stdout}${stderr}`);
  return stdout;
}

const REDOCLY_CLI = join(projectRoot, "node_modules", "@redocly", "cli", "bin", "cli.js");

// Hides Redocly's ignore file from Redocly.
const WITHOUT_IGNORE_FILE = join(projectRoot, "scripts", "toolkit", "support", "without-ignore-file.cjs");

/** Runs Redocly's command line in a process of its own, without telemetry, news and its ignore file. */
export async function runRedocly(args: readonly string[]): Promise<Finished> {
  // For a large description, users may set a higher memory limit here.
  const { NODE_OPTIONS } = process.env;
  const finished = await runNode(["--require", WITHOUT_IGNORE_FILE, REDOCLY_CLI, ...args], process.cwd(), {
    ...(NODE_OPTIONS !== undefined && { NODE_OPTIONS }),
    REDOCLY_TELEMETRY: "off",
    REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
  });
  // Remove the notice about Node's version, and stack traces.
  const lines = finished.stderr.split("\n").filter((line) => !/^\s*(?:[║╔╚]|at |$)/.test(line));
  return { ...finished, stderr: lines.join("\n") };
}
