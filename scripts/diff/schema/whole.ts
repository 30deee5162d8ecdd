import type { Direction, Finding } from "../change.js";
import { childOf, type Place } from "../place.js";
import type { SchemaComparer, Side } from "./comparer.js";
import { conjunctionOf } from "./conjunction.js";
import type { Outcome } from "./outcome.js";
import type { Shape } from "./shape.js";

const PARTS: Record<string, string[]> = {
  if: ["if", "then", "else"],
  contains: ["contains", "minContains", "maxContains"],
};

/** Compares keywords whose effect depends on the whole schema: `not`, `if`, `contains` and the like. */
export function compareWhole(
  base: Shape,
  revision: Shape,
  direction: Direction,
  comparer: SchemaComparer,
  into: Outcome,
): void {
  compareNot(base, revision, direction, comparer, into);
  for (const name of new Set([...base.dependentSchemas.keys(), ...revision.dependentSchemas.keys()])) {
    const before = base.dependentSchemas.get(name) ?? conjunctionOf([]);
    const after = revision.dependentSchemas.get(name) ?? conjunctionOf([]);
    into.inner.push(comparer.compare(before, after, direction, revision.place));
  }
  for (const keyword of new Set([...base.whole.keys(), ...revision.whole.keys()])) {
    const before = base.whole.get(keyword) ?? [];
    const after = revision.whole.get(keyword) ?? [];
    compareList(keyword, before, after, comparer, into);
  }
}

// What is forbidden counts the other way round: to forbid less is to allow more.
function compareNot(base: Shape, revision: Shape, direction: Direction, comparer: SchemaComparer, into: Outcome): void {
  const outcome = (a: Place, b: Place) => comparer.compare(conjunctionOf([a]), conjunctionOf([b]), direction);
  // To forbid what can't be anyway says nothing.
  const matters =
    (side: Side, { atoms }: Shape) =>
    (place: Place) =>
      comparer
        .alternatives(side, conjunctionOf([place]), place)
        .some(({ shape }) => [...shape.atoms].some((atom) => atoms.has(atom)));
  const before = base.not.filter(matters("base", base));
  const after = revision.not.filter(matters("revision", revision));
  const lost = before.filter((a) => !after.some((b) => !comparer.has(outcome(a, b), "any")));
  const gained = after.filter((b) => !before.some((a) => !comparer.has(outcome(a, b), "any")));
  const narrows = gained.some((b) => !before.some((a) => !comparer.has(outcome(a, b), "widened")));
  const widens = lost.some((a) => !after.some((b) => !comparer.has(outcome(a, b), "narrowed")));
  const place = gained[0] ?? lost[0];
  if (!place || (!narrows && !widens)) return;
  const words = lost.length === 0 ? "was added" : gained.length === 0 ? "was removed" : "changed";
  into.findings.push({
    rule: "constraint-changed",
    message: `\`not\` ${words}`,
    place,
    source: gained[0] ? "revision" : "base",
    effect: narrows && widens ? "both" : narrows ? "narrowed" : "widened",
  });
}

function compareList(
  keyword: string,
  before: readonly Place[],
  after: readonly Place[],
  comparer: SchemaComparer,
  into: Outcome,
): void {
  const same = (a: Place, b: Place) =>
    (PARTS[keyword] ?? [""]).every((part) =>
      samePart(part ? childOf(a, part) : a, part ? childOf(b, part) : b, comparer),
    );
  const lost = before.filter((a) => !after.some((b) => same(a, b)));
  const gained = after.filter((b) => !before.some((a) => same(a, b)));
  const place = gained[0] ?? lost[0];
  if (!place) return;
  const finding: Finding = {
    rule: "constraint-changed",
    message: `\`${keyword}\` ${lost.length === 0 ? "was added" : gained.length === 0 ? "was removed" : "changed"}`,
    place,
    source: gained[0] ? "revision" : "base",
    // Which values it lets through then can't be told without trying them.
    effect: lost.length === 0 ? "narrowed" : gained.length === 0 ? "widened" : "both",
  };
  into.findings.push(finding);
}

function samePart(a: Place | undefined, b: Place | undefined, comparer: SchemaComparer): boolean {
  if (typeof a?.value === "number" || typeof b?.value === "number") return a?.value === b?.value;
  if (!a || !b) return a === b;
  return !comparer.has(comparer.compare(conjunctionOf([a]), conjunctionOf([b]), "request"), "any");
}
