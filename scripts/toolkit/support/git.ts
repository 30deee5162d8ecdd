import { execFileSync } from "node:child_process";

/**
 * Runs git in a folder, without asking for a password.
 *
 * @param more - variables of its environment, besides this process's own
 * @returns what it prints, without white space around it; nothing if it fails
 */
export function git(folder: string, args: readonly string[], more: Record<string, string> = {}): string | undefined {
  const env = { ...process.env, GIT_TERMINAL_PROMPT: "0", ...more };
  try {
    return execFileSync("git", args, {
      cwd: folder,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return undefined;
  }
}
