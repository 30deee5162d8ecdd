import { LineCounter } from "yaml";
import { DescriptionError, type SourcePosition } from "./error.js";
import { isObject } from "./json.js";
import { findInJson } from "./json-ranges.js";
import { type LocatedValue, readYaml, YamlError } from "./yaml.js";

/** A file that has been read. */
export interface ParsedFile {
  /** Absolute. */
  path: string;
  text: string;
  value: unknown;
  /**
   * Where a value stands: at its key, an item at its beginning; or at the value itself. What is not written there
   * (a property that comes by an alias or a merge key, or that is missing) stands where the next larger part does.
   */
  position(path: readonly string[], at?: "key" | "value"): SourcePosition;
  /** Where a value is in the text; nothing, where it is not written. */
  range(path: readonly string[]): [start: number, end: number] | undefined;
}

// Files with these endings are read as plain strings, as Redocly does.
const PLAIN_TEXT = /\.(md|markdown|mdx|txt|html?)$/i;

/**
 * Parses YAML or JSON.
 *
 * @param path - the name for messages
 * @throws DescriptionError for a syntax error or a duplicate key, with its line and column
 */
export function parseFile(path: string, content: Uint8Array | string): ParsedFile {
  const text = decode(path, content);
  if (PLAIN_TEXT.test(path)) {
    return { path, text, value: text, position: () => ({ file: path, line: 1, column: 1 }), range: () => undefined };
  }
  const lines = new LineCounter();
  const toPosition = (offset: number): SourcePosition => {
    if (lines.lineStarts.length === 0) {
      lines.addNewLine(0);
      for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) lines.addNewLine(end + 1);
    }
    const { line, col } = lines.linePos(offset);
    return { file: path, line, column: col };
  };
  try {
    const { value, find } = readJson(text) ?? readYaml(text);
    return {
      path,
      text,
      value,
      position: (keys, at = "key") => toPosition(find(keys, at).start),
      range: (keys) => {
        const { start, end } = find(keys, "value");
        return end === undefined ? undefined : [start, end];
      },
    };
  } catch (error) {
    throw error instanceof YamlError ? new DescriptionError(error.sentence, toPosition(error.offset)) : error;
  }
}

function decode(path: string, content: Uint8Array | string): string {
  // Columns are counted as an editor shows them: without the byte order mark.
  if (typeof content === "string") return content.replace(/^\uFEFF/, "");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw new DescriptionError("The file is not encoded in UTF-8", { file: path, line: 1, column: 1 });
  }
}

// JSON is YAML too, and its own parser is ten times faster; but of duplicate keys it silently keeps the last. So it counts
// if it has as many properties as the text has keys, and YAML's parser says what is wrong otherwise.
function readJson(text: string): LocatedValue | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  let keys = 0;
  try {
    const value = JSON.parse(text) as unknown;
    for (const [, colon] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"\s*(:)?/g)) if (colon) keys += 1;
    return keys === countProperties(value) ? { value, find: findInJson(text) } : undefined;
  } catch {
    return undefined;
  }
}

function countProperties(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inner = Object.values(value);
  return inner.reduce<number>((sum, one) => sum + countProperties(one), isObject(value) ? inner.length : 0);
}
