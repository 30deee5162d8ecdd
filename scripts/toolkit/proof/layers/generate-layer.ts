import { type JsonObject, memoryFiles, readBundle, remember } from "../../description/index.js";
import { compareWithFolder, type Files, generateFiles } from "../../generate/index.js";
import { generatedFolder } from "../../support/index.js";
import type { Layer } from "./layer.js";

/** `generate --check`: claims that every change of the description makes `generated/` out of date. */
export const generateLayer: Layer = {
  look: async (_, documents) => {
    const found = [];
    for (const document of documents) {
      const files = await generated(document);
      const stale = files instanceof Error ? [] : await compareWithFolder(files, generatedFolder);
      if (files instanceof Error) found.push(`nothing can be generated: ${files.message}`);
      else found.push(stale.map(({ name }) => name).join(", ") || undefined);
    }
    return found;
  },
  brokenClaim: (_, found) => found === undefined && "it says that generated/ is up to date",
};

/** The output generated from a description, or the error why nothing can be generated. Each is made once. */
export const generated = remember(async (document: JsonObject): Promise<Files | Error> => {
  try {
    readBundle("mutant.json", { files: memoryFiles({ "mutant.json": document }) });
    return await generateFiles(document);
  } catch (error) {
    return error as Error;
  }
});
