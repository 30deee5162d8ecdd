import type { Direction, Finding } from "../change.js";
import type { Description } from "../description.js";
import type { Place } from "../place.js";
import { type Alternative, AlternativeReader, labelOf, splitByType } from "./alternatives.js";
import { type Conjunction, conjunctionOf } from "./conjunction.js";
import { areDisjoint } from "./disjoint.js";
import { compareShapes } from "./compare-shapes.js";
import { matchAlternatives } from "./match-alternatives.js";

/** What two schemas differ in: findings of their own, and the results of the schemas inside. */
export interface Outcome {
  findings: Finding[];
  inner: Outcome[];
  done: boolean;
  /** A part of the comparison comes when all else is done. */
  waits?: boolean;
}

const newOutcome = (): Outcome => ({ findings: [], inner: [], done: false });

// Schemas deeper inside one another than this are compared later.
const DEEPEST = 10;
const MOST_NESTED = 20;

/** One of the two sides of a comparison. */
export type Side = "base" | "revision";

/**
 * Compares schemas of two descriptions.
 * Each pair is compared once in a direction; a pair that is met again inside itself is taken to agree, which ends recursion.
 */
export class SchemaComparer {
  readonly #outcomes = new Map<string, Outcome>();
  readonly #readers: Record<Side, AlternativeReader>;
  #depth = 0;
  #nesting = 0;
  readonly #postponed: (() => void)[] = [];
  readonly #late: (() => void)[] = [];
  readonly #quiet = new WeakSet<Outcome>();

  constructor(
    readonly base: Description,
    readonly revision: Description,
  ) {
    this.#readers = { base: new AlternativeReader(base), revision: new AlternativeReader(revision) };
  }

