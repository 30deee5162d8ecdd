import { readFile } from "node:fs/promises";
import { bundleDescription } from "../generate/bundle.js";
import type { Description } from "./description/schema.js";

/**
 * Reads a description of one file or of many, in JSON or YAML.
 *
 * @throws Error saying what is wrong with the file
 */
export async function loadDescription(file: string): Promise<Description> {
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new Error(`${file} can't be read: ${error.message}`);
  });
  // Redocly takes its time with large files, and is needed for YAML and for references to other files alone.
  if (text.trimStart().startsWith("{") && !/"\$ref"\s*:\s*"[^#"]/.test(text)) {
    try {
      return JSON.parse(text) as Description;
    } catch (error) {
      throw new Error(`${file} is no JSON: ${(error as Error).message}`);
    }
  }
  return { ...(await bundleDescription(file)) };
}
