import { randomUUID } from "node:crypto";
import { link, open, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";

// A file is written under another name and then renamed, so that it is complete whenever the process or the machine
// stops.

/**
 * Creates a file that only its owner can read. Never overwrites a file or follows a link, which may belong to another
 * user.
 *
 * @throws an error with the code `EEXIST` if there is a file
 */
export function createFile(location: string, text: string): Promise<void> {
  return put(location, text, (beside) =>
    link(beside, location).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") throw error;
      // Not every file system has hard links. Here, a process that is killed can leave an empty file.
      await writeFile(location, "", { mode: 0o600, flag: "wx" });
      await rename(beside, location).catch(async (failure) => {
        await rm(location, { force: true });
        throw failure;
      });
    }),
  );
}

/** Replaces a file. If that fails, its current content stays. */
export function replaceFile(location: string, text: string): Promise<void> {
  return put(location, text, (beside) => rename(beside, location));
}

async function put(location: string, text: string, takePlace: (beside: string) => Promise<void>): Promise<void> {
  const beside = resolve(dirname(location), `.${randomUUID()}-${basename(location)}`);
  try {
    await writeFile(beside, text, { mode: 0o600, flag: "wx", flush: true });
    await takePlace(beside);
    await flushFolder(dirname(location));
  } finally {
    await rm(beside, { force: true }).catch(() => {});
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => undefined);
  // Windows can't do this.
  await handle?.sync().catch(() => {});
  await handle?.close();
}
