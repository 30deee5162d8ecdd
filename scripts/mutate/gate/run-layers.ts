import type { JsonObject } from "../change-places.js";
import { contractLayer } from "./contract-layer.js";
import { diffLayer } from "./diff-layer.js";
import { generateLayer } from "./generate-layer.js";
import { createSubject, LAYERS, type Layer, type LayerName, type LayerVerdict } from "./layer.js";
import { lintLayer } from "./lint-layer.js";
import type { Mutant } from "./mutant.js";
import { typecheckLayer } from "./typecheck-layer.js";

/** What one layer made of all mutants, in their order. */
export interface LayerRun {
  layer: LayerName;
  seconds: number;
  verdicts: LayerVerdict[];
}

const ALL: Record<LayerName, Layer> = {
  lint: lintLayer,
  diff: diffLayer,
  generate: generateLayer,
  typecheck: typecheckLayer,
  contract: contractLayer,
};

/**
 * Shows every mutant to each layer.
 *
 * @throws Error if the description itself does not pass one of them
 */
export async function runLayers(
  description: JsonObject,
  mutants: readonly Mutant[],
  names: readonly LayerName[] = LAYERS,
): Promise<LayerRun[]> {
  const subject = createSubject(description);
  const run = async (layer: LayerName): Promise<LayerRun> => {
    const started = performance.now();
    const verdicts = await ALL[layer](subject, mutants);
    return { layer, seconds: (performance.now() - started) / 1000, verdicts };
  };
  // Lint has a process of its own, the others take turns in this one.
  const lint = names.includes("lint") ? run("lint") : undefined;
  // An error of it is thrown below, and not before somebody listens.
  lint?.catch(() => {});
  const runs: LayerRun[] = [];
  for (const name of LAYERS) if (name !== "lint" && names.includes(name)) runs.push(await run(name));
  return lint ? [await lint, ...runs] : runs;
}
