import { canonicalJson } from "../description/index.js";
import { type Match, matchAlternatives } from "./match.js";
import { createSignatures, type Edge, isNever, isOpen, type Node, type Value } from "./node.js";
import type { IsStable } from "./unchanged.js";
import { areDisjoint, asUnion } from "./union.js";

/** A node of the base and its counterpart in the revision. */
export interface Pair {
  id: number;
  base: Node;
  revision: Node;
  /** The keywords whose values differ. */
  values: Map<string, [base: Value | undefined, revision: Value | undefined]>;
  /** The children that both have and that contain a difference, by path. */
  inner: Map<string, { pair: Pair; base: Edge; revision: Edge }>;
  /** The children that only one side has, by path; alternatives by their number. */
  alone: Map<string, { side: "base" | "revision"; edge: Edge }>;
  parents: Set<Pair>;
}

/**
 * Pairs everything reachable from two nodes, and keeps the pairs that contain a difference.
 *
 * @param isUnchanged - whether two parts that are written the same need no comparison @default never
 * @returns the pair of the two nodes; undefined if they mean the same
 */
export function pairNodes(base: Node, revision: Node, isUnchanged: IsStable = () => false): Pair | undefined {
  const sign = createSignatures();
  const isStable = ({ written }: Edge) => written?.every(isUnchanged) ?? false;
  const known = new Map<Node, Map<Node, Pair>>();
  const all: Pair[] = [];

  const pairOf = (a: Node, b: Node): Pair => {
    // If only one side has a choice, the other one is read as a choice with one alternative.
    const [left, right] = a.union && !b.union ? [a, asUnion(b)] : b.union && !a.union ? [asUnion(a), b] : [a, b];
    const partners = known.get(left) ?? new Map<Node, Pair>();
    known.set(left, partners);
    let pair = partners.get(right);
    if (!pair) {
      const empty = { values: new Map(), inner: new Map(), alone: new Map(), parents: new Set<Pair>() };
      pair = { id: all.length, base: left, revision: right, ...empty };
      partners.set(right, pair);
      all.push(pair);
    }
    return pair;
  };
  const walk = (owner: Pair, key: string, a: Edge, b: Edge) => {
    if (isStable(a) && JSON.stringify(a.written) === JSON.stringify(b.written)) return;
    const pair = pairOf(a.node(), b.node());
    pair.parents.add(owner);
    owner.inner.set(key, { pair, base: a, revision: b });
  };

  const compare = (pair: Pair) => {
    const { base: a, revision: b } = pair;
    if (isNever(a) || isNever(b)) {
      // What else a schema says makes no difference to one that allows nothing.
      if (!isNever(a) || !isNever(b)) pair.values.set("enum", [a.values.get("enum"), b.values.get("enum")]);
      return;
    }
    const walkOrAdd = (key: string, left: Edge | undefined, right: Edge | undefined, inner = key) => {
      if (left && right) walk(pair, inner, left, right);
      else if (left) pair.alone.set(key, { side: "base", edge: left });
      else if (right) pair.alone.set(key, { side: "revision", edge: right });
    };
    for (const key of new Set([...a.values.keys(), ...b.values.keys()])) {
      const sides = [a.values.get(key), b.values.get(key)] as const;
      if (!isSame(sides[0]?.value, sides[1]?.value)) pair.values.set(key, [...sides]);
    }
    for (const key of new Set([...a.edges.keys(), ...b.edges.keys()])) {
      const [left, right] = [a.edges.get(key) ?? a.rest?.(key), b.edges.get(key) ?? b.rest?.(key)];
      if (key === "additionalProperties" && left && right && (closes(left, right) || closes(right, left))) {
        // An object that is closed on one side and open on the other: its schemas of other properties would add as many
        // differences.
        const [before, after] = [left, right].map((edge) => ({ value: !isClosed(edge), location: edge.location }));
        pair.values.set(key, [before, after]);
      } else walkOrAdd(key, left, right);
    }
    for (const keyword of new Set([...a.wholes.keys(), ...b.wholes.keys()])) {
      const [left = [], right = []] = [a, b].map((node) =>
        [...(node.wholes.get(keyword) ?? [])].sort((one, other) => sign(one.node()) - sign(other.node())),
      );
      for (const index of Array.from({ length: Math.max(left.length, right.length) }).keys()) {
        walkOrAdd(keyword, left[index], right[index], `whole/${keyword}/${index}`);
      }
    }
    if (!a.union || !b.union) return;
    const matches = matchAlternatives(a.union, b.union, sign, isStable);
    for (const [index, [left, right]] of matches.entries()) {
      // If one alternative accepts everything, the others make no difference.
      if ((left && right) || !takesAll(left ? b : a)) walkOrAdd(`anyOf/${index}`, left, right);
    }
    if (a.exclusive || b.exclusive) setOverlap(pair, matches);
  };

  // `oneOf` rejects a value that matches two alternatives: if alternatives begin or cease to overlap, the accepted
  // values change.
  const setOverlap = (pair: Pair, matches: readonly Match[]) => {
    const { base, revision } = pair;
    // As deep as `areDisjoint` looks.
    const isSameChoice = matches.every(([a, b]) => a && b && sign(a.node(), 2) === sign(b.node(), 2));
    if (isSameChoice && base.exclusive === revision.exclusive) return;
    const overlap = (owner: Node, one: Edge | undefined, other: Edge | undefined) =>
      Boolean(owner.exclusive && one && other && !areDisjoint(one.node(), other.node()));
    for (const [index, [a, b]] of matches.entries()) {
      for (const [c, d] of matches.slice(index + 1)) {
        const [before, after] = [overlap(base, a, c), overlap(revision, b, d)];
        const value = { value: true, location: ((after ? b : a) ?? revision).location };
        if (!before && after) pair.values.set("overlap", [undefined, value]);
        else if (before && !after && !pair.values.has("overlap")) pair.values.set("overlap", [value, undefined]);
      }
    }
  };

  const top = pairOf(base, revision);
  // `compare` adds pairs to the list.
  for (const pair of all) compare(pair);
  return keepDifferences(all) ? top : undefined;
}

const isClosed = (edge: Edge) => isNever(edge.node());
const closes = (one: Edge, other: Edge) => isClosed(one) && isOpen(other.node());
const takesAll = ({ union = [] }: Node) => union.some((one) => isOpen(one.node()));

const isSame = (a: unknown, b: unknown) =>
  a === b || (typeof a === "object" && typeof b === "object" && canonicalJson(a) === canonicalJson(b));

/** Drops pairs without a difference; a difference in a part that is compared as a whole belongs to its owner. */
function keepDifferences(all: readonly Pair[]): boolean {
  const dirty = new Set(all.filter(({ values, alone }) => values.size + alone.size > 0));
  for (const pair of dirty) for (const parent of pair.parents) dirty.add(parent);
  for (const pair of all) {
    for (const [key, { pair: inner, base, revision }] of pair.inner) {
      const [, keyword] = /^whole\/([^/]+)/.exec(key) ?? [];
      if (keyword && dirty.has(inner)) {
        pair.values.set(keyword, [
          { value: "before", location: base.location },
          { value: "after", location: revision.location },
        ]);
      }
      if (keyword || !dirty.has(inner)) pair.inner.delete(key);
    }
  }
  return dirty.size > 0;
}
