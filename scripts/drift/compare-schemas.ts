import { child, describe, type Place } from "../source/source.js";
import { type Difference, difference, same, told } from "./difference.js";
import { type FlatSchema, flattenSchema } from "./flat-schema.js";

/** Which way a body goes; the members of the other way are not compared. */
export type Direction = "request" | "response";

/** Compares schemas by what they mean: texts, examples, order, names of components and `allOf` make no difference. */
export class SchemaComparison {
  readonly differences: Difference[] = [];
  readonly #seen = new Set<string>();

  constructor(readonly direction: Direction) {}

  /** Compares what all places of a side say together. */
  compare(ours: readonly Place[], published: readonly Place[], choice = true): void {
    const key = [...ours.map(describe), "/", ...published.map(describe), choice].join(" ");
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const left = flattenSchema(ours, choice);
    const right = flattenSchema(published, choice);
    const [place = ours[0], publishedPlace = published[0]] = [left.parts[0], right.parts[0]];
    if (!place || !publishedPlace) return;
    const pair = [place, publishedPlace] as const;
    if (!same(left.types, right.types)) {
      // What follows would only repeat that these are two different things.
      this.#tell("type", [typeOf(left), place], [typeOf(right), publishedPlace]);
      return;
    }
    this.#compareKeywords(left, right, pair);
    this.#compareProperties(left, right, pair);
    this.#compareBelow("items", left.items, right.items, pair);
    this.#compareBelow("additionalProperties", left.additional, right.additional, pair);
    if (choice) this.#compareAlternatives(left, right, pair);
  }

