import { type JsonObject, memoryFiles, readBundle } from "../../description/index.js";
import { compareWithFolder, type Files, generateFiles } from "../../generate/index.js";
import { generatedFolder } from "../../support/index.js";
import type { Layer } from "./layer.js";

/** `generate --check`: claims that every change of the description makes `generated/` out of date. */
export const generateLayer: Layer = {
  look: async ([unchanged, ...mutants]) => {
    const base = await generated(unchanged?.document ?? {});
    const seen = [];
    for (const { document } of unchanged ? [unchanged, ...mutants] : []) {
      const files = await generated(document);
      if (files instanceof Error) {
        seen.push(`nothing can be generated: ${files.message}`);
        continue;
      }
      const stale = (await compareWithFolder(files, generatedFolder)).map(({ name }) => name);
      const changed = stale.filter(
        (name) => document === unchanged?.document || codeIn(base, name) !== codeIn(files, name),
      );
      seen.push(stale.length > 0 ? changed.join(", ") : undefined);
    }
    return seen;
  },
  brokenClaim: (_, seen) => seen === undefined && "generated/ is up to date",
};

const made = new WeakMap<JsonObject, Promise<Files | Error>>();

/** The output generated from a description, or the error why nothing can be generated. Each is made once. */
export function generated(document: JsonObject): Promise<Files | Error> {
  const known = made.get(document) ?? generate(document).catch((error: Error) => error);
  made.set(document, known);
  return known;
}

async function generate(document: JsonObject): Promise<Files> {
  readBundle("mutant.json", { files: memoryFiles({ "mutant.json": document }) });
  return generateFiles(document);
}

/** A generated file without its header, in which the checksum always differs. */
export function codeIn(files: Files | Error, name: string): string {
  return files instanceof Error ? "" : (files.get(name) ?? "").replace(/^(\/\/.*\n)+/, "");
}
