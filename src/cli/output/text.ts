import type { Io, Output } from "../io.js";

/** The width of a terminal that does not say how wide it is, and of what is not a terminal. */
const USUAL_WIDTH = 80;

/** How many characters fit into a line. */
export function widthOf({ columns }: Output): number {
  return columns && columns > 0 ? columns : USUAL_WIDTH;
}

/** Whether lines can be redrawn: by a person's terminal that knows how to. */
export function isLive({ isTTY }: Output, { env }: Pick<Io, "env">): boolean {
  return isTTY === true && env.TERM !== "dumb";
}

/** Marks text on a terminal, unless `NO_COLOR` asks for none. */
export function bold(text: string, output: Output, io: Pick<Io, "env">): string {
  return isLive(output, io) && !io.env.NO_COLOR ? `\x1b[1m${text}\x1b[22m` : text;
}

/** A length of time: `0:09`, `12:40`, `1:02:03`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value % 60).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}:${two(seconds)}` : `${Math.floor(minutes / 60)}:${two(minutes)}:${two(seconds)}`;
}

/** Breaks text between words; each line but the first is indented. White space within the text stays. */
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

/** Columns side by side, as wide as what is in them; trailing space goes. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

// Line breaks are ours; JSON.stringify has escaped those of values.
const UNPRINTABLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** JSON with escapes for what a terminal could take for more than text. */
export function toJson(value: unknown, indent = 2): string {
  const toEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value, null, indent).replace(UNPRINTABLE, (found) => found.split("").map(toEscape).join(""));
}

/** Quotes an argument for a shell, where it needs it. */
export function shellQuote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
