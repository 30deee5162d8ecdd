import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** A description with one operation, whose parameter has these properties. */
export const libraryWith = (parameter: string, version = "1.0.0") => `openapi: 3.0.3
info: { title: Library, version: "${version}" }
servers: [{ url: https://library.test }]
paths:
  /books:
    get:
      operationId: getBooks
      parameters:
        - { name: shelf, in: query, ${parameter} }
      responses: { "200": { description: The books. } }
`;

const author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];

/** Runs git in a folder. */
export const git = (cwd: string, ...args: string[]): string =>
  execFileSync("git", [...author, ...args], { cwd, encoding: "utf8", stdio: "pipe" }).trim();

/**
 * Makes another repository: `main` has a description at api/openapi.yaml, and gets a commit after `work` has
 * left it; `merge` is GitHub's merge commit.
 */
export function makeOrigin() {
  const folder = mkdtempSync(join(tmpdir(), "atlas-action-"));
  const source = join(folder, "source");
  const bare = join(folder, "origin.git");
  mkdirSync(join(source, "api"), { recursive: true });
  const commit = (parameter: string, message: string) => {
    writeFileSync(join(source, "api", "openapi.yaml"), libraryWith(parameter));
    git(source, "add", ".");
    git(source, "commit", "--quiet", "--allow-empty", "--message", message);
    return git(source, "rev-parse", "HEAD");
  };
  const plain = "schema: { type: string }";
  git(source, "init", "--quiet", "--initial-branch=main");
  const old = commit(plain, "The description");
  git(source, "checkout", "--quiet", "-b", "work");
  for (let count = 0; count < 3; count += 1) commit(plain, `Work ${count}`);
  const work = commit(`required: true, ${plain}`, "Require the shelf");
  git(source, "checkout", "--quiet", "main");
  const main = commit(`deprecated: true, ${plain}`, "Deprecate the shelf");
  git(source, "checkout", "--quiet", "-b", "merge", "main");
  git(source, "merge", "--quiet", "--no-commit", "--strategy=ours", work);
  commit(`required: true, deprecated: true, ${plain}`, "Merge");
  git(folder, "clone", "--quiet", "--bare", source, bare);
  writeFileSync(join(folder, ".gitconfig"), `[safe]\n  directory = ${bare}\n`);
  return {
    ...{ folder, old, main, work },
    /** A checkout as actions/checkout leaves it: one commit, without its parents. */
    checkOut(name: string, branch: string): string {
      const workspace = join(folder, name);
      git(folder, "clone", "--quiet", "--depth=1", "--branch", branch, pathToFileURL(bare).href, workspace);
      git(workspace, "checkout", "--quiet", "--detach");
      return workspace;
    },
    /** The file with a workflow's event. */
    eventFile(event: object): string {
      const file = join(folder, "event.json");
      writeFileSync(file, JSON.stringify({ repository: { default_branch: "main" }, ...event }));
      return file;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
