import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";

/** Where the files of a description come from. */
export interface FileSource {
  /**
   * The bytes or the string of a file.
   *
   * @param path - absolute
   * @returns nothing, if there is no such file
   * @throws Error with the reason, if it can't be read
   */
  read(path: string): Uint8Array | string | undefined;
}

/** The files on disk. */
export const diskFiles: FileSource = {
  read: (path) => {
    try {
      return readFileSync(path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "ENOTDIR") return undefined;
      throw new Error(code === "EISDIR" ? "it is a folder" : String(code));
    }
  },
};

/** Files in memory, by path: strings, or documents that are written as JSON. */
export function memoryFiles(files: Readonly<Record<string, unknown>>): FileSource {
  const byPath = new Map(Object.entries(files).map(([path, content]) => [resolve(path), content]));
  return {
    read: (path) => {
      const content = byPath.get(path);
      return content === undefined || typeof content === "string" ? content : JSON.stringify(content, null, 2);
    },
  };
}

/**
 * The files of a git commit, by the paths that they have in the working tree.
 *
 * @param root - the top folder of the working tree, absolute
 * @param commit - an object name, which is not checked
 */
export function gitFiles(root: string, commit: string): FileSource {
  const folders = new Map<string, ReadonlyMap<string, string>>();
  const git = (args: string[], input?: string) =>
    execFileSync("git", args, { cwd: root, input, maxBuffer: 2 ** 30, stdio: ["pipe", "pipe", "ignore"] });
  return {
    read: (path) => {
      const name = relative(root, path).replaceAll("\\", "/");
      const folder = dirname(name);
      let objects = folders.get(folder);
      if (!objects) {
        // One listing for each folder: most descriptions have many files in few of them.
        const listing = git(["ls-tree", "-z", commit, "--", folder === "." ? "." : `${folder}/`]).toString();
        const entries = listing.split("\0").flatMap((line) => {
          const [, object, entry] = /^\d+ blob (\S+)\t(.*)$/s.exec(line) ?? [];
          return object && entry ? [[entry, object] as const] : [];
        });
        objects = new Map(entries);
        folders.set(folder, objects);
      }
      const object = objects.get(name);
      return object === undefined ? undefined : git(["cat-file", "blob", object]);
    },
  };
}
