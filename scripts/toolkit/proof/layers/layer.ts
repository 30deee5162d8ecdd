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

/** The result of a layer for one mutant. */
export interface LayerResult {
  /** What the layer found, as a sentence; undefined if the mutant passed. */
  seenBy?: string | undefined;
  /** How the layer broke its claim. */
  broken?: string | undefined;
}

/** One of the checks. */
export interface Layer {
  /** The findings for each mutant, as sentences; the first mutant is the unchanged description. */
  look(mutants: readonly Mutant[]): Promise<(string | undefined)[]>;
  /** How the layer breaks its claim, given its finding for a mutant. */
  brokenClaim(mutant: Mutant, seen: string | undefined): string | undefined | false;
}

/** The results of one layer for all mutants, in order. */
export interface LayerRun {
  layer: LayerName;
  seconds: number;
  results: LayerResult[];
}

/**
 * Makes mutants of a description, and lists the operators that do not apply to it.
 *
 * @param limit - the largest number of mutants
 */
export function makeMutants(
  description: JsonObject,
  operators: readonly Operator[],
  limit = Number.POSITIVE_INFINITY,
): { mutants: Mutant[]; notApplicable: string[] } {
  const mutants: Mutant[] = [];
  const notApplicable: string[] = [];
  for (const { apply, ...operator } of operators) {
    if (mutants.length >= limit) break;
    const document = apply(description);
    if (document) mutants.push({ ...operator, document });
    else notApplicable.push(operator.name);
  }
  return { mutants, notApplicable };
}
