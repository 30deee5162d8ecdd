import { spawn } from "node:child_process";
import { once } from "node:events";
import { projectRoot } from "./paths.js";

/** How a child process ended and what it printed. */
export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs Node in a process of its own and waits for its end. For TypeScript, start the arguments with `--import tsx`.
 *
 * @param more - variables of its environment, besides this process's own
 */
export async function runNode(
  args: readonly string[],
  cwd = projectRoot,
  more: Record<string, string> = {},
): Promise<Finished> {
  // Jest's own environment would change what a child prints and how it warns.
  const { NODE_OPTIONS: _options, NODE_ENV: _env, FORCE_COLOR: _color, ...env } = process.env;
  const child = spawn(process.execPath, args, { cwd, env: { ...env, ...more }, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  // Characters of several bytes may come in two pieces.
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}