  #tell(...args: Parameters<typeof difference>): void {
    this.differences.push(difference(...args));
  }

  #compareKeywords(left: FlatSchema, right: FlatSchema, [place, publishedPlace]: readonly [Place, Place]): void {
    for (const keyword of new Set([...left.keywords.keys(), ...right.keywords.keys()])) {
      const mine = left.keywords.get(keyword);
      const theirs = right.keywords.get(keyword);
      if (same(mine?.value, theirs?.value)) continue;
      this.#tell(
        keyword,
        [told(mine?.value), mine?.part ?? place, mine?.place],
        [told(theirs?.value), theirs?.place ?? publishedPlace],
      );
    }
  }

  #compareProperties(left: FlatSchema, right: FlatSchema, [place, publishedPlace]: readonly [Place, Place]): void {
    // By which the alternatives are told apart: some write it at the base as well, some only there.
    const choosers = [left, right].map(({ discriminator }) => discriminator?.propertyName);
    for (const [name, mine] of left.properties) {
      const theirs = right.properties.get(name);
      if (theirs) this.compare(mine, theirs);
      else if (mine[0] && !choosers.includes(name)) this.#tell("member", [name, mine[0]], [undefined, publishedPlace]);
    }
    for (const [name, theirs] of right.properties) {
      const known = left.properties.has(name);
      const needed = this.direction === "request" && right.required.has(name);
      const otherWay = this.#isOfOtherDirection(theirs);
      if (!known && !otherWay && !choosers.includes(name) && (!left.chosenPart || needed) && theirs[0]) {
        this.#tell("member", [undefined, place], [name, theirs[0]]);
      }
    }
    for (const name of new Set([...left.required, ...right.required])) {
      const [mine, theirs] = [left.required.has(name), right.required.has(name)];
      // A member that one side lacks is told already, or left out on purpose.
      if (mine === theirs || !left.properties.has(name) || !right.properties.has(name)) continue;
      this.#tell("required", [mine ? name : undefined, place], [theirs ? name : undefined, publishedPlace]);
    }
  }

  #isOfOtherDirection(schemas: readonly Place[]): boolean {
    const flag = this.direction === "request" ? "readOnly" : "writeOnly";
    return flattenSchema(schemas).keywords.get(flag)?.value === true;
  }

  #compareBelow(
    what: string,
    mine: Place | undefined,
    theirs: Place | undefined,
    [place, publishedPlace]: readonly [Place, Place],
  ): void {
    // `false` closes, and is no schema to look into.
    const say = (below: Place | undefined) => below && (typeof below.value === "boolean" ? below.value : "schema");
    const [left, right] = [say(mine), say(theirs)];
    if (mine && theirs && left === "schema" && right === "schema") this.compare([mine], [theirs]);
    else if (left !== right) this.#tell(what, [left, place, mine], [right, theirs ?? publishedPlace]);
  }

  #compareAlternatives(left: FlatSchema, right: FlatSchema, pair: readonly [Place, Place]): void {
    const [place, publishedPlace] = pair;
    const mine = left.discriminator;
    const theirs = right.discriminator;
    if (mine && theirs && mine.propertyName === theirs.propertyName) {
      for (const value of new Set([...mine.mapping.keys(), ...theirs.mapping.keys()])) {
        const [ours, published] = [mine.mapping.get(value), theirs.mapping.get(value)];
        if (ours && published) this.#compareChosen(ours, published, mine.propertyName);
        else
          this.#tell(
            "alternative",
            [ours && value, ours ?? mine.place],
            [published && value, published ?? theirs.place],
          );
      }
      return;
    }
    if (left.alternatives.length !== right.alternatives.length) {
      const count = ({ alternatives }: FlatSchema) => (alternatives.length > 0 ? alternatives.length : undefined);
      this.#tell("alternatives", [count(left), place], [count(right), publishedPlace]);
      return;
    }
    if (mine || theirs) {
      this.#tell("discriminator", [mine?.propertyName, place], [theirs?.propertyName, publishedPlace]);
    }
    this.#compareUnordered(left.alternatives, right.alternatives);
  }

  // The mapping has said which value picks the alternative, so the property's own list of values says nothing new.
  #compareChosen(ours: Place, published: Place, propertyName: string): void {
    const inner = new SchemaComparison(this.direction);
    for (const key of this.#seen) inner.#seen.add(key);
    inner.compare([ours], [published], false);
    for (const key of inner.#seen) this.#seen.add(key);
    this.differences.push(
      ...inner.differences.filter(({ what, place }) => what !== "enum" || place.path.at(-1) !== propertyName),
    );
  }

  // Each alternative is compared with the one that differs least.
  #compareUnordered(ours: readonly Place[], published: readonly Place[]): void {
    const left = [...published];
    for (const alternative of ours) {
      const tries = left.map((candidate) => {
        const inner = new SchemaComparison(this.direction);
        for (const key of this.#seen) inner.#seen.add(key);
        inner.compare([alternative], [candidate]);
        return { candidate, differences: inner.differences };
      });
      const [best] = tries.sort((a, b) => a.differences.length - b.differences.length);
      if (!best) return;
      left.splice(left.indexOf(best.candidate), 1);
      this.differences.push(...best.differences);
    }
  }
}

const typeOf = ({ types }: FlatSchema) => (types?.length === 1 ? types[0] : told(types));

/** The comparisons of both directions; what one has compared already is not told again. */
export type Comparisons = Record<Direction, SchemaComparison>;

/** Begins to compare two descriptions. */
export function startComparisons(): Comparisons {
  return { request: new SchemaComparison("request"), response: new SchemaComparison("response") };
}

/** Compares one schema with another, and returns what is new. */
export function compareSchemas(ours: Place, published: Place, comparison: SchemaComparison): Difference[] {
  if (ours.value !== undefined && published.value !== undefined) {
    const before = comparison.differences.length;
    comparison.compare([ours], [published]);
    return comparison.differences.slice(before);
  }
  if (ours.value === published.value) return [];
  const say = (place: Place) => (place.value === undefined ? undefined : "described");
  return [difference("schema", [say(ours), ours], [say(published), published])];
}

/** The schema of a parameter, a header or a media type. */
export const schemaOf = (place: Place): Place => child(place, "schema");
