import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, parseDocument, visit } from "yaml";
import { childOf, isObject, type JsonObject } from "./json.js";

/** A value, and where its parts are written. */
export interface LocatedValue {
  value: unknown;
  /**
   * Where a value is written, as far as it is there: the key, or the value itself.
   *
   * @returns offsets in the text; without an end, if not all of the path is there
   */
  find(path: readonly string[], at: "key" | "value"): { start: number; end?: number | undefined };
}

// A document, or some entries of a mapping.
interface YamlPart extends LocatedValue {
  /** Where it begins in the text. */
  from: number;
}

/** Says what is wrong with a text, and at which offset. */
export class YamlError extends Error {
  constructor(
    readonly sentence: string,
    readonly offset: number,
  ) {
    super(sentence);
  }
}

// More would be an attack: each nesting of aliases multiplies the values.
const MOST_ALIASES = 10_000;
// What reaches from one part of a text to another: directives and documents, merge keys, anchors.
const CONNECTED = /^(?:%|---|\.\.\.)|<<|(?:^|[\s[{,])&[^\s&]/m;

// A new version of a large description has most parts of the former one, which need not be parsed again.
let lastValues = new Map<string, unknown>();

/**
 * Parses YAML.
 *
 * @param large - how many characters a text or an entry has that is read in parts @default 50,000
 * @throws YamlError for a syntax error, a duplicate key, an unknown tag, or an alias that can't be followed
 */
export function readYaml(text: string, large = 50_000): LocatedValue {
  if (text.length < large || CONNECTED.test(text)) return readWhole(text);
  const reading = { text, large, values: new Map<string, unknown>() };
  const read = readEntries(reading, 0, text.length);
  if (!read) return readWhole(text);
  lastValues = reading.values;
  return read;
}

interface Reading {
  text: string;
  large: number;
  /** What the small parts say. */
  values: Map<string, unknown>;
}

function readWhole(text: string): LocatedValue {
  const document = parse(text);
  return { value: toValue(document, /[\s[,]\*/.test(text)), find: (path, at) => find(document, path, at) };
}

/**
 * Reads a mapping entry by entry, the large ones by their own entries: a parser's tokens and nodes for megabytes take more
 * time to free than to create. An entry begins where a line is indented as the first one is; `? ` begins one too, and `: ` goes on with it.
 *
 * @returns nothing, if it is not such a mapping, or if anything is wrong with it: the parser of the whole then says what
 */
function readEntries(reading: Reading, from: number, to: number): YamlPart | undefined {
  const { text } = reading;
  const body = text.slice(from, to);
  const [, indent] = /^(?:[ ]*(?:#.*)?\r?\n)*( *)[^\s#:-]/.exec(body) ?? [];
  if (indent === undefined) return undefined;
  // Not by the flag `m`, which knows more ends of lines than YAML.
  const starts = [...body.matchAll(new RegExp(`(?<![^\\n])${indent}(?=[^\\s#:-])`, "g"))].map(
    ({ index }) => index + from,
  );
  const value: JsonObject = {};
  const owners = new Map<string, YamlPart>();
  for (const [index, start] of starts.entries()) {
    const part = readEntry(reading, index === 0 ? from : start, starts[index + 1] ?? to);
    if (!part || !isObject(part.value)) return undefined;
    for (const [key, child] of Object.entries(part.value)) {
      if (owners.has(key)) return undefined;
      owners.set(key, part);
      Object.defineProperty(value, key, { value: child, writable: true, enumerable: true, configurable: true });
    }
  }
  const first = (starts[0] ?? from) + indent.length;
  return {
    value,
    from: first,
    find: (path, at) =>
      (path[0] === undefined ? { start: first, end: to } : owners.get(path[0])?.find(path, at)) ?? { start: first },
  };
}

function readEntry(reading: Reading, from: number, to: number): YamlPart | undefined {
  return (to - from > reading.large ? readLargeEntry(reading, from, to) : undefined) ?? readSmall(reading, from, to);
}

// A key on a line of its own, and the mapping below it.
function readLargeEntry(reading: Reading, from: number, to: number): YamlPart | undefined {
  const { text } = reading;
  const [header] = /^(?:[ ]*(?:#.*)?\r?\n)*.*:[ ]*\r?\n/.exec(text.slice(from, to)) ?? [];
  const head = header === undefined ? undefined : readSmall(reading, from, from + header.length);
  const [[key, nothing] = ["", ""], ...others] = Object.entries(isObject(head?.value) ? head.value : {});
  if (!head || nothing !== null || others.length > 0) return undefined;
  const inner = readEntries(reading, from + (header ?? "").length, to);
  if (!inner || inner.from - text.lastIndexOf("\n", inner.from) <= head.from - text.lastIndexOf("\n", head.from))
    return undefined;
  return {
    value: Object.fromEntries([[key, inner.value]]),
    from: head.from,
    find: (path, at) => {
      const isHere = path.length === 1;
      if (!isHere && childOf(inner.value, path[1] ?? "") !== undefined) return inner.find(path.slice(1), at);
      const { start } = at === "key" ? head.find(path.slice(0, 1), at) : inner.find([], at);
      return isHere ? { start, end: to } : { start };
    },
  };
}

function readSmall({ text, values }: Reading, from: number, to: number): YamlPart | undefined {
  const body = text.slice(from, to);
  try {
    const value = lastValues.get(body) ?? parse(body).toJS();
    values.set(body, value);
    let document: Document.Parsed | undefined;
    return {
      value,
      from: from + body.search(/\S/),
      find: (path, at) => {
        document ??= parse(body);
        const { start, end } = find(document, path, at);
        return { start: start + from, ...(end !== undefined && { end: end + from }) };
      },
    };
  } catch {
    return undefined;
  }
}

function parse(text: string): Document.Parsed {
  let duplicate: string | undefined;
  const document = parseDocument(text, {
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
  // An unknown tag, such as !include, would be ignored in silence.
  const problem = document.errors[0] ?? document.warnings[0];
  if (!problem) return document;
  const sentence =
    problem.code === "DUPLICATE_KEY"
      ? `The key ${JSON.stringify(duplicate)} is there twice`
      : problem.code === "MULTIPLE_DOCS"
        ? "There is more than one document in the file"
        : `Not valid YAML or JSON: ${problem.message}`;
  throw new YamlError(sentence, problem.pos[0]);
}

function toValue(document: Document.Parsed, aliased: boolean): unknown {
  if (aliased) checkAliases(document);
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch {
    throw new YamlError(`The aliases of aliases stand for more than ${MOST_ALIASES} values`, 0);
  }
}

function checkAliases(document: Document.Parsed): void {
  const anchors = new Map<string, Node>();
  visit(document, (_, node, path) => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      const problem = !target ? "has no anchor before it" : path.includes(target) ? "leads to itself" : undefined;
      if (problem) throw new YamlError(`The alias *${node.source} ${problem}`, startOf(node));
    } else if (isNode(node) && node.anchor !== undefined) anchors.set(node.anchor, node);
  });
}

function find(document: Document.Parsed, path: readonly string[], at: "key" | "value") {
  let node: Node | null = document.contents;
  let start = startOf(node);
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === part);
      if (!pair) return { start };
      node = pair.value as Node | null;
      start = at === "value" && node ? startOf(node) : startOf(pair.key as Node);
    } else if (isSeq(node)) {
      node = (node.items[Number(part)] as Node | undefined) ?? null;
      if (!node) return { start };
      start = startOf(node);
    } else return { start };
    if (isAlias(node)) return { start };
  }
  return { start, end: node?.range?.[1] };
}

const startOf = (node: Node | null) => node?.range?.[0] ?? 0;
