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
import { mappingTag } from "./merge-keys.js";
import { countBelow, PositionIndex, startOf } from "./positions.js";

/** A syntax error in a text, with its offset. */
export class YamlError extends Error {
  constructor(
    readonly sentence: string,
    readonly offset: number,
  ) {
    super(sentence);
  }
}

// More would be an attack: each level of nested aliases multiplies the values.
const MAX_ALIASES = 100_000;
const MAX_DEPTH = 1000;
const OFFSETS = ["start", "valueStart", "valueEnd", "anchorStart", "anchorEnd", "tagStart", "tagEnd"];
const SCHEMA = CORE_SCHEMA.withTags(mergeTag, mappingTag);
// Before the closing bracket that a line begins with, unless it is the first line of a block scalar: that one sets the
// indentation of the others.
const CLOSING_LINE = /(?<![|>][-+\d]*[ \t]*(?:#.*)?[\r\n]\s*)^[ \t]*(?=[\]}])/gm;

/**
 * Parses YAML or JSON.
 *
 * @throws YamlError for a syntax error, a duplicate key, an unknown tag, or an alias that can't be followed
 */
export function readYaml(text: string): { value: unknown; positions: PositionIndex } {
  let events: Event[] = [];
  try {
    events = parse(text);
    const [value = null, ...others] = constructFromEvents(events, { source: text, schema: SCHEMA });
    const positions = new PositionIndex(text, events);
    if (others.length > 0) {
      const marker = /^(?:---|\.\.\.)/gm;
      marker.lastIndex = positions.find([], "value").end ?? 0;
      throw new YamlError("There is more than one document in the file", marker.exec(text)?.index ?? 0);
    }
    if (events.some(({ type }) => type === EVENT_ID.ALIAS) && countAliases(value, [], positions) > MAX_ALIASES) {
      throw new YamlError(`The aliases of aliases stand for more than ${MAX_ALIASES} values`, 0);
    }
    return { value, positions };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { reason, mark } = error;
    const position = mark?.position ?? 0;
    const key = events.find((event): event is ScalarEvent => "valueStart" in event && event.valueStart === position);
    if (key === undefined || reason !== "duplicated mapping key") {
      throw new YamlError(`Not valid YAML or JSON: ${reason}`, position);
    }
    throw new YamlError(`The key ${JSON.stringify(getScalarValue(text, key))} is defined twice`, startOf(text, key));
  }
}

// Many files have a closing bracket in the column of its key. YAML wants it further to the right: a space is put before it.
function parse(text: string): Event[] {
  let spaces: number[] | undefined;
  for (;;) {
    const [padded, toOriginal] = insertSpaces(text, spaces ?? []);
    try {
      const events = parseEvents(padded, { maxDepth: MAX_DEPTH });
      if (!spaces) return events;
      const moved = events.map((event) => moveOffsets(event, toOriginal));
      // A line of a string may begin with a bracket too.
      const inStrings = findInScalars(spaces, moved);
      if (inStrings.size === 0) return moved;
      spaces = spaces.filter((space) => !inStrings.has(space));
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      const position = toOriginal(error.mark?.position ?? 0);
      const isBracket = error.reason === "deficient indentation" && /[\]}]/.test(text.charAt(position));
      if (spaces || !isBracket) throw new YamlError(`Not valid YAML or JSON: ${error.reason}`, position);
      spaces = Array.from(text.matchAll(CLOSING_LINE), ({ index, 0: indentation }) => index + indentation.length);
    }
  }
}

/** A text with spaces at some offsets, and what turns an offset in it into one in the original text. */
function insertSpaces(text: string, offsets: readonly number[]): [string, (offset: number) => number] {
  const parts = [0, ...offsets].map((start, index) => text.slice(start, offsets[index]));
  const inserted = offsets.map((offset, index) => offset + index);
  return [parts.join(" "), (offset) => offset - countBelow(inserted, offset)];
}

function moveOffsets(event: Event, move: (offset: number) => number): Event {
  const entries = Object.entries(event).map(([key, value]) => [key, OFFSETS.includes(key) ? move(value) : value]);
  return Object.fromEntries(entries) as Event;
}

function findInScalars(offsets: readonly number[], events: readonly Event[]): Set<number> {
  const found = events.flatMap((event) =>
    event.type === EVENT_ID.SCALAR
      ? offsets.slice(countBelow(offsets, event.valueStart), countBelow(offsets, event.valueEnd))
      : [],
  );
  return new Set(found);
}

/** The number of values that are written as an alias, including those within the targets of aliases. */
function countAliases(
  value: unknown,
  path: readonly string[],
  positions: PositionIndex,
  known = new Map<unknown, number | undefined>(),
): number {
  if (typeof value !== "object" || value === null) return 0;
  const count = known.get(value);
  if (count !== undefined) return count + 1;
  if (known.has(value)) throw new YamlError("The alias leads to itself", positions.find(path, "value").start);
  known.set(value, undefined);
  const counts = Object.entries(value).map(([key, child]) => countAliases(child, [...path, key], positions, known));
  const sum = counts.reduce((total, one) => total + one, 0);
  known.set(value, sum);
  return sum;
}
