import type { JsonObject } from "../../description/index.js";
import type { Files } from "../../generate/index.js";
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
  seenBy?: string;
  /** How the layer did not do what it claims. */
  broken?: string;
}

/** The description as it is, and what is made of it and its mutants. */
export interface Subject {
  description: JsonObject;
  /** What is generated from a description; an error says why nothing can be. Each is made once. */
  generated(document: JsonObject): Promise<Files | Error>;
}

/**
 * Checks mutants, and returns a result for each, in their order.
 *
 * @throws Error if the description itself does not pass: then the layer would prove nothing
 */
export type Layer = (subject: Subject, mutants: readonly Mutant[]) => Promise<LayerResult[]>;

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
