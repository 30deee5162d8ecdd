import { type JsonObject, memoryFiles, readBundle } from "../../description/index.js";
import type { Files } from "../../generate/index.js";
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
  try {
    readBundle("mutant.json", { files: memoryFiles({ "mutant.json": document }) });
  } catch (error) {
    return error as Error;
  }
  // Loaded when it is wanted: it brings a compiler along.
  const { generateFiles } = await import("../../generate/index.js");
  return generateFiles(document).catch((error: Error) => error);
}
