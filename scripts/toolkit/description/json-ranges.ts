import type { LocatedValue } from "./yaml.js";

interface Range {
  key: number;
  start: number;
  end: number;
}

/** Finds where the parts of a valid JSON text are written: goes through each value once, when it is first on the way. */
export function findInJson(text: string): LocatedValue["find"] {
  const known = new Map<number, ReadonlyMap<string, Range>>();
  const rangesAt = (start: number) => {
    const ranges = known.get(start) ?? readRanges(text, start);
    known.set(start, ranges);
    return ranges;
  };
  const first = text.search(/\S/);
  return (path, at) => {
    let found: Range = { key: first, start: first, end: text.trimEnd().length };
    for (const key of path) {
      const inner = rangesAt(found.start).get(key);
      if (!inner) return { start: at === "key" ? found.key : found.start };
      found = inner;
    }
    return { start: at === "key" ? found.key : found.start, end: found.end };
  };
}

/** The parts of a list or an object, by index or key: where the key is, and where the value begins and ends. */
function readRanges(text: string, start: number): Map<string, Range> {
  const ranges = new Map<string, Range>();
  const isList = text[start] === "[";
  if (!isList && text[start] !== "{") return ranges;
  const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
  token.lastIndex = start;
  let [depth, end, name] = [0, start, ""];
  let key: number | undefined;
  let value: number | undefined;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const { 0: word, index } = found;
    const closes = word === "}" || word === "]";
    if (depth === 1 && (closes || word === ",")) {
      if (value !== undefined) {
        ranges.set(isList ? String(ranges.size) : String(JSON.parse(name)), { key: key ?? value, start: value, end });
      }
      key = value = undefined;
    } else if (depth === 1 && word !== ":") {
      if (isList || key !== undefined) value ??= index;
      else [key, name] = [index, word];
    }
    if (word === "{" || word === "[") depth += 1;
    else if (closes) depth -= 1;
    if (depth === 0) break;
    end = token.lastIndex;
  }
  return ranges;
}
