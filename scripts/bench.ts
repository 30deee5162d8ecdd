/**
 * Measures the package beside others, on this machine: `npm run bench`. Prints tables; with `--json` what is in them.
 */
import { ALLOCATION, formatTable, LOOPBACK, measureCalls, prepareFolder, STUB } from "./toolkit/bench/index.js";
import { readArguments, readWholeNumber, runCommand } from "./toolkit/support/index.js";

const USAGE = "npm run bench -- [--rounds <number>] [--json]";
const { json, ...given } = readArguments(
  { options: { rounds: { type: "string", default: "15" }, json: { type: "boolean", default: false } } },
  USAGE,
);
const CLIENTS = [
  "fetch",
  "atlas-tenant-upgrade",
  "atlas-tenant-upgrade (http)",
  "openapi-fetch",
  "openapi-fetch, two middlewares",
];

await runCommand(async () => {
  const rounds = readWholeNumber("--rounds", String(given.rounds), USAGE, { least: 3 });
  const { worker } = await prepareFolder();
  const results = [];
  for (const figure of [STUB, LOOPBACK, ALLOCATION]) {
    const rows = await measureCalls(figure, worker, CLIENTS, rounds);
    results.push({ title: figure.title, unit: figure.unit, rows });
    if (!json) console.log(`${formatTable(figure.title, figure.unit, rows)}\n`);
  }
  if (json) console.log(JSON.stringify(results, null, 2));
});
