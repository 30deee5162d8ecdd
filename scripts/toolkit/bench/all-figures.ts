import { CALL_FIGURES, measureCalls } from "./calls.js";
import { measureBundles, measureGenerate, measureImports } from "./costs.js";
import type { Result, Row } from "./interleave.js";
import { prepareFolder } from "./workspace.js";

/** Measures all figures. The first row of each is the base of the comparison. */
export async function measureFigures(rounds: number, step: (title: string) => void): Promise<Result[]> {
  step("installing the peers, building the package");
  const { folder, worker } = await prepareFolder();
  const figures: [title: string, unit: string, measure: () => Promise<Row[]>][] = [
    ...CALL_FIGURES.map((figure): [string, string, () => Promise<Row[]>] => {
      return [figure.title, figure.unit, () => measureCalls(figure, worker, rounds)];
    }),
    ["Processor time of an import", "ms", () => measureImports(folder, rounds)],
    ["A bundle for the browser, minified and compressed", "kB", () => measureBundles(folder)],
    ["Processor time of generating the code", "ms", () => measureGenerate(Math.ceil(rounds / 3))],
  ];
  const results: Result[] = [];
  for (const [title, unit, measure] of figures) {
    step(title);
    results.push({ title, unit, rows: await measure() });
  }
  return results;
}
