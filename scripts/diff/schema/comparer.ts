import type { Direction, Finding } from "../change.js";
import type { Description } from "../description.js";
import type { Place } from "../place.js";
import { type Alternative, AlternativeReader, labelOf, splitByType } from "./alternatives.js";
import { compareShapes } from "./compare-shapes.js";
import { type Conjunction, conjunctionOf } from "./conjunction.js";
import { areDisjoint } from "./disjoint.js";
import { matchAlternatives } from "./match-alternatives.js";
import { answerAll, EFFECTS, finish, isNarrowing, isWidening, newOutcome, type Outcome, type Test } from "./outcome.js";

// Schemas deeper inside one another than this are compared later.
const DEEPEST = 10;
const MOST_NESTED = 20;

// A description that is compared with many others is read once.
const readers = new WeakMap<Description, AlternativeReader>();

function readerOf(description: Description): AlternativeReader {
  const reader = readers.get(description) ?? new AlternativeReader(description);
  readers.set(description, reader);
  return reader;
}

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
  readonly #known = new Map<Test, Map<Outcome, boolean>>();

  constructor(
    readonly base: Description,
    readonly revision: Description,
  ) {
    this.#readers = { base: readerOf(base), revision: readerOf(revision) };
  }

  /** All differences of two schemas, for values that the given side sends. */
  findings(base: Place | undefined, revision: Place | undefined, direction: Direction): Finding[] {
    const outcome = this.compare(conjunctionOf([base]), conjunctionOf([revision]), direction);
    this.#settle();
    for (let job = this.#late.shift(); job; job = this.#late.shift()) job();
    return this.#gather(outcome);
  }

  /** Compares two conjunctions. The outcome can be filled later: `has` waits for that. */
  compare(base: Conjunction, revision: Conjunction, direction: Direction, fallback?: Place): Outcome {
    if (base.id === "" && revision.id === "") return { ...newOutcome(), done: true };
    const at = base.schemas[0] ?? revision.schemas[0] ?? fallback ?? { value: {}, file: "", pointer: "" };
    const before = this.alternatives("base", base, at);
    const after = this.alternatives("revision", revision, revision.schemas[0] ?? fallback ?? at);
    const [a, b] = [before[0], after[0]];
    if (before.length === 1 && after.length === 1 && a && b) return this.#outcomeOf(a, b, direction);
    // A list of types is a choice, too, where the other side writes it as one.
    const split = (list: Alternative[], other: Alternative[]) => (other.length > 1 ? list.flatMap(splitByType) : list);
    const ids = (list: Alternative[]) => list.map(({ id }) => id).join(" or ");
    return this.#outcome(`${direction} ${ids(before)} / ${ids(after)}`, (outcome) =>
      this.#compareChoices(split(before, after), split(after, before), direction, outcome),
    );
  }

  /** Whether an outcome has a finding of an effect, at any depth. */
  has(outcome: Outcome, effect: "narrowed" | "widened" | "any"): boolean {
    this.#settle();
    return this.#has(outcome, EFFECTS[effect]);
  }

  #has(outcome: Outcome, fits: Test): boolean {
    // While something is open, an answer holds for now only.
    const settled = this.#nesting === 0 && this.#depth === 0;
    const answers = (settled ? this.#known.get(fits) : undefined) ?? new Map<Outcome, boolean>();
    if (settled) this.#known.set(fits, answers);
    return answerAll(outcome, fits, answers);
  }

  #gather(outcome: Outcome): Finding[] {
    const found = new Set<Finding>();
    if (!this.#has(outcome, EFFECTS.any)) return [];
    const answers = this.#known.get(EFFECTS.any);
    const seen = new Set<Outcome>();
    const walk = (current: Outcome): void => {
      if (seen.has(current) || answers?.get(current) === false) return;
      seen.add(current);
      for (const finding of current.findings) found.add(finding);
      for (const inner of current.inner) walk(inner);
    };
    walk(outcome);
    return [...found];
  }

  /** Makes an outcome, once for each key, now or later. */
  #outcome(key: string, compare: (outcome: Outcome) => void): Outcome {
    const known = this.#outcomes.get(key);
    if (known) return known;
    const outcome = newOutcome();
    this.#outcomes.set(key, outcome);
    const job = () => {
      compare(outcome);
      finish(outcome);
    };
    if (this.#depth < DEEPEST) this.#run(job);
    else this.#postponed.push(job);
    return outcome;
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

  #outcomeOf(a: Alternative, b: Alternative, direction: Direction): Outcome {
    return this.#outcome(`${direction} ${a.id} / ${b.id}`, (outcome) =>
      compareShapes(a.shape, b.shape, direction, this, outcome),
    );
  }

  #compareChoices(before: Alternative[], after: Alternative[], direction: Direction, into: Outcome): void {
    const outcomeOf = (a: Alternative, b: Alternative) => this.#outcomeOf(a, b, direction);
    const { pairs, removed, added } = matchAlternatives(before, after, (a, b, effect) =>
      this.has(outcomeOf(a, b), effect),
    );
    for (const [a, b] of pairs) into.inner.push(outcomeOf(a, b));

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
