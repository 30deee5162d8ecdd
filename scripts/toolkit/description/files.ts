import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";

/**
 * A source of the files of a description: returns the content of a file, or undefined if there is no such file. It throws
 * an error with the reason if the file can't be read.
 *
 * @param path - absolute
 */
export type FileSource = (path: string) => Uint8Array | string | undefined;

/** The files on disk. */
export const diskFiles: FileSource = (path) => {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new Error(code === "EISDIR" ? "it is a folder" : String(code));
  }
};

/** Files in memory, by path: strings, or documents that are written as JSON. */
export function memoryFiles(files: Readonly<Record<string, unknown>>): FileSource {
  const byPath = new Map(Object.entries(files).map(([path, content]) => [resolve(path), content]));
  return (path) => {
    const content = byPath.get(path);
    return content === undefined || typeof content === "string" ? content : JSON.stringify(content, null, 2);
  };
}

/**
 * The files of a git commit, by their paths in the working tree.
 *
 * @param root - the top folder of the working tree, absolute
 * @param commit - an object name, which is not checked
 */
export function gitFiles(root: string, commit: string): FileSource {
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: root, maxBuffer: 2 ** 30, stdio: ["ignore", "pipe", "ignore"] });
  const list = (...args: string[]) =>
    new Set(
      git(...args)
        .toString()
        .split("\0"),
    );
  let listed: Record<"all" | "changed", ReadonlySet<string>> | undefined;
  return (path) => {
    listed ??= {
      all: list("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit),
      changed: list("diff", "-z", "--name-only", "--no-renames", "--no-relative", commit),
    };
    const name = relative(root, path).replaceAll("\\", "/");
    if (!listed.all.has(name)) return undefined;
    // A process for each of a thousand files would take longer than everything else. A sparse checkout lacks files.
    return (listed.changed.has(name) ? undefined : diskFiles(path)) ?? git("cat-file", "blob", `${commit}:${name}`);
  };
}
