import type { Direction, Finding } from "../change.js";
import type { Place } from "../place.js";
import { compareMarks } from "./compare-marks.js";
import type { SchemaComparer, Side } from "./comparer.js";
import { type Conjunction, conjunctionOf } from "./conjunction.js";
import { memberSchema } from "./members.js";
import type { Outcome } from "./outcome.js";
import type { Shape } from "./shape.js";
import type { Marks } from "./values.js";

/** What undeclared members may be: anything, nothing, or what a schema says. */
type Rest = "open" | "closed" | "typed";

/** Compares the members of two objects: which there are, which have to be there, and what else may be. */
export function compareMembers(
  base: Shape,
  revision: Shape,
  direction: Direction,
  comparer: SchemaComparer,
  into: Outcome,
): void {
  const reader = new MemberReader(comparer, direction);
  const rests: Record<Side, Rest> = {
    base: reader.rest("base", base.additional),
    revision: reader.rest("revision", revision.additional),
  };
  const remaining = new Set<string>();
  for (const name of new Set([...base.properties.keys(), ...revision.properties.keys()])) {
    if (compareMember(name, { base, revision }, rests, reader, into) === "remains") remaining.add(name);
  }
  compareRequired(base, revision, reader, remaining, into);
  compareMarks("dependentRequired", base.dependentRequired, revision.dependentRequired, (f) => into.findings.push(f));
  comparePatterns(base, revision, rests, reader, into);
  compareRest(base, revision, rests, reader, into);
  into.inner.push(comparer.compare(base.propertyNames, revision.propertyNames, direction, revision.place));
}

class MemberReader {
  readonly #hiding: "readOnly" | "writeOnly";

  constructor(
    readonly comparer: SchemaComparer,
    readonly direction: Direction,
  ) {
    this.#hiding = direction === "request" ? "readOnly" : "writeOnly";
  }

