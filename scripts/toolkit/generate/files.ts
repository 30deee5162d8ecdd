import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Names and contents of the files that a folder should have, and no others. */
export type Files = ReadonlyMap<string, string>;

/** How a file on disk differs from what it should be. */
export interface FileDifference {
  name: string;
  state: "missing" | "stale" | "surplus";
}

/** Compares a folder with the files that it should have. */
export async function compareWithFolder(files: Files, folder: string): Promise<FileDifference[]> {
  const present = new Set(await readdir(folder).catch(() => []));
  const differences: FileDifference[] = [];
  for (const [name, content] of files) {
    if (!present.has(name)) differences.push({ name, state: "missing" });
    else if ((await readFile(join(folder, name), "utf8")) !== content) differences.push({ name, state: "stale" });
  }
  for (const name of present) if (!files.has(name)) differences.push({ name, state: "surplus" });
  return differences.sort((a, b) => a.name.localeCompare(b.name));
}

/** Settles the differences: writes what is missing or stale, removes what is surplus. */
export async function writeFolder(files: Files, differences: readonly FileDifference[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, state } of differences) {
    if (state === "surplus") await rm(join(folder, name), { recursive: true });
    else await writeFile(join(folder, name), files.get(name) ?? "");
  }
}
