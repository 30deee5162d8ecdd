import type { JsonObject } from "../../description/index.js";
import type { Operator } from "../operators/operator.js";

/** The checks that a changed description has to pass, in their order. */
export const LAYERS = ["lint", "diff", "generate", "typecheck", "contract"] as const;

/** One of {@link LAYERS}. */
export type LayerName = (typeof LAYERS)[number];

/** A description with one change. */
export interface Mutant extends Omit<Operator, "apply"> {
  document: JsonObject;
}

/** One of the checks. */
export interface Layer {
  /** What the check finds in each of some documents, as a sentence; undefined if it finds nothing. */
  look(description: JsonObject, documents: readonly JsonObject[]): Promise<(string | undefined)[]>;
  /** How the layer breaks its claim, given what it found in a mutant. */
  brokenClaim(mutant: Mutant, found: string | undefined): string | undefined | false;
}

/** What a layer found in each mutant, in order. */
export interface LayerRun {
  layer: LayerName;
  seconds: number;
  results: {
    /** As a sentence; undefined if the mutant passed. */
    found?: string | undefined;
    /** How the layer broke its claim. */
    broken?: string | undefined;
  }[];
}