  /** Whether a member never travels this way. */
  hides(side: Side, member: Conjunction): boolean {
    const alternatives = this.comparer.alternatives(side, member, NOWHERE);
    return alternatives.every(({ shape }) => shape.flags.has(this.#hiding));
  }

  rest(side: Side, additional: Conjunction): Rest {
    if (additional.schemas.length === 0) return "open";
    const alternatives = this.comparer.alternatives(side, additional, NOWHERE);
    if (alternatives.every(({ shape }) => shape.atoms.size === 0)) return "closed";
    const pair = side === "base" ? ([additional, ANYTHING] as const) : ([ANYTHING, additional] as const);
    return this.comparer.has(this.comparer.compare(...pair, "request", NOWHERE), "any") ? "typed" : "open";
  }
}

const NOWHERE: Place = { value: {}, file: "", pointer: "" };
const ANYTHING: Conjunction = conjunctionOf([]);

function compareMember(
  name: string,
  { base, revision }: Record<Side, Shape>,
  rests: Record<Side, Rest>,
  reader: MemberReader,
  into: Outcome,
): "remains" | undefined {
  const before = base.properties.get(name);
  const after = revision.properties.get(name);
  const wasThere = before !== undefined && !reader.hides("base", before);
  const isThere = after !== undefined && !reader.hides("revision", after);
  const placeBefore = before?.schemas[0] ?? base.place;
  const placeAfter = after?.schemas[0] ?? revision.place;
  const inRequest = reader.direction === "request";
  const compare = (a: Conjunction, b: Conjunction) =>
    into.inner.push(reader.comparer.compare(a, b, reader.direction, placeAfter));
  const add = (finding: Omit<Finding, "place" | "source">, source: Side) =>
    into.findings.push({ ...finding, place: source === "base" ? placeBefore : placeAfter, source });

  if (wasThere && isThere) compare(before, after);
  else if (isThere) {
    const wasHidden = before !== undefined;
    const wasClosed = rests.base === "closed" && !wasHidden;
    const words = wasHidden ? `no longer ${inRequest ? "read" : "write"}-only` : "added";
    const tail = !inRequest && wasClosed ? ", to an object that had no other members" : "";
    const effect = wasClosed ? "widened" : "compatible";
    // A new member that has to be sent is told as that.
    if (!inRequest || !revision.required.has(name)) {
      add(
        { rule: "member-added", message: `The member \`${name}\` is ${words}${tail}`, effect, strictly: "narrowed" },
        "revision",
      );
    }
    const former = wasHidden || wasClosed ? undefined : memberSchema(base, name);
    if (former && former.schemas.length > 0) compare(former, after);
  } else if (wasThere) {
    if (after !== undefined) {
      const message = `The member \`${name}\` became ${inRequest ? "read" : "write"}-only`;
      add({ rule: "member-hidden", message, effect: inRequest ? "dangerous" : "breaking" }, "revision");
      return undefined;
    }
    const rest = rests.revision;
    const message = `The member \`${name}\` was removed`;
    const remaining = memberSchema(revision, name);
    const typed = rest !== "closed" && remaining.schemas.length > 0 && reader.rest("revision", remaining) === "typed";
    if (typed) compare(before, remaining);
    const effect = inRequest ? (rest === "closed" && !typed ? "breaking" : "dangerous") : "breaking";
    add(
      { rule: "member-removed", message, effect: typed && !inRequest ? "dangerous" : effect, strictly: "widened" },
      "base",
    );
    // Such members may still come: what else is said of the name counts.
    return typed ? "remains" : undefined;
  }
  return undefined;
}

/** The names that have to be there, without those that never travel this way. */
function requiredOf(side: Side, shape: Shape, reader: MemberReader): Marks {
  return new Map(
    [...shape.required].filter(([name]) => {
      const member = shape.properties.get(name);
      return !member || !reader.hides(side, member);
    }),
  );
}

function compareRequired(
  base: Shape,
  revision: Shape,
  reader: MemberReader,
  remaining: ReadonlySet<string>,
  into: Outcome,
): void {
  const before = requiredOf("base", base, reader);
  const after = requiredOf("revision", revision, reader);
  for (const [name, place] of after) {
    if (before.has(name)) continue;
    const fresh = reader.direction === "request" && !base.properties.has(name);
    const message = fresh ? `The new member \`${name}\` is required` : `The member \`${name}\` became required`;
    into.findings.push({ rule: "required-added", message, place, source: "revision", effect: "narrowed" });
  }
  for (const [name, place] of before) {
    if (after.has(name)) continue;
    const member = revision.properties.get(name);
    const gone = !member && base.properties.has(name) && !remaining.has(name);
    // That the member itself went, or is hidden now, is said already.
    if (gone || (member && reader.hides("revision", member))) continue;
    const message = `The member \`${name}\` is no longer required`;
    into.findings.push({ rule: "required-removed", message, place, source: "base", effect: "widened" });
  }
}

function comparePatterns(
  base: Shape,
  revision: Shape,
  rests: Record<Side, Rest>,
  reader: MemberReader,
  into: Outcome,
): void {
  for (const pattern of new Set([...base.patternProperties.keys(), ...revision.patternProperties.keys()])) {
    const before = base.patternProperties.get(pattern);
    const after = revision.patternProperties.get(pattern);
    const place = (after ?? before)?.schemas[0] ?? revision.place;
    into.inner.push(
      reader.comparer.compare(before ?? base.additional, after ?? revision.additional, reader.direction, place),
    );
    if (before && after) continue;
    const closed = (before ? rests.revision : rests.base) === "closed";
    into.findings.push({
      rule: "pattern-members",
      message: `Members that match \`${pattern}\` were ${before ? "removed" : "added"}`,
      place,
      source: before ? "base" : "revision",
      effect: closed ? (before ? "narrowed" : "widened") : "compatible",
      strictly: before ? "widened" : "narrowed",
    });
  }
}

function compareRest(
  base: Shape,
  revision: Shape,
  rests: Record<Side, Rest>,
  reader: MemberReader,
  into: Outcome,
): void {
  if (rests.base === "typed" && rests.revision === "typed") {
    into.inner.push(reader.comparer.compare(base.additional, revision.additional, reader.direction, revision.place));
    return;
  }
  if (rests.base === rests.revision) return;
  const words: Record<Rest, string> = { open: "anything", closed: "none", typed: "what a schema says" };
  const order: Rest[] = ["closed", "typed", "open"];
  const place = revision.additional.schemas[0] ?? base.additional.schemas[0] ?? revision.place;
  into.findings.push({
    rule: "other-members",
    message: `Other members, which were ${words[rests.base]}, became ${words[rests.revision]}`,
    place,
    source: revision.additional.schemas.length > 0 ? "revision" : "base",
    effect: order.indexOf(rests.revision) < order.indexOf(rests.base) ? "narrowed" : "widened",
  });
}
