import { groupBy, intersectTypes } from "../description/index.js";
import type { Alternative, Node } from "./node.js";
import { typesOf } from "./union.js";

/** Two matched alternatives, or one without a match. */
export type Match = [base: Alternative | undefined, revision: Alternative | undefined];

// Alternatives with less in common than this are one removed and one added, rather than one changed.
const MIN_LIKENESS = 0.5;

/** Matches the alternatives of two choices: first by name, then equal ones, then the most similar. */
export function matchAlternatives(
  base: readonly Alternative[],
  revision: readonly Alternative[],
  sign: (node: Node, depth?: number) => number,
  isStable: (alternative: Alternative) => boolean,
): Match[] {
  const matches: Match[] = [];
  const [left, right] = [new Set(base), new Set(revision)];
  const match = (a: Alternative, b: Alternative) => {
    matches.push([a, b]);
    left.delete(a);
    right.delete(b);
  };
  /** Matches alternatives that have the same key, in order; with `ifUnique`, only if each side has exactly one. */
  const matchBy = (key: (alternative: Alternative) => string | undefined, ifUnique = false) => {
    const [owners, partners] = [groupBy(left, key), groupBy(right, key)];
    for (const [value, own] of owners) {
      const others = partners.get(value) ?? [];
      if (ifUnique && own.length + others.length > 2) continue;
      for (const [index, one] of own.entries()) if (others[index]) match(one, others[index]);
    }
  };
  matchBy((one) => (isStable(one) ? `${one.name ?? ""} ${JSON.stringify(one.written)}` : undefined));
  // First by the values directly in them: a deeper look may cover most of the description.
  matchBy((one) => one.name, true);
  matchBy((one) => `${one.name ?? ""} ${sign(one.node(), 1)}`, true);
  matchBy((one) => `${one.name ?? ""} ${sign(one.node())}`);
  matchBy((one) => one.name);
  const scored = [...left].flatMap((a) => [...right].map((b) => ({ a, b, score: likeness(a, b) })));
  for (const { a, b, score } of scored.sort((one, other) => other.score - one.score)) {
    if (score >= MIN_LIKENESS && left.has(a) && right.has(b)) match(a, b);
  }
  // With a discriminator, a schema with several names is listed once for each; without one, only once.
  const isMatched = (one: Alternative, side: 0 | 1) =>
    matches.some((pair) => pair[side]?.node() === one.node() && pair[1 - side]?.name === undefined);
  const removed = [...left].filter((one) => !isMatched(one, 0)).map((one): Match => [one, undefined]);
  const added = [...right].filter((one) => !isMatched(one, 1)).map((one): Match => [undefined, one]);
  return [...matches, ...removed, ...added];
}

/** The similarity of two alternatives: from 0 to 1, and higher if they are the same component. */
function likeness(one: Alternative, other: Alternative): number {
  // A discriminator separates alternatives with different names.
  if (one.name !== undefined && other.name !== undefined) return 0;
  const [a, b] = [one.node(), other.node()];
  const types = [typesOf(a), typesOf(b)];
  if (types[0] && types[1] && intersectTypes(types[0], types[1]).length === 0) return 0;
  const keys = (node: Node) => [...node.edges.keys(), ...node.values.keys()];
  const [mine, its] = [keys(a), keys(b)];
  const all = new Set([...mine, ...its]);
  const shared = mine.filter((key) => its.includes(key));
  for (const key of shared.filter((name) => name.startsWith("properties/"))) {
    const lists = [a, b].map((node) => node.edges.get(key)?.node().values.get("enum")?.value as unknown[] | undefined);
    if (lists[0] && lists[1] && !lists[0].some((value) => lists[1]?.includes(value))) return 0;
  }
  const named = refOf(one) !== undefined && refOf(one) === refOf(other) ? 0.5 : 0;
  return (all.size === 0 ? 1 : shared.length / all.size) + named;
}

const refOf = ({ location }: Alternative) => (location.value as { $ref?: string } | null)?.$ref;
