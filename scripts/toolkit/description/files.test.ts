import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { bundle } from "./bundle.js";
import { diskFiles, displayPosition, gitFiles, locatePosition, openDescription, readBundle } from "./index.js";

const folder = mkdtempSync(join(tmpdir(), "atlas-files-"));
afterAll(() => rmSync(folder, { recursive: true }));
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.test", ...args], { cwd: folder, encoding: "utf8" });

test("the files of a commit are read as committed, by their paths on disk", () => {
  const file = join(folder, "api", "openapi.yaml");
  const paths = "openapi: 3.0.3\npaths:\n  /a: { $ref: ../my%20paths/a.yaml }\n";
  mkdirSync(join(folder, "api"));
  mkdirSync(join(folder, "my paths"));
  writeFileSync(file, paths);
  writeFileSync(join(folder, "my paths", "a.yaml"), "summary: before\n");
  writeFileSync(join(folder, "api", "old.yaml"), "summary: old\n");
  writeFileSync(join(folder, "api", "sparse.yaml"), "summary: sparse\n");
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message", "before");
  const commit = git("rev-parse", "HEAD").trim();
  writeFileSync(join(folder, "my paths", "a.yaml"), "\nsummary: after\n");
  // As in a sparse checkout.
  git("update-index", "--skip-worktree", "api/sparse.yaml");
  rmSync(join(folder, "api", "sparse.yaml"));

  rmSync(join(folder, "api", "old.yaml"));
  writeFileSync(join(folder, "api", "new.yaml"), "summary: new\n");

  const files = gitFiles(folder, commit);
  const before = bundle(openDescription(file, { files }));
  expect(before.paths).toEqual({ "/a": { summary: "before" } });
  expect(readBundle(file).paths).toEqual({ "/a": { summary: "after" } });
  const position = locatePosition(before, "/paths/~1a/summary");
  expect(position && displayPosition(position)).toBe(`${join(folder, "my paths", "a.yaml")}:1:1`);
  for (const name of ["old", "sparse"]) {
    expect(String(files(join(folder, "api", `${name}.yaml`)))).toBe(`summary: ${name}\n`);
  }
  for (const name of ["new.yaml", "nowhere.yaml"]) expect(files(join(folder, "api", name))).toBeUndefined();
  expect(files(join(folder, "nowhere", "openapi.yaml"))).toBeUndefined();
});

test("reading a folder as a file fails", () => {
  expect(() => diskFiles(folder)).toThrow("it is a folder");
  expect(() => openDescription(folder)).toThrow(`Can't read ${folder}: it is a folder`);
});
