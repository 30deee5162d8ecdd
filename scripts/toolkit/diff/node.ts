import { canonicalJson, type Direction } from "../description/index.js";
import type { BundleLocation } from "./bundle-location.js";

/** The value of a keyword, and where it is written. */
export interface Value {
  value: unknown;
  location: BundleLocation;
}

/** A part of a contract in its normal form: what is written differently and means the same is the same here. */
export interface Node {
  /** Where it is written. */
  location: BundleLocation;
  /** The schemas that it is made of, where it is one. */
  parts?: readonly BundleLocation[];
  direction: Direction;
  values: ReadonlyMap<string, Value>;
  /** The parts inside it, by their path in the normal form, such as `properties/name`. */
  edges: ReadonlyMap<string, Edge>;
  /** What can only be compared as a whole, such as the schemas of `not`, by keyword. */
  wholes: ReadonlyMap<string, readonly Edge[]>;
  /** The schemas of which one has to fit; a node with alternatives has little else. */
  union?: readonly Alternative[];
  /** Exactly one of them has to fit, and none is chosen by a discriminator. */
  exclusive?: boolean;
  /** What stands for a part that is not listed, such as `additionalProperties` for a property. */
  rest?: (key: string) => Edge | undefined;
  isSchema?: boolean;
  /** It is being read, so nothing is known of it yet. */
  unread?: true;
  /** How reports call it, such as "the request body" or "GET /pets". */
  part?: string | undefined;
  operation?: string;
}

/** A way from one node to another, made when it is walked: schemas contain themselves. */
export interface Edge {
  location: BundleLocation;
  node: () => Node;
  /** All that the node is made of, as it is written: where both sides are the same, it need not be compared. */
  written?: readonly unknown[];
}

/** One alternative of a choice; where a discriminator chooses, by the value that it chooses it with. */
export interface Alternative extends Edge {
  name: string | undefined;
}

const NOTHING = new Map<string, never>();

/** Makes a node; what is not given is empty. */
export function createNode(node: Partial<Node> & Pick<Node, "location" | "direction">): Node {
  return { values: NOTHING, edges: NOTHING, wholes: NOTHING, ...node };
}

/** Makes a node when it is first asked for; one that is being read is asked for again. */
export function lazily(make: () => Node): () => Node {
  let node: Node | undefined;
  return () => {
    const made = node ?? make();
    if (!made.unread) node = made;
    return made;
  };
}

/** Numbers nodes, so that two with the same number say the same as deep as the number looks. */
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

/** The node of a schema that nothing fits. */
export function never(location: BundleLocation, direction: Direction): Node {
  return createNode({
    location,
    direction,
    isSchema: true,
    values: new Map([["enum", { value: [], location }]]),
  });
}

/** Whether nothing fits. */
export const isNever = ({ values }: Node) => (values.get("enum")?.value as unknown[] | undefined)?.length === 0;

/** Whether everything fits. */
export const isOpen = ({ values, edges, wholes, union: choice }: Node) =>
  !choice && values.size + edges.size + wholes.size === 0;

/** The JSON type of a value; whole numbers have their own. */
export function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

/** The JSON types of a list in order, each once; a whole number is a number. */
export function uniteTypes(items: readonly string[]): string[] {
  const all = [...new Set(items)].sort();
  return all.includes("number") ? all.filter((type) => type !== "integer") : all;
}
