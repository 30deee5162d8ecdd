import type { JsonObject } from "../../description/index.js";
import { countOf } from "../../report/index.js";
import { InputError } from "../../support/index.js";
import type { Operator } from "../operators/operator.js";
import { LAYERS, type Layer, type LayerName } from "./layers.js";
import { type LayerRun, type MutantReport, makeReport } from "./report.js";

/**
 * Applies operators to a description, and shows the results to each layer.
 *
 * @param onRun - called with a line after each layer, since all of them take minutes
 * @returns also the names of the operators that do not apply to the description
 * @throws InputError if a layer reports the description itself: then it would prove nothing
 */
export async function runLayers(
  description: JsonObject,
  operators: readonly Operator[],
  layers: readonly LayerName[],
  onRun: (line: string) => void,
): Promise<MutantReport & { notApplicable: string[] }> {
  const applied = operators.map(({ apply, ...operator }) => ({ ...operator, document: apply(description) }));
  const mutants = applied.flatMap((one) => (one.document ? [{ ...one, document: one.document }] : []));
  const notApplicable = applied.filter(({ document }) => !document).map(({ name }) => name);
  const runs: LayerRun[] = [];
  for (const layer of layers) {
    const started = performance.now();
    const { look }: Layer = LAYERS[layer];
    const [itself, ...found] = await look(description, [description, ...mutants.map(({ document }) => document)]);
    if (itself) throw new InputError(`The description itself does not pass ${layer}: ${itself}`);
    const seconds = (performance.now() - started) / 1000;
    runs.push({ layer, seconds, found });
    onRun(`${layer}: ${countOf(mutants.length, "mutant")} in ${seconds.toFixed(1)} s`);
  }
  return { ...makeReport(mutants, runs, notApplicable.length), notApplicable };
}
