import {
  CORE_SCHEMA,
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  mergeTag,
  parseEvents,
  type ScalarEvent,
  YAMLException,
} from "js-yaml";
import { PositionIndex, startOf } from "./positions.js";

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
// A line up to its comment, or up to a quote that is not closed.
const BEFORE_COMMENT = /^(?:"(?:\\.|[^"\\])*"|'[^']*'|[^"'#]|(?<=\S)#)*/;
const SCHEMA = CORE_SCHEMA.withTags(mergeTag);

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
      const before = tolerated.slice(0, position).trimEnd();
      const line = before.slice(before.lastIndexOf("\n") + 1);
      const [code = ""] = /(^|\s)#/.test(line) ? (BEFORE_COMMENT.exec(line) ?? []) : [line];
      const isBracket = /[\]}]/.test(tolerated.charAt(position)) && before.length < position;
      if (!isBracket || brackets >= MAX_BRACKETS || /^["']/.test(line.slice(code.length))) throw error;
      const start = before.length - line.length + code.length;
      tolerated = tolerated.slice(0, start) + " ".repeat(position - start) + tolerated.slice(position);
    }
  }
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
