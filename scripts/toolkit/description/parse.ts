import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { DescriptionError, type SourcePosition } from "./error.js";
import { isObject } from "./json.js";

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
  /** The part of the text that is a value; nothing, where it is not written. */
  range(path: readonly string[]): [start: number, end: number] | undefined;
}

// More would be an attack: each nesting of aliases multiplies what a reader has to go through.
const MOST_ALIASES = 10_000;
// Files of these names are texts that are taken as they are, as Redocly does.
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
  const json = readJson(text);
  let tree = json === undefined ? readYaml(path, text) : undefined;
  return {
    path,
    text,
    value: tree ? toValue(path, tree, /[\s[,]\*/.test(text)) : json,
    position: (keys, at = "key") => {
      tree ??= readYaml(path, text);
      return toPosition(path, tree, find(tree.document, keys, at).offset);
    },
    range: (keys) => {
      tree ??= readYaml(path, text);
      const [from, to] = find(tree.document, keys, "value").node?.range ?? [];
      return from === undefined || to === undefined ? undefined : [from, to];
    },
  };
}

interface Tree {
  document: Document.Parsed;
  lines: LineCounter;
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
function readJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  let keys = 0;
  try {
    const value = JSON.parse(text) as unknown;
    for (const [, colon] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"\s*(:)?/g)) if (colon) keys += 1;
    return keys === countProperties(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function countProperties(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inner = Object.values(value);
  return inner.reduce<number>((sum, one) => sum + countProperties(one), isObject(value) ? inner.length : 0);
}

function readYaml(path: string, text: string): Tree {
  const lines = new LineCounter();
  let duplicate: string | undefined;
  const document = parseDocument(text, {
    lineCounter: lines,
    merge: true,
    prettyErrors: false,
    logLevel: "error",
    // As property names, so that 200 and "200" are the same. Merge keys may repeat.
    uniqueKeys: (a, b) => {
      if (!isScalar(a) || !isScalar(b) || String(a.value) !== String(b.value) || a.source === "<<") return false;
      duplicate ??= String(a.value);
      return true;
    },
  });
  // A tag that nobody knows, such as !include, would silently be left out.
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) {
    const sentence =
      problem.code === "DUPLICATE_KEY"
        ? `The key ${JSON.stringify(duplicate)} is there twice`
        : problem.code === "MULTIPLE_DOCS"
          ? "There is more than one document in the file"
          : `Not valid YAML or JSON: ${problem.message}`;
    throw new DescriptionError(sentence, toPosition(path, { lines }, problem.pos[0]));
  }
  return { document, lines };
}

function toValue(path: string, { document }: Tree, aliased: boolean): unknown {
  let problem = "there are too many";
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    problem = "one leads to itself";
    // Which only an alias can do.
    if (aliased) JSON.stringify(value);
    return value;
  } catch {
    throw new DescriptionError(`The aliases can't be followed: ${problem}`, { file: path, line: 1, column: 1 });
  }
}

interface Found {
  offset: number;
  /** The value, if all of the path is there. */
  node?: Node | null;
}

function find(document: Document.Parsed, path: readonly string[], at: "key" | "value"): Found {
  let node: Node | null = document.contents;
  let offset = start(node);
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === part);
      if (!pair) return { offset };
      node = pair.value as Node | null;
      offset = at === "value" && node ? start(node) : start(pair.key as Node);
    } else if (isSeq(node)) {
      node = (node.items[Number(part)] as Node | undefined) ?? null;
      if (!node) return { offset };
      offset = start(node);
    } else return { offset };
    if (isAlias(node)) return { offset };
  }
  return { offset, node };
}

const start = (node: Node | null) => node?.range?.[0] ?? 0;

function toPosition(file: string, { lines }: Pick<Tree, "lines">, offset: number): SourcePosition {
  const { line, col } = lines.linePos(offset);
  return { file, line, column: col };
}
