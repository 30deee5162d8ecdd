import type { JsonObject } from "../description/index.js";
import type { Direction, Edge, Node } from "./node.js";
import type { Place } from "./place.js";

/** One of the schemas that have to fit at the same time. */
export interface Part {
  place: Place;
  schema: JsonObject;
}

/** What a schema and all that it takes over by `allOf` demand. */
export interface Conjunction {
  parts: Part[];
  /** The places of all parts, and of the references to them. */
  seen: ReadonlySet<Place["id"]>;
  /** Where nothing is allowed, if that is so. */
  never: Place | undefined;
}

/** What reads the schemas of a choice. */
export interface Reader {
  readonly strict: boolean;
  read(places: readonly Place[], direction: Direction, chosen?: ReadonlySet<Place["id"]>): Node;
  edge(places: readonly Place[], direction: Direction): Edge;
}
