import type { OpenAPI3 } from "openapi-typescript";
import type { Files } from "../../generate/files.js";
import { generateFiles } from "../../generate/generate-files.js";
import type { JsonObject } from "../change-places.js";
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

/** Makes a subject of a bundled description. */
export function createSubject(description: JsonObject): Subject {
  const made = new WeakMap<Mutant, Promise<Files | Error>>();
  return {
    description,
    generated: (mutant) => {
      const known = made.get(mutant) ?? generate(mutant.document);
      made.set(mutant, known);
      return known;
    },
  };
}

async function generate(document: JsonObject): Promise<Files | Error> {
  // The bundler would have refused it; the generator would go and look, on the internet as well.
  const [, outside] = /"\$ref":"([^#"][^"]*)"/.exec(JSON.stringify(document)) ?? [];
  if (outside !== undefined) return new Error(`${outside} is not in the bundle`);
  return generateFiles(document as unknown as OpenAPI3).catch((error: Error) => error);
}
