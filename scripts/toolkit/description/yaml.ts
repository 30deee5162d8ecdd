import {
  COLLECTION_STYLE,
  CORE_SCHEMA,
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  mergeTag,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from "js-yaml";

/** Says what is wrong with a text, and at which offset. */
export class YamlError extends Error {
  constructor(
    readonly sentence: string,
    readonly offset: number,
  ) {
    super(sentence);
  }
}

/** A value, and where its parts are written. */
export interface LocatedValue {
  value: unknown;
  /**
   * Where a value is written, as far as it is there: the key, or the value itself.
   *
   * @returns offsets in the text; without an end, if not all of the path is there
   */
  find(path: readonly string[], at: "key" | "value"): { start: number; end?: number };
}

// More would be an attack: each nesting of aliases multiplies the values.
const MAX_ALIASES = 10_000;
const MAX_DEPTH = 1000;
// For each the text is parsed once more.
const MAX_BRACKETS = 200;
const SCHEMA = CORE_SCHEMA.withTags(mergeTag);
const QUOTED: readonly number[] = [SCALAR_STYLE.SINGLE_QUOTED, SCALAR_STYLE.DOUBLE_QUOTED];
const BLOCKS: readonly number[] = [SCALAR_STYLE.LITERAL_BLOCK, SCALAR_STYLE.FOLDED_BLOCK];

/**
 * Parses YAML or JSON.
 *
 * @throws YamlError for a syntax error, a duplicate key, an unknown tag, or an alias that can't be followed
 */
export function readYaml(text: string): LocatedValue {
  let events: Event[] = [];
  try {
    events = parse(text);
    // Aliases are rare.
    if (/[\s[,]\*/.test(text)) checkAliases(readNode(text, events));
    const [value = null, ...others] = constructFromEvents(events, { source: text, schema: SCHEMA });
    if (others.length > 0) throw new YamlError("There is more than one document in the file", secondDocument(text));
    // Most files are never asked where something is.
    let root: Node | undefined;
    return {
      value,
      find: (path, at) => {
        root ??= readNode(text, events);
        events = [];
        return find(root, path, at);
      },
    };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { reason, mark } = error;
    const position = mark?.position ?? 0;
    const key = events.find((event): event is ScalarEvent => "valueStart" in event && event.valueStart === position);
    if (key === undefined || reason !== "duplicated mapping key") {
      throw new YamlError(`Not valid YAML or JSON: ${reason}`, position);
    }
    throw new YamlError(`The key ${JSON.stringify(getScalarValue(text, key))} is there twice`, startOf(text, key));
  }
}

function find(root: Node, path: readonly string[], at: "key" | "value"): { start: number; end?: number } {
  let node = root;
  let { start } = root;
  for (const key of path) {
    const entry = node.entries?.get(key);
    if (!entry) return { start };
    node = entry.node;
    start = at === "key" || node.start < 0 ? entry.start : node.start;
    if (node.alias !== undefined) return { start };
  }
  return { start, end: node.end };
}

function parse(text: string): Event[] {
  let tolerated = text;
  for (let brackets = 0; ; brackets += 1) {
    try {
      return parseEvents(tolerated, { maxDepth: MAX_DEPTH });
    } catch (error) {
      const position = error instanceof YAMLException ? (error.mark?.position ?? 0) : 0;
      // Many files have a closing bracket where the line of its key begins. YAML wants it further to the right.
      const start = tolerated.slice(0, position).trimEnd().length;
      const isBracket = /[\]}]/.test(tolerated.charAt(position)) && start < position;
      const line = tolerated.slice(tolerated.lastIndexOf("\n", start) + 1, start);
      if (!isBracket || brackets >= MAX_BRACKETS || /(^|\s)#/.test(line)) throw error;
      tolerated = tolerated.slice(0, start) + " ".repeat(position - start) + tolerated.slice(position);
    }
  }
}

function startOf(text: string, { valueStart, style }: ScalarEvent): number {
  if (QUOTED.includes(style)) return valueStart - 1;
  if (!BLOCKS.includes(style)) return valueStart;
  // The line before has the header, such as `|-`.
  const line = text.lastIndexOf("\n", valueStart - 2) + 1;
  return line + text.slice(line, valueStart).search(/[|>][-+\d]*[ \t]*(#.*)?\r?\n$/);
}

const secondDocument = (text: string) => Math.max(0, text.search(/(?<=\S\s*\n)---/));

/** A value of a text. */
interface Node {
  /** Below zero, where nothing is written. */
  start: number;
  end: number;
  anchor?: string | undefined;
  /** The anchor that it refers to. */
  alias?: string;
  /** Properties or items: where a key begins, and the value. */
  entries?: Map<string, { start: number; node: Node }>;
}

function readNode(text: string, events: readonly Event[]): Node {
  // The first one begins the document.
  let index = 1;
  const read = (): Node => {
    const event = events[index] as Exclude<Event, { type: 1 | 6 }>;
    index += 1;
    const { anchorStart, anchorEnd } = event;
    const name = anchorStart < 0 ? undefined : text.slice(anchorStart, anchorEnd);
    if (event.type === EVENT_ID.ALIAS) return { start: anchorStart - 1, end: anchorEnd, alias: name ?? "" };
    if (event.type === EVENT_ID.SCALAR) {
      const start = startOf(text, event);
      return { start, end: event.valueEnd + (QUOTED.includes(event.style) ? 1 : 0), anchor: name };
    }
    const entries: Node["entries"] = new Map();
    const node = { start: event.start, end: event.start, anchor: name, entries };
    while (events[index]?.type !== EVENT_ID.POP) {
      const keyEvent = events[index];
      const key = event.type === EVENT_ID.MAPPING ? read() : undefined;
      const inner = read();
      const name = keyEvent?.type === EVENT_ID.SCALAR ? getScalarValue(text, keyEvent) : "";
      entries.set(key ? name : String(entries.size), { start: key?.start ?? inner.start, node: inner });
      node.end = Math.max(node.end, key?.end ?? 0, inner.end);
    }
    index += 1;
    if (event.style === COLLECTION_STYLE.FLOW) node.end = 1 + text.slice(node.end).search(/[\]}]/) + node.end;
    return node;
  };
  return events.length > 2 ? read() : { start: 0, end: 0 };
}

function checkAliases(root: Node): void {
  const open = new Set<string>();
  const known = new Map<string, number>();
  const count = (node: Node): number => {
    const { alias, anchor, entries = new Map<string, { node: Node }>() } = node;
    if (alias !== undefined) {
      const aliases = known.get(alias);
      if (open.has(alias)) throw new YamlError(`The alias *${alias} leads to itself`, node.start);
      if (aliases === undefined) throw new YamlError(`The alias *${alias} has no anchor before it`, node.start);
      return aliases + 1;
    }
    if (anchor !== undefined) open.add(anchor);
    let aliases = 0;
    for (const [, inner] of entries) aliases += count(inner.node);
    if (anchor === undefined) return aliases;
    open.delete(anchor);
    known.set(anchor, aliases);
    return aliases;
  };
  if (count(root) > MAX_ALIASES) {
    throw new YamlError(`The aliases of aliases stand for more than ${MAX_ALIASES} values`, 0);
  }
}
