/** Measures the package beside others, on this machine. */

import { cpus, loadavg } from "node:os";
import { runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "bench",
    help: "Measures what a call, an import, a bundle and the generator cost, beside other clients and tools: each figure is a ratio of medians of interleaved runs. The others are installed in a folder of their own when it runs for the first time.",
    options: {
      rounds: { type: "integer", default: 15, least: 3, help: "how often each client is measured" },
      write: { type: "boolean", help: "make docs/bench.md and docs/bench.svg" },
    },
    example: "--rounds 5 --format json",
  },
  async ({ values: { rounds, write }, progress }) => {
    const { formatTables, measureFigures, writeReport } = await import("./toolkit/bench/index.js");
    const results = await measureFigures(rounds, (title) => progress.step(title));
    // It runs two processes: the measured one, and a server or a compiler.
    const [load = 0] = loadavg();
    const busy =
      load > 3 ? ` The machine was busy with other work (a load of ${load.toFixed(1)}), which widens the spreads.` : "";
    const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${rounds} rounds, by \`npm run bench\`.${busy}`;
    if (write) writeReport(results, machine);
    return {
      passed: true,
      verdict: `${results.length} figures, ${machine}`,
      text: formatTables(results),
      json: JSON.stringify(results, null, 2),
    };
  },
);
