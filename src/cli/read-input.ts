import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { UsageError } from "./exit.js";
import type { Io } from "./io.js";

/**
 * Reads JSON from a file, or from standard input for `-`.
 *
 * @param what - what the file should contain, for the error
 * @throws {@link UsageError} if it can't be read or is not JSON
 */
export async function readJson(path: string, what: string, { folder, stdin }: Pick<Io, "folder" | "stdin">) {
  const where = path === "-" ? "Standard input" : path;
  let text = "";
  try {
    if (path === "-") {
      for await (const chunk of stdin.setEncoding("utf8")) text += chunk;
    } else text = await readFile(resolve(folder, path), "utf8");
  } catch (error) {
    throw new UsageError(
      `${where} can't be read: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`,
    );
  }
  try {
    // Some editors and shells write a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  } catch {
    throw new UsageError(`${where} is not JSON; it should be ${what}`);
  }
}
