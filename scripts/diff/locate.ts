import { existsSync, readFileSync } from "node:fs";
import { type EventType, load, type State } from "js-yaml";
import { DESCRIPTION_SCHEMA } from "./description.js";

/** A place in a text, counted from one. */
export interface Position {
  line: number;
  column: number;
}

interface Node {
  start: Position;
  kind: string | undefined;
  value: unknown;
  children: Node[];
}

const trees = new Map<string, Node | undefined>();

/**
 * Finds the line and column of a JSON pointer in a YAML or JSON file.
 * What is not there is placed at the nearest thing around it that is.
 */
export function locate(file: string, pointer: string): Position {
  if (!trees.has(file)) trees.set(file, existsSync(file) ? readTree(readFileSync(file, "utf8")) : undefined);
  let node = trees.get(file);
  let position: Position = { line: 1, column: 1 };
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    const found = node && childOf(node, key);
    if (!found) break;
    position = found.at;
    node = found.node;
  }
  return position;
}

function childOf({ kind, children }: Node, key: string): { node: Node; at: Position } | undefined {
  if (kind === "sequence") {
    const node = children[Number(key)];
    return node && { node, at: node.start };
  }
  // The children of a mapping are its keys and values in turn; a member is where its key is.
  for (let index = 0; index + 1 < children.length; index += 2) {
    const [name, node] = [children[index], children[index + 1]];
    if (name && node && String(name.value) === key) return { node, at: name.start };
  }
  return undefined;
}

/** Parses once more, listening to where the parser is when a node begins. */
function readTree(text: string): Node | undefined {
  const root: Node = { start: { line: 1, column: 1 }, kind: "sequence", value: undefined, children: [] };
  const stack: Node[] = [root];
  const listener = (event: EventType, state: State & { result?: unknown; kind?: string }) => {
    if (event === "open") {
      stack.push({ start: positionAt(text, state), kind: undefined, value: undefined, children: [] });
      return;
    }
    const node = stack.pop();
    if (!node) return;
    node.kind = state.kind ?? undefined;
    node.value = state.result;
    // A flow mapping is read as if it were the key of a block mapping at first: then it is inside itself.
    const [only, ...others] = node.children;
    const isItself = only !== undefined && others.length === 0 && only.value === node.value && only.kind === node.kind;
    stack.at(-1)?.children.push(isItself ? only : node);
  };
  load(text, { schema: DESCRIPTION_SCHEMA, listener: listener as (event: EventType, state: State) => void });
  return root.children[0];
}

// The parser announces a node before it skips the blanks and comments in front of it.
function positionAt(text: string, { position, line, lineStart }: State): Position {
  const gap = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?:- +)?/.exec(text.slice(position, position + 2000))?.[0] ?? "";
  const lines = gap.split("\n");
  return lines.length === 1
    ? { line: line + 1, column: position - lineStart + gap.length + 1 }
    : { line: line + lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
