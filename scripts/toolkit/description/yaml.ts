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

/** A syntax error in a text, with its offset. */
export class YamlError extends Error {
  constructor(
    readonly sentence: string,
    readonly offset: number,
  ) {
    super(sentence);
  }
}

/** A value, and the positions of its parts. */
export interface LocatedValue {
  value: unknown;
  /**
   * The position of a value, as far along its path as the text has it: that of the key, or of the value itself.
   *
   * @returns offsets in the text; without an end, if not all of the path is written
   */
  find(path: readonly string[], at: "key" | "value"): { start: number; end?: number };
}

// More would be an attack: each level of nested aliases multiplies the values.
const MAX_ALIASES = 10_000;
const MAX_DEPTH = 1000;
// The text is parsed once more for each of them.
const MAX_BRACKETS = 200;
const OFFSETS = ["start", "valueStart", "valueEnd", "anchorStart", "anchorEnd", "tagStart", "tagEnd"];
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
    checkAliases(text, events);
    const [value = null, ...others] = constructFromEvents(events, { source: text, schema: SCHEMA });
    const positions = new PositionIndex(text, events);
    if (others.length > 0) {
      const marker = /^(?:---|\.\.\.)/gm;
      marker.lastIndex = positions.find([], "value").end ?? 0;
      throw new YamlError("There is more than one document in the file", marker.exec(text)?.index ?? 0);
    }
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

// Many files have a closing bracket in the column of its key. YAML wants it further to the right, so a space is put there.
function parse(text: string): Event[] {
  const added: number[] = [];
  const toOriginal = (offset: number) => offset - added.filter((space) => space < offset).length;
  for (let source = text; ; ) {
    try {
      const events = parseEvents(source, { maxDepth: MAX_DEPTH });
      return added.length === 0 ? events : events.map((event) => moveOffsets(event, toOriginal));
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      const position = error.mark?.position ?? 0;
      const isBracket = error.reason === "deficient indentation" && /[\]}]/.test(source.charAt(position));
      if (!isBracket || added.at(-1) === position - 1 || added.length >= MAX_BRACKETS) {
        throw new YamlError(`Not valid YAML or JSON: ${error.reason}`, toOriginal(position));
      }
      added.push(position);
      source = `${source.slice(0, position)} ${source.slice(position)}`;
    }
  }
}

function moveOffsets(event: Event, move: (offset: number) => number): Event {
  const entries = Object.entries(event).map(([key, value]) => [key, OFFSETS.includes(key) ? move(value) : value]);
  return Object.fromEntries(entries) as Event;
}

const anchorOf = (text: string, event: Event) =>
  "anchorStart" in event && event.anchorStart >= 0 ? text.slice(event.anchorStart, event.anchorEnd) : undefined;

function checkAliases(text: string, events: readonly Event[]): void {
  /** The number of values that an anchor stands for. */
  const known = new Map<string, number>();
  const open: { anchor?: string | undefined; aliases: number }[] = [{ aliases: 0 }];
  for (const event of events) {
    const anchor = anchorOf(text, event);
    const around = open.at(-1) ?? { aliases: 0 };
    if (event.type === EVENT_ID.ALIAS) {
      const aliases = known.get(anchor ?? "");
      const fail = (why: string) => new YamlError(`The alias *${anchor} ${why}`, event.anchorStart - 1);
      if (aliases === undefined) {
        throw fail(open.some((one) => one.anchor === anchor) ? "leads to itself" : "has no anchor before it");
      }
      around.aliases += aliases + 1;
    } else if (event.type === EVENT_ID.POP) {
      open.pop();
      if (around.anchor !== undefined) known.set(around.anchor, around.aliases);
      for (const outer of open.slice(-1)) outer.aliases += around.aliases;
    } else if (event.type !== EVENT_ID.SCALAR) {
      open.push({ anchor, aliases: 0 });
      known.delete(anchor ?? "");
    } else if (anchor !== undefined) known.set(anchor, 0);
  }
  if ((open[0]?.aliases ?? 0) > MAX_ALIASES) {
    throw new YamlError(`The aliases of aliases stand for more than ${MAX_ALIASES} values`, 0);
  }
}
