import { oneLine } from "../../redaction/one-line.js";
import type { Io, Output } from "../io.js";

/** The width if there is no terminal, or its width is unknown. */
const USUAL_WIDTH = 80;

/** How many characters fit on a line. */
export function widthOf({ columns }: Output): number {
  return columns && columns > 0 ? columns : USUAL_WIDTH;
}

/** Whether lines can be redrawn: only on a terminal that supports it. */
export function isLive({ isTTY }: Output, { env }: Pick<Io, "env">): boolean {
  return isTTY === true && env.TERM !== "dumb";
}

/** Makes text bold on a terminal, unless `NO_COLOR` is set. */
export function bold(text: string, output: Output, io: Pick<Io, "env">): string {
  return isLive(output, io) && !io.env.NO_COLOR ? `\x1b[1m${text}\x1b[22m` : text;
}

/** Formats a duration: `0:09`, `12:40`, `1:02:03`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value % 60).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}:${two(seconds)}` : `${Math.floor(minutes / 60)}:${two(minutes)}:${two(seconds)}`;
}

/** Wraps text between words, and indents all lines but the first. White space within the text is kept. */
export function wrap(text: string, width: number, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.match(/\s*\S+/g) ?? []) {
    if (line.trim() !== "" && line.length + word.length > width) {
      lines.push(line);
      line = indent + word.trimStart();
    } else line += word;
  }
  return [...lines, line].join("\n");
}

/** Formats columns as wide as their content, without trailing spaces. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** Makes a server's value printable, even if it is not as described: on one line. */
export function printable(value: unknown): string {
  return oneLine(typeof value === "string" ? value : JSON.stringify(value));
}

// Line breaks are ours: JSON.stringify has escaped those in values.
const UNPRINTABLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Formats JSON, and escapes characters that a terminal could interpret. */
export function toJson(value: unknown, indent = 2): string {
  const toEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value, null, indent).replace(UNPRINTABLE, (found) => found.split("").map(toEscape).join(""));
}

/** Quotes an argument for a shell, if needed. */
export function shellQuote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
