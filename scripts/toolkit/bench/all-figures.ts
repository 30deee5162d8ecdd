import { type CallRuns, measureCalls } from "./calls.js";
import { AT_ONCE, OVER_FETCH, WITHOUT_FETCH } from "./clients.js";
import { measureBundles, measureGenerate, measureImports } from "./costs.js";
import type { Result, Row } from "./interleave.js";
import { prepareFolder } from "./workspace.js";

const STUB = { calls: 1_000, server: false, clients: Object.keys(OVER_FETCH) };
// The young generation is so large that nothing is collected during a run, only before it. Where time is measured, it is
// not: V8 would also forget optimized code, and each run would measure the compiler.
const HEAP = { ...STUB, flags: ["--expose-gc", "--min-semi-space-size=128", "--max-semi-space-size=128"] };
const SERVER = { calls: 500, server: true, clients: Object.keys({ ...OVER_FETCH, ...WITHOUT_FETCH }) };
const BURST = { calls: 1, server: true, clients: Object.keys(AT_ONCE) };

/** Measures all figures. The first row of each is the base of the comparison. */
export async function measureFigures(rounds: number, step: (title: string) => void): Promise<Result[]> {
  step("installing the peers, building the package");
  const { folder, worker } = await prepareFolder();
  const calls = (runs: CallRuns) => () => measureCalls(runs, worker, rounds);
  const figures: [title: string, unit: string, measure: () => Promise<Row[]>][] = [
    ["Processor time of a call to a server on this machine", "µs", calls({ ...SERVER, of: ({ cpuUs }) => cpuUs })],
    ["Processor time of a call over a stubbed fetch", "µs", calls({ ...STUB, of: ({ cpuUs }) => cpuUs })],
    ["Memory that a call allocates, over a stubbed fetch", "bytes", calls({ ...HEAP, of: ({ bytes }) => bytes })],
    [
      "Memory in use after thousands of calls, over a stubbed fetch",
      "MB",
      calls({ ...HEAP, of: ({ heldMB }) => heldMB }),
    ],
    [
      "Processor time of 1,000 calls at once of a new client",
      "ms",
      calls({ ...BURST, of: ({ cpuUs }) => cpuUs / 1000 }),
    ],
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
