import { compareWithFolder, type Files } from "../../generate/index.js";
import { generatedFolder, InputError } from "../../support/index.js";
import type { Layer } from "./layer.js";

/** `generate --check`: claims that no change of the description leaves `generated/` up to date. */
export const generateLayer: Layer = async ({ description, generated }, mutants) => {
  const base = await generated(description);
  if (base instanceof Error) throw base;
  const [stale] = await compareWithFolder(base, generatedFolder);
  if (stale) throw new InputError(`generated/${stale.name} is ${stale.state}: run "npm run generate" first`);
  const results = [];
  for (const mutant of mutants) {
    const files = await generated(mutant.document);
    if (files instanceof Error) {
      results.push({ seenBy: `nothing can be generated: ${files.message}` });
      continue;
    }
    const differences = await compareWithFolder(files, generatedFolder);
    const names = differences.filter(({ name }) => codeOf(base, name) !== codeOf(files, name)).map(({ name }) => name);
    results.push(differences.length > 0 ? { seenBy: names.join(", ") } : { broken: "generated/ is up to date" });
  }
  return results;
};

/** A generated file without its header, in which the checksum always differs. */
export function codeOf(files: Files, name: string): string {
  return (files.get(name) ?? "").replace(/^(\/\/.*\n)+/, "");
}
