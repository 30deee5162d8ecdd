import type { Direction, Finding } from "../change.js";
import type { Place } from "../place.js";
import { type Atom, atomOf, typeText } from "./atoms.js";
import { type Bound, isLower, isTighter } from "./bounds.js";
import { compareMarks, formatImplies, multipleImplies } from "./compare-marks.js";
import { compareMembers } from "./compare-members.js";
import type { SchemaComparer } from "./comparer.js";
import { compareDiscriminators } from "./discriminator.js";
import type { Outcome } from "./outcome.js";
import type { Shape } from "./shape.js";
import { compareWhole } from "./whole.js";

const ONLY_FOR: Record<string, Atom[]> = {
  minimum: ["integer", "fraction"],
  maximum: ["integer", "fraction"],
  multipleOf: ["integer", "fraction"],
  minLength: ["string"],
  maxLength: ["string"],
  pattern: ["string"],
  contentEncoding: ["string"],
  contentMediaType: ["string"],
  format: ["string", "integer", "fraction"],
  minItems: ["array"],
  maxItems: ["array"],
  uniqueItems: ["array"],
  minProperties: ["object"],
  maxProperties: ["object"],
};

/** Compares two schemas without choices, keyword by keyword, and the schemas inside them. */
export function compareShapes(
  base: Shape,
  revision: Shape,
  direction: Direction,
  comparer: SchemaComparer,
  into: Outcome,
): void {
  const add = (finding: Finding) => into.findings.push(finding);
  const both = (...atoms: Atom[]) => atoms.some((atom) => base.atoms.has(atom) && revision.atoms.has(atom));
  // A keyword for a type that a value can't have on both sides says nothing; that the type differs is said already.
  const applies = (keyword: string) => both(...(ONLY_FOR[keyword] ?? []));

  compareTypes(base, revision, add);
  compareValues(base, revision, add);
  for (const keyword of new Set([...base.bounds.keys(), ...revision.bounds.keys()])) {
    if (applies(keyword)) compareBounds(keyword, base.bounds.get(keyword), revision.bounds.get(keyword), add);
  }
  for (const [keyword, marks] of base.marks) {
    if (!applies(keyword)) continue;
    const implies = keyword === "format" ? formatImplies : keyword === "multipleOf" ? multipleImplies : undefined;
    compareMarks(keyword, marks, revision.marks.get(keyword) ?? new Map(), add, implies);
  }
  if (both("array")) {
    const length = Math.max(base.prefixItems.length, revision.prefixItems.length);
    for (let index = 0; index < length; index += 1) {
      const before = base.prefixItems[index] ?? base.items;
      into.inner.push(comparer.compare(before, revision.prefixItems[index] ?? revision.items, direction, base.place));
    }
    into.inner.push(comparer.compare(base.items, revision.items, direction, revision.place));
  }
  if (both("object")) compareMembers(base, revision, direction, comparer, into);
  compareWhole(base, revision, direction, comparer, into);
  compareDiscriminators(base, revision, comparer, direction, add);
  compareDefaults(base, revision, add);
  compareXml(base, revision, add);
  compareDeprecated(base.deprecated, revision.deprecated, add);
}

function compareTypes(base: Shape, revision: Shape, add: (finding: Finding) => void): void {
  const fewer = [...base.atoms].some((atom) => !revision.atoms.has(atom));
  const more = [...revision.atoms].some((atom) => !base.atoms.has(atom));
  if (!fewer && !more) return;
  // Where the revision has no type any more, the place is the one that the base had it in.
  const gone = revision.typePlace === revision.place && base.typePlace !== base.place;
  add({
    rule: "type-changed",
    message: `The type ${typeText(base.atoms)} became ${typeText(revision.atoms)}`,
    place: gone ? base.typePlace : revision.typePlace,
    source: gone ? "base" : "revision",
    effect: fewer && more ? "both" : fewer ? "narrowed" : "widened",
  });
}

function compareValues(base: Shape, revision: Shape, add: (finding: Finding) => void): void {
  const { values: before } = base;
  const { values: after } = revision;
  if (!before && !after) return;
  // Then it is told as a change of the type.
  if ((!before && revision.valuesImplied) || (!after && base.valuesImplied)) return;
  if (!before && after) {
    const list = [...after.keys()].join(", ");
    const place = revision.valuesPlace;
    add({ rule: "values-listed", message: `Only ${list} are left`, place, source: "revision", effect: "narrowed" });
    return;
  }
  if (before && !after) {
    const place = base.valuesPlace;
    add({ rule: "values-opened", message: "The list of values was removed", place, source: "base", effect: "widened" });
    return;
  }
  for (const [text, place] of before ?? []) {
    if (after?.has(text) || !revision.atoms.has(atomOf(place.value))) continue;
    add({
      rule: "value-removed",
      message: `The value ${text} was removed`,
      place,
      source: "base",
      effect: "narrowed",
      narrowedAnswer: "dangerous",
    });
  }
  for (const [text, place] of after ?? []) {
    if (before?.has(text) || !base.atoms.has(atomOf(place.value))) continue;
    add({ rule: "value-added", message: `The value ${text} was added`, place, source: "revision", effect: "widened" });
  }
}

function compareBounds(
  keyword: string,
  base: Bound | undefined,
  revision: Bound | undefined,
  add: (finding: Finding) => void,
): void {
  if (base && revision && base.value === revision.value && base.exclusive === revision.exclusive) return;
  const narrowed = revision && (!base || isTighter(keyword, revision, base));
  const place = (revision ?? base)?.place;
  if (!place) return;
  const text = ({ value, exclusive }: Bound) => `${isLower(keyword) ? ">" : "<"}${exclusive ? "" : "="} ${value}`;
  add({
    rule: "limit-changed",
    message: revision
      ? `\`${keyword}\` became ${text(revision)}${base ? `, was ${text(base)}` : ""}`
      : `\`${keyword}\` (${base ? text(base) : ""}) was removed`,
    place,
    source: revision ? "revision" : "base",
    effect: narrowed ? "narrowed" : "widened",
  });
}

function compareDefaults(base: Shape, revision: Shape, add: (finding: Finding) => void): void {
  const [before] = base.defaults;
  const [after] = revision.defaults;
  if (before?.[0] === after?.[0]) return;
  const place = (after ?? before)?.[1];
  if (!place) return;
  add({
    rule: "default-changed",
    message: `The default ${before?.[0] ?? "(none)"} became ${after?.[0] ?? "none"}`,
    place,
    source: after ? "revision" : "base",
    effect: "dangerous",
  });
}

function compareXml(base: Shape, revision: Shape, add: (finding: Finding) => void): void {
  const before = [...base.xml.keys()].sort().join("\n");
  const after = [...revision.xml.keys()].sort().join("\n");
  if (before === after) return;
  const place = [...revision.xml.values()][0] ?? [...base.xml.values()][0] ?? revision.place;
  add({
    rule: "xml-changed",
    message: "The form in XML changed",
    place,
    source: revision.xml.size > 0 ? "revision" : "base",
    effect: "dangerous",
  });
}

/** Compares whether something is deprecated. To withdraw it is a surprise: consumers have moved away. */
export function compareDeprecated(
  base: Place | undefined,
  revision: Place | undefined,
  add: (finding: Finding) => void,
): void {
  const rule = "deprecation-changed";
  if (revision && !base) {
    add({ rule, message: "It is deprecated now", place: revision, source: "revision", effect: "compatible" });
  } else if (base && !revision) {
    add({ rule, message: "It is no longer deprecated", place: base, source: "base", effect: "dangerous" });
  }
}
