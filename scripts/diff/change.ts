import type { Place } from "./place.js";

/** How much a change matters to a consumer, from nothing to a failure. */
export const LEVELS = ["none", "compatible", "dangerous", "breaking"] as const;
export type Level = (typeof LEVELS)[number];

/** One change of the contract, as reports and the JSON output have it. */
export interface Change {
  level: Exclude<Level, "none">;
  rule: string;
  /** Where it is, as a JSON pointer into the revision, or into the base for what was removed. */
  location: string;
  /** What changed, and in brackets where: `what (where)`. */
  message: string;
  what: string;
  /** Such as "the request body of GET /pets", of the first operation that the change reaches. */
  where: string;
  /** Which of the two documents the location is in. */
  source: "base" | "revision";
  /** The operations that the change reaches, as "GET /pets". */
  operations: string[];
  /** The same place, for a reader that needs its file and line. */
  place: Place;
}

/** All changes between two descriptions, the gravest first, and the gravest level. */
export interface DiffResult {
  level: Level;
  changes: Change[];
}

/** The graver of two levels. */
export function graver(a: Level, b: Level): Level {
  return LEVELS.indexOf(a) >= LEVELS.indexOf(b) ? a : b;
}

/** What a comparison found in one place, before it is known which side sees it and how. */
export interface Finding {
  rule: string;
  message: string;
  place: Place;
  source: "base" | "revision";
  /**
   * What it does to the set of values: fewer, more, both, or nothing that a set shows.
   * In a request, fewer is breaking; in an answer, more is.
   */
  effect: "narrowed" | "widened" | "both" | Exclude<Level, "none">;
  /** What it does to the values that a validator admits, where no consumer sends or expects those. */
  strictly?: "narrowed" | "widened";
  /** What fewer values mean in an answer. @default "compatible" */
  narrowedAnswer?: "dangerous";
}

/** Who sends the value: the consumer (`request`) or the API (`response`). */
export type Direction = "request" | "response";

/** The level of a finding for a consumer who sends the value, or gets it. */
export function levelOf({ effect, narrowedAnswer }: Finding, direction: Direction): Exclude<Level, "none"> {
  if (effect === "both") return "breaking";
  if (effect !== "narrowed" && effect !== "widened") return effect;
  if (direction === "request") return effect === "narrowed" ? "breaking" : "compatible";
  return effect === "widened" ? "breaking" : (narrowedAnswer ?? "compatible");
}
