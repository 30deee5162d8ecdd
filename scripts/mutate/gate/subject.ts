import type { OpenAPI3 } from "openapi-typescript";
import type { Files } from "../../generate/files.js";
import type { JsonObject } from "../change-places.js";
import type { Subject } from "./layer.js";
import type { Mutant } from "./mutant.js";

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
  // Loaded when it is wanted: it brings a compiler along.
  const { generateFiles } = await import("../../generate/generate-files.js");
  return generateFiles(document as unknown as OpenAPI3).catch((error: Error) => error);
}
