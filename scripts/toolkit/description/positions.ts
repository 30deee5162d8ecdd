import { COLLECTION_STYLE, EVENT_ID, type Event, load, SCALAR_STYLE, type ScalarEvent } from "js-yaml";

const QUOTED: readonly number[] = [SCALAR_STYLE.SINGLE_QUOTED, SCALAR_STYLE.DOUBLE_QUOTED];
const BLOCKS: readonly number[] = [SCALAR_STYLE.LITERAL_BLOCK, SCALAR_STYLE.FOLDED_BLOCK];
// A plain scalar that may be a number, a boolean or null, which have other names as a key: 1.0 is "1".
const SPECIAL = /^(~|true|false|null|[-+]?\.?(\d|inf|nan)[\w.+-]*)?$/i;

/** The offset at which a scalar begins, including its quote or block header; negative if nothing is written. */
export function startOf(text: string, { valueStart, style }: ScalarEvent): number {
  if (QUOTED.includes(style)) return valueStart - 1;
  if (!BLOCKS.includes(style)) return valueStart;
  // The line before has the header, such as `|-`.
  const line = text.lastIndexOf("\n", valueStart - 2) + 1;
  return line + text.slice(line, valueStart).search(/[|>][-+\d]*[ \t]*(#[^\r\n]*)?[\r\n]+$/);
}

/** How many of some numbers, which are in ascending order, are lower than a number. */
export function countBelow(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The offsets at which the values of a text begin and end. It is built from the parser's events, which take ten times
 * the memory.
 */
export class PositionIndex {
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
    const closing = /(?:#[^\n]*\n|[^\]}#])*[\]}]/y;
    let end = 0;
    for (const [index, event] of events.entries()) {
      if (event.type === EVENT_ID.SCALAR) {
        if (event.valueStart >= 0) end = event.valueEnd + (QUOTED.includes(event.style) ? 1 : 0);
      } else if (event.type === EVENT_ID.ALIAS) end = event.anchorEnd;
      else if (event.type === EVENT_ID.POP) {
        const opened = open.pop() ?? 0;
        closing.lastIndex = end;
        // Only a collection has a style. A pair in a list has no brackets of its own.
        if (this.#styles[opened] === COLLECTION_STYLE.FLOW && /[[{]/.test(text.charAt(this.#starts[opened] ?? 0))) {
          end += closing.exec(text)?.[0].length ?? 0;
        }
        this.#ends[opened] = end;
        this.#next[opened] = index + 1;
      } else {
        open.push(index);
        end = Math.max(end, this.#starts[index] ?? 0);
      }
      this.#ends[index] = end;
    }
  }

  /**
   * The position of a value, as far along its path as the text has it: that of the key, or of the value itself.
   *
   * @returns offsets in the text; without an end, if not all of the path is written
   */
  find(path: readonly string[], at: "key" | "value"): { start: number; end?: number } {
    // The first event begins the document.
    let value = 1;
    let own = this.#starts[value] ?? -1;
    let start = Math.max(0, own);
    for (const key of path) {
      const entry = this.#entriesOf(value).get(key);
      if (!entry) return { start };
      value = entry.value;
      own = this.#starts[value] ?? -1;
      // An item for which nothing is written stands where its list does.
      start = [at === "key" ? -1 : own, entry.start, start].find((offset) => offset >= 0) ?? 0;
      if (this.#types[value] === EVENT_ID.ALIAS) return { start };
    }
    return own < 0 ? { start } : { start, end: this.#ends[value] ?? start };
  }

  /** The properties or items of a value: the offset of each key, and the number of the value. */
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
    if (QUOTED.includes(style ?? 0)) return /[\\\n]|''/.test(written) ? String(load(written)) : written.slice(1, -1);
    return SPECIAL.test(written) ? String(load(written || "~")) : written;
  }
}
