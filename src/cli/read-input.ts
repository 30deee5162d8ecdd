import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { EXIT, exitCodeFor, UsageError } from "./exit.js";
import type { Io } from "./io.js";
import { messageOf } from "./output/ending-text.js";

/**
 * Reads all parts of the input, so that all that is wrong is reported at once.
 *
 * @param readers - how to read each part; several may throw the same error, which is reported once
 * @throws {@link UsageError} with a line for each error, or the error itself if there is one
 */
export async function readAll<Parts extends object>(
  readers: {
    readonly [Name in keyof Parts]: () => Parts[Name] | Promise<Parts[Name]>;
  },
): Promise<Parts> {
  const entries = Object.entries<() => unknown>(readers);
  const read = await Promise.allSettled(entries.map(async ([name, reader]) => [name, await reader()]));
  const errors = read.flatMap((part) => (part.status === "rejected" ? [part.reason] : []));
  const messages = new Set(errors.map(messageOf));
  const [error = undefined] = messages.size > 1 ? errors.filter((one) => exitCodeFor(one) !== EXIT.usage) : errors;
  if (error !== undefined) throw error;
  if (messages.size > 0) throw new UsageError([...messages].join("\n"));
  return Object.fromEntries(read.flatMap((part) => (part.status === "fulfilled" ? [part.value] : [])));
}

/** The name of a file, for a person. */
export function nameOf(path: string): string {
  return path === "-" ? "Standard input" : path;
}

/**
 * Reads JSON from a file, or from standard input for `-`.
 *
 * @param what - what the file should contain, for the error
 * @throws {@link UsageError} if it can't be read or is not JSON
 */
export async function readJson(path: string, what: string, { folder, stdin }: Pick<Io, "folder" | "stdin">) {
  const where = nameOf(path);
  let text = "";
  try {
    if (path === "-") {
      for await (const chunk of stdin.setEncoding("utf8")) text += chunk;
    } else text = await readFile(resolve(folder, path), "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : (code ?? message);
    throw new UsageError(`${where} can't be read: ${why}`);
  }
  if (text === "") throw new UsageError(`${where} is empty; it should be ${what}`);
  try {
    // Some editors and shells write a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  } catch (error) {
    // The rest of the parser's message can quote the content.
    const format = text.includes("\0") ? "JSON in UTF-8" : "JSON";
    const [, position] = /at position (\d+)/.exec((error as Error).message) ?? [];
    const line = text.slice(0, Number(position)).split("\n").length;
    throw new UsageError(`${where} is not ${format}${position ? ` (see line ${line})` : ""}; it should be ${what}`);
  }
}
