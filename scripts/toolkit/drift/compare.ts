import { type ComparableValue, isSame } from "./value.js";

/** An object of a bundle, or what a JSON pointer leads to from there. */
export interface Spot {
  object: object;
  pointer: string;
}

/** A value that a part of a description has, such as a schema's `pattern`. */
export interface Fact {
  value: ComparableValue;
  spot: Spot;
}

/** A part that another one has, such as a schema's property. */
export interface Child {
  /** What it is, such as `status`. */
  what: string;
  /** By which both sides are matched. */
  name: string;
  spot: Spot;
  part: () => Part;
  /** Whether an object must have it. */
  required?: boolean;
}

/** A part of a description by what it means: two that mean the same have the same facts and children. */
export interface Part {
  object: object;
  facts: ReadonlyMap<string, Fact>;
  children: readonly Child[];
  /** What a comparison of it is remembered by. */
  id?: string;
  /** Present only on the other side of the wire: read-only in a request, write-only in a response. */
  otherWay?: boolean;
  /** Whether this side leaves out on purpose what only the published one has. */
  omits?: (child: Child) => boolean;
  /** The alternatives of a union, whose facts and children are those of all alternatives together. */
  alternatives?: readonly (() => Part)[];
  /** The alternatives by the value of a property that picks one. */
  discriminator?: { property: string; choices: readonly Child[]; spot: Spot };
}

/** One thing that our description and the published one say differently. */
export interface Difference {
  /** What differs: a keyword of a schema, or a part of an operation such as `status` or `parameter`. */
  what: string;
  /** What ours says; left out where it says nothing. */
  ours?: ComparableValue;
  /** What the published one says; left out where it says nothing. */
  published?: ComparableValue;
  /** The part of ours that differs, or the nearest one that there is. */
  owner: Spot;
  /** What ours says it with, or the owner. */
  spot: Spot;
  /** The same in the published description. */
  publishedSpot: Spot;
}

/** What a comparison remembers. */
export interface Memory {
  /** Results by the ids of both parts. */
  results: Map<string, Difference[]>;
  /** Told of every part of ours that is compared. */
  onVisit: (spot: Spot) => void;
}

// Where these differ, the rest would only repeat that two different things are compared.
const DECISIVE = ["type", "readOnly", "writeOnly"];

/** Compares a part of ours with the published one. */
export function compareParts(ours: Part, published: Part, memory: Memory): Difference[] {
  const key = ours.id !== undefined && published.id !== undefined ? `${ours.id} / ${published.id}` : undefined;
  const known = key === undefined ? undefined : memory.results.get(key);
  if (known) return known;
  // A part that contains itself differs from its twin as a whole or not at all.
  if (key !== undefined) memory.results.set(key, []);
  const result = compareAfresh(ours, published, memory);
  if (key !== undefined) memory.results.set(key, result);
  return result;
}

function compareAfresh(ours: Part, published: Part, memory: Memory): Difference[] {
  memory.onVisit(spotOf(ours));
  for (const { spot } of ours.facts.values()) memory.onVisit({ ...spot, pointer: "" });
  const [mine, theirs] = [ours.discriminator, published.discriminator];
  if (mine && theirs && mine.property === theirs.property) {
    return compareChildren(
      { ...ours, owner: mine.spot, children: mine.choices },
      { ...published, owner: theirs.spot, children: theirs.choices },
      memory,
    );
  }
  const count = ours.alternatives?.length ?? 1;
  if (ours.alternatives && published.alternatives && count === published.alternatives.length) {
    return compareUnordered(ours.alternatives, published.alternatives, memory);
  }
  const facts = [...new Set([...ours.facts.keys(), ...published.facts.keys()])].flatMap((what) =>
    compareFacts(what, ours, published),
  );
  const decisive = facts.filter(({ what }) => DECISIVE.includes(what));
  if (decisive.length > 0) return decisive;
  const [here, there] = [spotOf(ours), spotOf(published)];
  return [...facts, ...compareChildren({ ...ours, owner: here }, { ...published, owner: there }, memory)];
}

function compareFacts(what: string, ours: Part, published: Part): Difference[] {
  const [mine, theirs] = [ours.facts.get(what), published.facts.get(what)];
  if (isSame(mine?.value, theirs?.value)) return [];
  const [here, there] = [spotOf(ours), spotOf(published)];
  return [
    {
      what,
      ...(mine && { ours: mine.value }),
      ...(theirs && { published: theirs.value }),
      owner: mine ? { ...mine.spot, pointer: "" } : here,
      spot: mine?.spot ?? here,
      publishedSpot: theirs?.spot ?? there,
    },
  ];
}

type Owner = Pick<Part, "children" | "omits"> & { owner: Spot };

function compareChildren(ours: Owner, published: Owner, memory: Memory): Difference[] {
  const match = ({ what, name }: Child, { children }: Owner) =>
    children.find((other) => other.what === what && other.name === name);
  const here = ours.children.flatMap((child) => {
    memory.onVisit(child.spot);
    const twin = match(child, published);
    const { what, name: value, spot } = child;
    const part = child.part();
    if (twin) {
      const other = twin.part();
      if (part.otherWay && other.otherWay) return [];
      return [...compareRequired(ours, child, published, twin), ...compareParts(part, other, memory)];
    }
    return part.otherWay ? [] : [{ what, ours: value, owner: spot, spot, publishedSpot: published.owner }];
  });
  const added = published.children.filter(
    (child) => !match(child, ours) && !ours.omits?.(child) && !child.part().otherWay,
  );
  const { owner } = ours;
  return [
    ...here,
    ...added.map(({ what, name, spot }) => ({ what, published: name, owner, spot: owner, publishedSpot: spot })),
  ];
}

function compareRequired({ owner }: Owner, mine: Child, published: Owner, theirs: Child): Difference[] {
  if ((mine.required ?? false) === (theirs.required ?? false)) return [];
  const side = mine.required ? { ours: mine.name } : { published: mine.name };
  return [{ what: "required", ...side, owner, spot: owner, publishedSpot: published.owner }];
}

// Each alternative is compared with the one that differs least.
function compareUnordered(
  ours: readonly (() => Part)[],
  published: readonly (() => Part)[],
  memory: Memory,
): Difference[] {
  const left = published.map((part) => part());
  return ours.flatMap((alternative) => {
    const tries = left.map((candidate) => ({
      candidate,
      differences: compareParts(alternative(), candidate, memory),
    }));
    const [best] = tries.sort((a, b) => a.differences.length - b.differences.length);
    if (!best) return [];
    left.splice(left.indexOf(best.candidate), 1);
    return best.differences;
  });
}

const spotOf = ({ object }: Part): Spot => ({ object, pointer: "" });
