import { canonicalJson, type Direction } from "../description/index.js";
import type { BundleLocation } from "./bundle-location.js";

/** The value of a keyword, and its location. */
export interface Value {
  value: unknown;
  location: BundleLocation;
}

/** A part of a contract in its normal form: parts that mean the same are the same here, however they are written. */
export interface Node {
  /** Its location. */
  location: BundleLocation;
  /** The schemas that it is made of, if it is a schema. */
  parts?: readonly BundleLocation[];
  direction: Direction;
  values: ReadonlyMap<string, Value>;
  /** Its children, by their path in the normal form, such as `properties/name`. */
  edges: ReadonlyMap<string, Edge>;
  /** Parts that can only be compared as a whole, such as the schema of `not`, by keyword. */
  wholes: ReadonlyMap<string, readonly Edge[]>;
  /** The alternatives, of which one has to match; a node with alternatives has little else. */
  union?: readonly Alternative[];
  /** Exactly one of them has to match, and no discriminator chooses it. */
  exclusive?: boolean;
  /** The fallback for a child that is not listed, such as `additionalProperties` for a property. */
  rest?: (key: string) => Edge | undefined;
  isSchema?: boolean;
  /** It is being read, so nothing is known of it yet. */
  unread?: true;
  /** How reports call it, such as "the request body" or "GET /pets". */
  part?: string | undefined;
  operation?: string;
}

/** A link from one node to another, resolved on request: schemas may contain themselves. */
export interface Edge {
  location: BundleLocation;
  node: () => Node;
  /** The source values of the node: if they are the same on both sides, it need not be compared. */
  written?: readonly unknown[];
}

/** One alternative of a choice; with a discriminator, also the value that selects it. */
export interface Alternative extends Edge {
  name: string | undefined;
}

const NOTHING = new Map<string, never>();

/** Makes a node; missing properties are empty. */
export function createNode(node: Partial<Node> & Pick<Node, "location" | "direction">): Node {
  return { values: NOTHING, edges: NOTHING, wholes: NOTHING, ...node };
}

/** Makes a node on first use, and again if it was still being read then. */
export function lazily(make: () => Node): () => Node {
  let node: Node | undefined;
  return () => {
    const made = node ?? make();
    if (!made.unread) node = made;
    return made;
  };
}

/** Numbers nodes: two nodes with the same number mean the same, to the depth that the number covers. */
export function createSignatures(): (node: Node, depth?: number) => number {
  const numbers = new Map<string, number>();
  const known = new WeakMap<Node, number[]>();
  const sign = (node: Node, depth = 5): number => {
    const mine = known.get(node) ?? [];
    known.set(node, mine);
    const ready = mine[depth];
    if (ready !== undefined) return ready;
    const inner = (edge: Edge) => (depth === 0 ? 0 : sign(edge.node(), depth - 1));
    const parts = [
      [...node.values].map(([key, { value }]) => `${key}=${canonicalJson(value)}`).sort(),
      [...node.edges].map(([key, edge]) => `${key}:${inner(edge)}`).sort(),
      [...node.wholes].map(([key, edges]) => `${key}:${edges.map(inner).sort()}`).sort(),
      node.union?.map((edge) => `${edge.name}:${inner(edge)}`).sort(),
    ];
    const text = JSON.stringify(parts);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    mine[depth] = number;
    return number;
  };
  return sign;
}

/** The node of a schema that allows nothing. */
export function never(location: BundleLocation, direction: Direction): Node {
  return createNode({ location, direction, isSchema: true, values: new Map([["enum", { value: [], location }]]) });
}

/** Whether it allows nothing. */
export const isNever = ({ values }: Node) => (values.get("enum")?.value as unknown[] | undefined)?.length === 0;

/** Whether it allows everything. */
export const isOpen = ({ values, edges, wholes, union: choice }: Node) =>
  !choice && values.size + edges.size + wholes.size === 0;

/** The JSON type of a value; an integer has its own. */
export function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

/** The JSON types of a list in order, each once; an integer counts as a number. */
export function uniteTypes(items: readonly string[]): string[] {
  const all = [...new Set(items)].sort();
  return all.includes("number") ? all.filter((type) => type !== "integer") : all;
}
