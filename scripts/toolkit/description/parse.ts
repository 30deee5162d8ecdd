import { DescriptionError, type SourcePosition } from "./error.js";
import { countBelow } from "./positions.js";
import { readYaml, YamlError } from "./yaml.js";

/** A file that has been read. */
export interface ParsedFile {
  /** Absolute. */
  path: string;
  text: string;
  value: unknown;
  /**
   * The position of a value: that of its key, or of the item; or that of the value itself. A value that is not written
   * in the file (it comes from an alias or a merge key, or is missing) has the position of the nearest enclosing value.
   */
  position(path: readonly string[], at?: "key" | "value"): SourcePosition;
  /** The offsets of a value in the text; undefined if it is not written there. */
  range(path: readonly string[]): [start: number, end: number] | undefined;
}

// Files with these extensions are read as plain strings, as Redocly does.
const PLAIN_TEXT = /\.(md|markdown|mdx|txt|html?)$/i;

/**
 * Parses YAML or JSON.
 *
 * @param path - the name of the file in messages
 * @throws DescriptionError for a syntax error or a duplicate key, with its line and column
 */
export function parseFile(path: string, content: Uint8Array | string): ParsedFile {
  const text = decode(path, content);
  if (PLAIN_TEXT.test(path)) {
    return { path, text, value: text, position: () => ({ file: path, line: 1, column: 1 }), range: () => undefined };
  }
  let lines: number[] | undefined;
  const toPosition = (offset: number): SourcePosition => {
    lines ??= [0, ...Array.from(text.matchAll(/\r\n?|\n/g), (end) => end.index + end[0].length)];
    const line = countBelow(lines, offset + 1);
    return { file: path, line, column: offset - (lines[line - 1] ?? 0) + 1 };
  };
  try {
    const { value, positions } = readYaml(text);
    return {
      path,
      text,
      value,
      position: (keys, at = "key") => toPosition(positions.find(keys, at).start),
      range: (keys) => {
        const { start, end } = positions.find(keys, "value");
        return end === undefined ? undefined : [start, end];
      },
    };
  } catch (error) {
    throw error instanceof YamlError ? new DescriptionError(error.sentence, toPosition(error.offset)) : error;
  }
}

function decode(path: string, content: Uint8Array | string): string {
  // Without the byte order mark, so that columns match those of an editor.
  if (typeof content === "string") return content.replace(/^\uFEFF/, "");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw new DescriptionError("The file is not encoded in UTF-8", { file: path, line: 1, column: 1 });
  }
}
