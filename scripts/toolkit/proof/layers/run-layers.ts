import { type JsonObject, memoryFiles, readBundle } from "../../description/index.js";
import type { Files } from "../../generate/index.js";
import { LAYERS, type Layer, type LayerName, type LayerResult, type Mutant, type Subject } from "./layer.js";

/** What one layer made of all mutants, in their order. */
export interface LayerRun {
  layer: LayerName;
  seconds: number;
  results: LayerResult[];
}

// Loaded when they are wanted: the mock and the compiler take their time.
const ALL: Record<LayerName, () => Promise<Layer>> = {
  lint: async () => (await import("./lint-layer.js")).lintLayer,
  diff: async () => (await import("./diff-layer.js")).diffLayer,
  generate: async () => (await import("./generate-layer.js")).generateLayer,
  typecheck: async () => (await import("./typecheck-layer.js")).typecheckLayer,
  contract: async () => (await import("./contract-layer.js")).contractLayer,
};

/**
 * Shows every mutant to each layer.
 *
 * @param onRun - called for each layer that is done: all of them take minutes
 * @throws Error if the description itself does not pass one of them
 */
export async function runLayers(
  description: JsonObject,
  mutants: readonly Mutant[],
  names: readonly LayerName[] = LAYERS,
  onRun: (run: LayerRun) => void = () => {},
): Promise<LayerRun[]> {
  const subject = createSubject(description);
  const run = async (layer: LayerName): Promise<LayerRun> => {
    const started = performance.now();
    const check = await ALL[layer]();
    const results = await check(subject, mutants);
    const done = { layer, seconds: (performance.now() - started) / 1000, results };
    onRun(done);
    return done;
  };
  // Lint has a process of its own, the others take turns in this one.
  const lint = names.includes("lint") ? run("lint") : undefined;
  // Its error is thrown below, where it is awaited.
  lint?.catch(() => {});
  const runs: LayerRun[] = [];
  for (const name of LAYERS) if (name !== "lint" && names.includes(name)) runs.push(await run(name));
  return lint ? [await lint, ...runs] : runs;
}

function createSubject(description: JsonObject): Subject {
  const made = new WeakMap<JsonObject, Promise<Files | Error>>();
  return {
    description,
    generated: (document) => {
      const known = made.get(document) ?? generate(document);
      made.set(document, known);
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
