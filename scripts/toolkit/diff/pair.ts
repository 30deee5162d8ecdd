import { canonicalJson } from "../description/index.js";
import { type Match, matchAlternatives } from "./match.js";
import { createSignatures, type Edge, isNever, isOpen, type Node, type Value } from "./node.js";
import type { UnchangedParts } from "./unchanged.js";
import { areDisjoint, asUnion } from "./union.js";

/** A node of the base with the one of the revision that it is compared with. */
export interface Pair {
  id: number;
  base: Node;
  revision: Node;
  /** The values that differ, by keyword. */
  values: Map<string, [base: Value | undefined, revision: Value | undefined]>;
  /** What both have, where something inside it differs, by path. */
  inner: Map<string, { pair: Pair; base: Edge; revision: Edge }>;
  /** What one side has alone, by path; of alternatives by their number. */
  alone: Map<string, { side: "base" | "revision"; edge: Edge }>;
  parents: Set<Pair>;
}

/**
 * Pairs all that two nodes lead to, and keeps what leads to a difference.
 *
 * @param unchanged - what need not be looked at @default nothing
 * @returns the pair of the two nodes; nothing, if they say the same
 */
export function pairNodes(base: Node, revision: Node, unchanged?: UnchangedParts): Pair | undefined {
  const sign = createSignatures();
  const isStable = ({ written }: Edge) => unchanged !== undefined && (written?.every(unchanged.isStable) ?? false);
  const known = new Map<Node, Map<Node, Pair>>();
  const all: Pair[] = [];

  const pairOf = (a: Node, b: Node): Pair => {
    // A choice on one side only is a choice of one on the other.
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
    for (const key of new Set([...a.values.keys(), ...b.values.keys()])) {
      const sides = [a.values.get(key), b.values.get(key)] as const;
      if (!isSame(sides[0]?.value, sides[1]?.value)) pair.values.set(key, [...sides]);
    }
    for (const key of new Set([...a.edges.keys(), ...b.edges.keys()])) {
      const [left, right] = [a.edges.get(key) ?? a.rest?.(key), b.edges.get(key) ?? b.rest?.(key)];
      if (left && right) closeOrWalk(pair, key, left, right);
      else if (left) pair.alone.set(key, { side: "base", edge: left });
      else if (right) pair.alone.set(key, { side: "revision", edge: right });
    }
    for (const keyword of new Set([...a.wholes.keys(), ...b.wholes.keys()])) {
      const sorted = [a, b].map((node) =>
        [...(node.wholes.get(keyword) ?? [])].sort((one, other) => sign(one.node()) - sign(other.node())),
      );
      const [left = [], right = []] = sorted;
      for (const index of Array.from({ length: Math.max(left.length, right.length) }).keys()) {
        const [one, other] = [left[index], right[index]];
        const key = `${keyword}/${index}`;
        if (one && other) walk(pair, `whole/${key}`, one, other);
        else if (one ?? other)
          pair.alone.set(keyword, { side: one ? "base" : "revision", edge: (one ?? other) as Edge });
      }
    }
    if (!a.union || !b.union) return;
    const matches = matchAlternatives(a.union, b.union, sign, isStable);
    for (const [index, [left, right]] of matches.entries()) {
      if (left && right) walk(pair, `anyOf/${index}`, left, right);
      // Where one alternative takes everything, others make no difference.
      else if (left && !takesAll(b)) pair.alone.set(`anyOf/${index}`, { side: "base", edge: left });
      else if (right && !takesAll(a)) pair.alone.set(`anyOf/${index}`, { side: "revision", edge: right });
    }
    if (a.exclusive || b.exclusive) pairOverlap(pair, matches);
  };

  // "Exactly one" rejects what fits two: alternatives that begin or cease to overlap change what is accepted.
  const pairOverlap = (pair: Pair, matches: readonly Match[]) => {
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

  const closeOrWalk = (pair: Pair, key: string, left: Edge, right: Edge) => {
    const isClosed = (edge: Edge) => isNever(edge.node());
    const closes = (one: Edge, other: Edge) => isClosed(one) && isOpen(other.node());
    if (key !== "additionalProperties" || !(closes(left, right) || closes(right, left))) walk(pair, key, left, right);
    else {
      const [before, after] = [left, right].map((edge) => ({ value: !isClosed(edge), location: edge.location }));
      pair.values.set(key, [before, after]);
    }
  };

  const top = pairOf(base, revision);
  // The list grows while it is gone through.
  for (const pair of all) compare(pair);
  return keepDifferences(all) ? top : undefined;
}

const takesAll = ({ union = [] }: Node) => union.some((one) => isOpen(one.node()));

const isSame = (a: unknown, b: unknown) =>
  a === b || (typeof a === "object" && typeof b === "object" && canonicalJson(a) === canonicalJson(b));

/** Drops what leads to no difference; a difference in what is compared as a whole is one of its owner. */
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
