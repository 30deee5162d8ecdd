import type { JsonObject } from "../../description/index.js";
import { InputError } from "../../support/index.js";
import type { Layer, LayerName, LayerRun, Mutant } from "./layer.js";

// Loaded on request: the mock and the compiler take time to load.
const LOADED: Record<LayerName, () => Promise<Layer>> = {
  lint: async () => (await import("./text-layers.js")).lintLayer,
  diff: async () => (await import("./text-layers.js")).diffLayer,
  generate: async () => (await import("./generate-layer.js")).generateLayer,
  typecheck: async () => (await import("./typecheck-layer.js")).typecheckLayer,
  contract: async () => (await import("./contract-layer.js")).contractLayer,
};

/**
 * Shows every mutant to each layer.
 *
 * @param onRun - called after each layer, since all of them take minutes
 * @throws InputError if a layer reports the description itself: then it would prove nothing
 */
export async function runLayers(
  description: JsonObject,
  mutants: readonly Mutant[],
  names: readonly LayerName[],
  onRun: (run: LayerRun) => void = () => {},
): Promise<LayerRun[]> {
  const unchanged: Mutant = {
    name: "the description",
    category: "equivalence",
    expected: { level: "none" },
    document: description,
  };
  const runs: LayerRun[] = [];
  for (const layer of names) {
    const started = performance.now();
    const { look, brokenClaim } = await LOADED[layer]();
    const [itself, ...seen] = await look([unchanged, ...mutants]);
    if (itself) throw new InputError(`The description itself does not pass ${layer}: ${itself}`);
    const results = mutants.map((mutant, index) => ({
      seenBy: seen[index],
      broken: brokenClaim(mutant, seen[index]) || undefined,
    }));
    runs.push({ layer, seconds: (performance.now() - started) / 1000, results });
    onRun(runs.at(-1) as LayerRun);
  }
  return runs;
}
