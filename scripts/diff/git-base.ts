import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { DescriptionError } from "./description.js";

const MAIN_BRANCHES = ["origin/main", "main", "origin/master", "master"];

/** The description as it was at a commit, in a folder of its own. */
export interface GitBase extends Disposable {
  commit: string;
  /** The root document; nothing where the commit has none. */
  file: string | undefined;
}

/**
 * Gets the description's folder as it was where this branch left the main branch.
 *
 * @param ref - the commit or branch to compare with, in place of the main branch
 * @throws DescriptionError if this is no git repository, or has no such commit
 */
export function checkOutBase(description: string, ref?: string): GitBase {
  const folder = dirname(resolve(description));
  const root = git(folder, "rev-parse", "--show-toplevel");
  if (root === undefined) {
    throw new DescriptionError(`${folder} is in no git repository: name the two descriptions to compare`);
  }
  const tip = (ref === undefined ? MAIN_BRANCHES : [ref]).find((name) => commitOf(root, name) !== undefined);
  if (tip === undefined) {
    throw new DescriptionError(
      ref === undefined
        ? `There is no main branch here (${MAIN_BRANCHES.join(", ")}): name a commit with --base-ref`
        : `There is no commit ${ref} here; fetch it first`,
    );
  }
  // In a shallow clone the two may have no commit in common; then the tip itself is what there is.
  const commit = git(root, "merge-base", "HEAD", tip) ?? commitOf(root, tip) ?? tip;
  const path = relative(root, resolve(description)).replaceAll("\\", "/");
  const temporary = mkdtempSync(join(tmpdir(), "spec-diff-"));
  const dispose = () => rmSync(temporary, { recursive: true, force: true });
  const base = { commit, [Symbol.dispose]: dispose };
  if (git(root, "cat-file", "-e", `${commit}:${path}`) === undefined) return { ...base, file: undefined };
  try {
    // An index of its own: that of the user stays as it is.
    const env = { ...process.env, GIT_INDEX_FILE: join(temporary, "index") };
    const args = ["--work-tree", temporary, "restore", `--source=${commit}`, "--worktree", "--", dirname(path)];
    execFileSync("git", args, { cwd: root, env, stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    dispose();
    throw new DescriptionError(`git can't restore ${path} of ${commit}: ${(error as { stderr?: Buffer }).stderr}`);
  }
  const file = join(temporary, path);
  return { ...base, file: existsSync(file) ? file : undefined };
}

function commitOf(root: string, name: string): string | undefined {
  return git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`);
}

function git(cwd: string, ...args: string[]): string | undefined {
  try {
    return execFileSync("git", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
