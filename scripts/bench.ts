/** Measures the package beside others, on this machine. */

import { FORMAT_OPTION, runCommand } from "./toolkit/support/index.js";

const CLIENTS = [
  "fetch",
  "atlas-tenant-upgrade",
  "atlas-tenant-upgrade (http)",
  "openapi-fetch",
  "openapi-fetch, two middlewares",
];

await runCommand(
  {
    name: "bench",
    help: "Measures what a call costs, beside other clients: each figure is a ratio of medians of interleaved runs.",
    options: {
      rounds: { type: "integer", default: 15, least: 3, help: "how often each client is measured" },
      format: FORMAT_OPTION,
    },
    example: "--rounds 5 --format json",
  },
  async ({ values: { rounds }, progress }) => {
    const { ALLOCATION, formatTable, LOOPBACK, measureCalls, prepareFolder, STUB } = await import(
      "./toolkit/bench/index.js"
    );
    progress.step("building the package");
    const { worker } = await prepareFolder();
    const figures = [];
    for (const { title, unit, ...figure } of [STUB, LOOPBACK, ALLOCATION]) {
      progress.step(title);
      figures.push({ title, unit, rows: await measureCalls({ title, unit, ...figure }, worker, CLIENTS, rounds) });
    }
    return {
      passed: true,
      verdict: `${figures.length} figures of ${CLIENTS.length} clients`,
      text: figures.map(({ title, unit, rows }) => formatTable(title, unit, rows)).join("\n\n"),
      json: JSON.stringify(figures, null, 2),
    };
  },
);
