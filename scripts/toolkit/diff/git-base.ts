import { dirname, join, relative, resolve } from "node:path";
import { DescriptionError, type FileSource, gitFiles } from "../description/index.js";
import { git } from "../support/index.js";

const MAIN_BRANCHES = ["origin/main", "main", "origin/master", "master"];

/** The description as it was at a commit. */
export interface GitBase {
  /** The commit, as reports call it. */
  label: string;
  /** The root document at that commit. It may have been renamed since. */
  description: string;
  /** The source of its files; undefined if the commit has no such description. */
  files: FileSource | undefined;
}

/** There is no base to compare with: no repository, or no such commit. */
export class MissingBaseError extends DescriptionError {}

/**
 * Finds the description at the commit where this branch left the main branch.
 *
 * @param ref - the commit or branch to compare with, instead of the main branch
 * @throws MissingBaseError if this is not a git repository, or has no such commit
 */
export function findGitBase(description: string, ref?: string): GitBase {
  const folder = dirname(resolve(description));
  const root = git(folder, ["rev-parse", "--show-toplevel"]);
  if (root === undefined) {
    throw new MissingBaseError(`${folder} is not in a git repository: name the two descriptions to compare`);
  }
  const tip = (ref === undefined ? MAIN_BRANCHES : [ref]).find((name) => commitOf(root, name) !== undefined);
  if (tip === undefined) {
    throw new MissingBaseError(
      ref === undefined
        ? `No main branch was found here (${MAIN_BRANCHES.join(", ")}): name a commit with --base-ref`
        : `The commit ${ref} was not found in ${folder}; fetch it first`,
    );
  }
  // A shallow clone may lack the common commit. Then the tip itself is the base.
  const commit = git(root, ["merge-base", "HEAD", tip]) ?? commitOf(root, tip) ?? tip;
  const path = relative(root, resolve(description)).replaceAll("\\", "/");
  const exists = (name: string) => git(root, ["cat-file", "-e", `${commit}:${name}`]) !== undefined;
  const before = exists(path) ? path : oldName(root, commit, path);
  return {
    label: commit.slice(0, 12),
    description: join(root, before ?? path),
    files: before === undefined ? undefined : gitFiles(root, commit),
  };
}

/** The former path of a renamed file, found by similarity of content. */
function oldName(root: string, commit: string, path: string): string | undefined {
  const renamed = git(root, ["diff", "--find-renames", "--diff-filter=R", "--name-status", "-z", commit]) ?? "";
  // Each entry is a status, the old name and the new name.
  const names = renamed.split("\0");
  return names.find((_, index) => index % 3 === 1 && names[index + 1] === path);
}

function commitOf(root: string, name: string): string | undefined {
  return git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
}
