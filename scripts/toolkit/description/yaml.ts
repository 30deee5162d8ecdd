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
    if (/[\s[,]\*/.test(text)) checkAliases(text, events);
    const [value = null, ...others] = constructFromEvents(events, { source: text, schema: SCHEMA });
    if (others.length > 0) throw new YamlError("There is more than one document in the file", secondDocument(text));
    const positions = new PositionIndex(text, events);
    return { value, find: (path, at) => positions.find(path, at) };
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

const anchorOf = (text: string, event: Event) =>
  "anchorStart" in event && event.anchorStart >= 0 ? text.slice(event.anchorStart, event.anchorEnd) : undefined;

function checkAliases(text: string, events: readonly Event[]): void {
  /** How many aliases an anchor stands for. */
  const known = new Map<string, number>();
  const open: { anchor?: string | undefined; aliases: number }[] = [{ aliases: 0 }];
  for (const event of events) {
    const anchor = anchorOf(text, event);
    const around = open.at(-1) ?? { aliases: 0 };
    if (event.type === EVENT_ID.ALIAS) {
      const aliases = known.get(anchor ?? "");
      const fail = (why: string) => new YamlError(`The alias *${anchor} ${why}`, event.anchorStart - 1);
      if (open.some((one) => one.anchor === anchor)) throw fail("leads to itself");
      if (aliases === undefined) throw fail("has no anchor before it");
      around.aliases += aliases + 1;
    } else if (event.type === EVENT_ID.POP) {
      open.pop();
      if (around.anchor !== undefined) known.set(around.anchor, around.aliases);
      for (const outer of open.slice(-1)) outer.aliases += around.aliases;
    } else if (event.type !== EVENT_ID.SCALAR) open.push({ anchor, aliases: 0 });
    else if (anchor !== undefined) known.set(anchor, 0);
  }
  if ((open[0]?.aliases ?? 0) > MAX_ALIASES) {
    throw new YamlError(`The aliases of aliases stand for more than ${MAX_ALIASES} values`, 0);
  }
}

/** Where the values of a text begin and end. It is made of the parser's events, which take ten times the memory. */
class PositionIndex {
  readonly #text: string;
  readonly #types: Uint8Array;
  readonly #styles: Uint8Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** The number of the next value that is not inside this one. */
  readonly #next: Int32Array;
  readonly #entries = new Map<number, Map<string, { start: number; value: number }>>();

  constructor(text: string, events: readonly Event[]) {
    this.#text = text;
    this.#types = Uint8Array.from(events, ({ type }) => type);
    this.#styles = Uint8Array.from(events, (event) => ("style" in event ? event.style : 0));
    this.#starts = Int32Array.from(events, (event) => {
      if (event.type === EVENT_ID.SCALAR) return startOf(text, event);
      return "start" in event ? event.start : event.type === EVENT_ID.ALIAS ? event.anchorStart - 1 : 0;
    });
    this.#ends = new Int32Array(events.length);
    this.#next = Int32Array.from(events, (_, index) => index + 1);
    const open: number[] = [];
    const bracket = /[\]}]/g;
    let end = 0;
    for (const [index, event] of events.entries()) {
      if (event.type === EVENT_ID.SCALAR) {
        if (event.valueStart >= 0) end = event.valueEnd + (QUOTED.includes(event.style) ? 1 : 0);
      } else if (event.type === EVENT_ID.ALIAS) end = event.anchorEnd;
      else if (event.type === EVENT_ID.POP) {
        const opened = open.pop() ?? 0;
        bracket.lastIndex = end;
        const isFlow = events[opened]?.type !== EVENT_ID.DOCUMENT && this.#styles[opened] === COLLECTION_STYLE.FLOW;
        if (isFlow) end = (bracket.exec(text)?.index ?? end) + 1;
        this.#ends[opened] = end;
        this.#next[opened] = index + 1;
      } else {
        open.push(index);
        end = Math.max(end, this.#starts[index] ?? 0);
      }
      this.#ends[index] = end;
    }
  }

  find(path: readonly string[], at: "key" | "value"): { start: number; end?: number } {
    // The first event begins the document.
    let value = 1;
    let start = this.#starts[value] ?? 0;
    for (const key of path) {
      const entry = this.#entriesOf(value).get(key);
      if (!entry) return { start };
      value = entry.value;
      const own = this.#starts[value] ?? -1;
      start = at === "key" || own < 0 ? entry.start : own;
      if (this.#types[value] === EVENT_ID.ALIAS) return { start };
    }
    return { start, end: this.#ends[value] ?? start };
  }

  /** The properties or items of a value: where a key begins, and the number of the value. */
  #entriesOf(owner: number): Map<string, { start: number; value: number }> {
    const known = this.#entries.get(owner);
    if (known) return known;
    const entries = new Map<string, { start: number; value: number }>();
    const type = this.#types[owner];
    if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) {
      const last = (this.#next[owner] ?? 0) - 1;
      for (let at = owner + 1; at < last; ) {
        const value = type === EVENT_ID.MAPPING ? (this.#next[at] ?? last) : at;
        const name = type === EVENT_ID.MAPPING ? this.#keyAt(at) : String(entries.size);
        entries.set(name, { start: this.#starts[at] ?? 0, value });
        at = this.#next[value] ?? last;
      }
    }
    this.#entries.set(owner, entries);
    return entries;
  }

  #keyAt(index: number): string {
    const [style, start = 0, end = 0] = [this.#styles[index], this.#starts[index], this.#ends[index]];
    const written = this.#text.slice(start, end);
    if (!QUOTED.includes(style ?? 0)) return written;
    const isPlain = !/[\\\n]|''/.test(written);
    return isPlain
      ? written.slice(1, -1)
      : String(constructFromEvents(parse(written), { source: written, schema: SCHEMA })[0]);
  }
}
