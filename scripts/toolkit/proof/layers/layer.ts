import type { JsonObject } from "../../description/index.js";
import type { Operator } from "../operators/operator.js";

/** The checks that a changed description has to pass, in the order in which they are made. */
export const LAYERS = ["lint", "diff", "generate", "typecheck", "contract"] as const;

/** One of {@link LAYERS}. */
export type LayerName = (typeof LAYERS)[number];

/** A description with one change. */
export interface Mutant extends Omit<Operator, "apply"> {
  document: JsonObject;
}

/** What a layer made of one mutant. */
export interface LayerResult {
  /** What saw the mutant, in words. Nothing: it passed. */
  seenBy?: string | undefined;
  /** How the layer did not do what it claims. */
  broken?: string | undefined;
}

/** One of the checks. */
export interface Layer {
  /** What it sees in each mutant, in words; the first one is the description as it is. */
  look(mutants: readonly Mutant[]): Promise<(string | undefined)[]>;
  /** How it does not do what it claims, if it sees this in a mutant. */
  brokenClaim(mutant: Mutant, seen: string | undefined): string | undefined | false;
}

/** What one layer made of all mutants, in their order. */
export interface LayerRun {
  layer: LayerName;
  seconds: number;
  results: LayerResult[];
}

/**
 * Makes mutants of a description, and names the operators that do not apply to it.
 *
 * @param limit - how many are enough
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
