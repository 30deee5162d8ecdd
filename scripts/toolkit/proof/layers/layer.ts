import type { JsonObject } from "../../description/index.js";
import type { Files } from "../../generate/index.js";
import type { Mutant } from "./mutant.js";

/** The checks that a changed description has to pass, in the order in which they are made. */
export const LAYERS = ["lint", "diff", "generate", "typecheck", "contract"] as const;

/** One of {@link LAYERS}. */
export type LayerName = (typeof LAYERS)[number];

/** What a layer made of one mutant. */
export interface LayerVerdict {
  /** What saw the mutant, in words. Nothing: it passed. */
  seenBy?: string;
  /** How the layer did not do what it claims. */
  broken?: string;
}

/** The description as it is, and what is made of its mutants. */
export interface Subject {
  description: JsonObject;
  /** What is generated from a mutant; an error says why nothing can be. Each is made once. */
  generated(mutant: Mutant): Promise<Files | Error>;
}

/**
 * Judges mutants, and gives back a verdict on each, in their order.
 *
 * @throws Error if the description itself does not pass: then the layer would prove nothing
 */
export type Layer = (subject: Subject, mutants: readonly Mutant[]) => Promise<LayerVerdict[]>;