  /** All differences of two schemas, for values that the given side sends. */
  findings(base: Place | undefined, revision: Place | undefined, direction: Direction): Finding[] {
    const outcome = this.compare(conjunctionOf([base]), conjunctionOf([revision]), direction);
    this.#settle();
    for (let job = this.#late.shift(); job; job = this.#late.shift()) job();
    const found: Finding[] = [];
    this.#has(outcome, (finding) => {
      found.push(finding);
      return false;
    });
    return found;
  }

  /** Compares two conjunctions. */
  compare(base: Conjunction, revision: Conjunction, direction: Direction, fallback?: Place): Outcome {
    const key = `${direction} ${base.id} ${revision.id}`;
    const known = this.#outcomes.get(key);
    if (known) return known;
    const outcome = newOutcome();
    if (base.id === "" && revision.id === "") return { ...outcome, done: true };
    this.#outcomes.set(key, outcome);
    const job = () => this.#compareNow(base, revision, direction, fallback, outcome);
    if (this.#depth < DEEPEST) this.#run(job);
    else this.#postponed.push(job);
    return outcome;
  }

  /** Whether an outcome has a finding of an effect, at any depth. */
  has(outcome: Outcome, effect: "narrowed" | "widened" | "any"): boolean {
    this.#settle();
    return this.#has(outcome, (found) => effect === "any" || [effect, "both", "breaking"].includes(found.effect));
  }

  #has(outcome: Outcome, fits: (finding: Finding) => boolean): boolean {
    const seen = new Set<Outcome>();
    let quiet = true;
    const walk = (current: Outcome): boolean => {
      if (seen.has(current) || this.#quiet.has(current)) return false;
      seen.add(current);
      quiet &&= current.findings.length === 0;
      return current.findings.some(fits) || current.inner.some(walk);
    };
    const found = walk(outcome);
    // When nothing is open any more, what agrees with all that is inside it need not be walked again.
    if (!found && quiet && this.#nesting === 0 && this.#depth === 0) for (const one of seen) this.#quiet.add(one);
    return found;
  }

  #compareNow(
    base: Conjunction,
    revision: Conjunction,
    direction: Direction,
    fallback: Place | undefined,
    outcome: Outcome,
  ): void {
    const at = base.schemas[0] ?? revision.schemas[0] ?? fallback ?? { value: {}, file: "", pointer: "" };
    const before = this.alternatives("base", base, at);
    const after = this.alternatives("revision", revision, revision.schemas[0] ?? fallback ?? at);
    if (before.length === 1 && after.length === 1) {
      this.#compareAlternatives(before[0], after[0], direction, outcome);
    } else {
      // A list of types is a choice, too, where the other side writes it as one.
      const split = (list: Alternative[], other: Alternative[]) => (other.length > 1 ? list.flatMap(splitByType) : list);
      this.#compareChoices(split(before, after), split(after, before), direction, outcome);
    }
    finish(outcome);
  }

  #run(job: () => void): void {
    this.#depth += 1;
    job();
    this.#depth -= 1;
  }

  get #isTooNested(): boolean {
    return this.#nesting > MOST_NESTED;
  }

  /** Does what was put off, so that schemas that are deep inside one another don't end in a full stack. */
  #settle(): void {
    // Choices inside choices inside choices: what is still open is then taken to agree, and told where it is found.
    if (this.#isTooNested) return;
    const depth = this.#depth;
    this.#depth = 0;
    this.#nesting += 1;
    for (let job = this.#postponed.pop(); job; job = this.#postponed.pop()) this.#run(job);
    this.#nesting -= 1;
    this.#depth = depth;
  }

  /** The ways in which a value can satisfy a conjunction. */
  alternatives(side: Side, conjunction: Conjunction, fallback: Place): Alternative[] {
    return this.#readers[side].read(conjunction, fallback);
  }

  #compareAlternatives(a: Alternative | undefined, b: Alternative | undefined, direction: Direction, into: Outcome) {
    if (a && b) into.inner.push(this.#outcomeOf(a, b, direction));
  }

  #outcomeOf(a: Alternative, b: Alternative, direction: Direction): Outcome {
    const key = `${direction} ${a.id} alone ${b.id}`;
    let outcome = this.#outcomes.get(key);
    if (!outcome) {
      outcome = newOutcome();
      this.#outcomes.set(key, outcome);
      compareShapes(a.shape, b.shape, direction, this, outcome);
      finish(outcome);
    }
    return outcome;
  }

  #compareChoices(before: Alternative[], after: Alternative[], direction: Direction, into: Outcome): void {
    const outcomeOf = (a: Alternative, b: Alternative) => this.#outcomeOf(a, b, direction);
    const { pairs, removed, added } = matchAlternatives(before, after, (a, b, effect) => this.has(outcomeOf(a, b), effect));
    for (const [a, b] of pairs) this.#compareAlternatives(a, b, direction, into);

    const covers = (inner: Alternative, outer: Alternative, effect: "narrowed" | "widened") =>
      !this.#isTooNested &&
      !this.has(effect === "narrowed" ? outcomeOf(inner, outer) : outcomeOf(outer, inner), effect);
    for (const gone of removed) {
      if (after.some((other) => covers(gone, other, "narrowed"))) continue;
      into.findings.push({
        rule: "variant-removed",
        message: `The alternative ${labelOf(gone)} was removed`,
        place: gone.place,
        source: "base",
        effect: "narrowed",
        narrowedAnswer: "dangerous",
      });
    }
    for (const fresh of added) {
      const covered = before.some((other) => covers(fresh, other, "widened"));
      into.findings.push({
        rule: "variant-added",
        message: `The alternative ${labelOf(fresh)} was added`,
        place: fresh.place,
        source: "revision",
        effect: covered ? "compatible" : "widened",
      });
    }
    // Whether alternatives overlap can be told when all inside them is compared.
    into.waits = true;
    this.#late.push(() => {
      into.findings.push(
        ...this.#findOverlap("revision", "narrowed", before, after, pairs, direction),
        ...this.#findOverlap("base", "widened", after, before, pairs, direction),
      );
    });
  }

  // Of `oneOf` exactly one may fit: an alternative that comes, or takes in more, can spoil values that fitted another.
  #findOverlap(
    side: Side,
    effect: "narrowed" | "widened",
    senders: readonly Alternative[],
    takers: readonly Alternative[],
    pairs: readonly [Alternative, Alternative][],
    direction: Direction,
  ): Finding[] {
    const mates = new Map([...pairs, ...pairs.map(([a, b]): [Alternative, Alternative] => [b, a])]);
    const grows = (taker: Alternative) => {
      const pair = pairs.find((candidate) => candidate.includes(taker));
      return !pair || this.#has(this.#outcomeOf(...pair, direction), effect === "narrowed" ? isWidening : isNarrowing);
    };
    for (const taker of takers) {
      // Where one had to fit before, and nothing new fits now, one still fits.
      const suspects = senders.filter((sender) => sender !== mates.get(taker));
      const settled = suspects.every((sender) => sender.exclusive && mates.has(sender));
      if (!taker.exclusive || suspects.length === 0 || (settled && !grows(taker))) continue;
      const sender = suspects.find((suspect) => !this.#areApart(side, suspect, taker, senders.length === 1));
      if (!sender) continue;
      const message = `A value can fit both ${labelOf(taker)} and ${labelOf(sender)}, of which \`oneOf\` takes one`;
      return [{ rule: "variants-overlap", message, place: taker.place, source: side, effect }];
    }
    return [];
  }

  #areApart(side: Side, sender: Alternative, taker: Alternative, alone: boolean): boolean {
    const other = side === "base" ? "revision" : "base";
    return areDisjoint(
      { shape: sender.shape, reader: this.#readers[other] },
      { shape: taker.shape, reader: this.#readers[side] },
      alone || sender.exclusive,
    );
  }
}

const isNarrowing = ({ effect, strictly }: Finding) =>
  ["narrowed", "both", "breaking"].includes(effect) || strictly === "narrowed";
const isWidening = ({ effect, strictly }: Finding) =>
  ["widened", "both", "breaking"].includes(effect) || strictly === "widened";

// What is done and agrees is left out, so that a walk over the differences is short.
function finish(outcome: Outcome): void {
  outcome.inner = outcome.inner.filter(({ done, findings, inner }) => !done || findings.length + inner.length > 0);
  outcome.done = !outcome.waits;
}
