import { CORE_SCHEMA, type EventType, load, type State } from "js-yaml";

/** A line and a column, counted from 1. */
export interface Position {
  line: number;
  column: number;
}

interface Node {
  /** Where the node begins, before it is known what it is. */
  start: number;
  end: number;
  kind: string | null;
  result: unknown;
  children: Node[];
}

/**
 * Finds where a part of a YAML or JSON text stands: a member at its key, an item at its beginning. For a part that is
 * only there by an alias, where the next larger part that is there stands.
 */
export function createLocator(text: string): (path: readonly string[]) => Position {
  let root: Node | undefined;
  let lineStarts: number[] | undefined;

  return (path) => {
    root ??= readNodes(text);
    lineStarts ??= findLineStarts(text);
    return toPosition(find(root, path, text), lineStarts);
  };
}

// js-yaml tells its listener when it begins and ends to read a node; keys are nodes as well.
function readNodes(text: string): Node {
  const top: Node = { start: 0, end: text.length, kind: null, result: undefined, children: [] };
  const open: Node[] = [top];
  function listener(this: State, event: EventType, state: State): void {
    if (event === "open") {
      open.push({ start: state.position, end: state.position, kind: null, result: undefined, children: [] });
      return;
    }
    const node = open.pop() as Node;
    Object.assign(node, { end: state.position, kind: state.kind, result: state.result });
    open.at(-1)?.children.push(node);
  }
  load(text, { listener, json: true, schema: CORE_SCHEMA });
  return top.children[0] ?? top;
}

function find(root: Node, path: readonly string[], text: string): number {
  let node = unwrap(root);
  let best = node.start;
  for (const part of path) {
    if (node.kind === "sequence") {
      const item = node.children[Number(part)];
      if (!item) break;
      node = unwrap(item);
      best = skipBlank(text, item.start);
      continue;
    }
    const index = node.children.findIndex((child) => String(child.result) === part && isKey(child, text));
    const key = node.children[index];
    if (!key) break;
    best = skipBlank(text, key.start);
    const value = node.children[index + 1];
    // A key without a value is followed by the next key.
    if (!value || isKey(value, text)) break;
    node = unwrap(value);
  }
  return skipBlank(text, best);
}

// js-yaml first takes `{…}` and `[…]` for a key, and so begins to read them twice.
function unwrap(node: Node): Node {
  const [only] = node.children;
  const isTwin = typeof node.result === "object" && node.result !== null && only?.result === node.result;
  return isTwin && only ? unwrap(only) : node;
}

function isKey({ end, result }: Node, text: string): boolean {
  if (typeof result === "object" && result !== null) return false;
  let index = end;
  while (text[index] === " " || text[index] === "\t") index++;
  return text[index] === ":";
}

// To the first character that says something: js-yaml begins a node at the blanks and comments before it.
function skipBlank(text: string, from: number): number {
  let index = from;
  for (;;) {
    while (index < text.length && /\s/.test(text[index] ?? "")) index++;
    if (text[index] !== "#") return index;
    while (index < text.length && text[index] !== "\n") index++;
  }
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let index = text.indexOf("\n"); index >= 0; index = text.indexOf("\n", index + 1)) starts.push(index + 1);
  return starts;
}

function toPosition(offset: number, starts: readonly number[]): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
