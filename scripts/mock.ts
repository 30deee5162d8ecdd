/** Serves the description as a mock until Ctrl-C: `npm run mock`, or `npm run mock -- --port 4010`. */
import { parseArgs } from "node:util";
import { curlLine } from "./curl-line.js";
import { describedOperations } from "./description.js";
import { startMock } from "./prism.js";

const { values } = parseArgs({ options: { port: { type: "string", default: "0" } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`--port must be a whole number from 0 (a free port) to 65535, not "${values.port}"`);
  process.exit(2);
}

const mock = await startMock(port).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
console.log(`The mock listens on ${mock.url} (Ctrl-C stops it). Try:\n`);
for (const operation of describedOperations) console.log(`${curlLine(mock.url, operation)}\n`);
console.log("Add --header 'Prefer: code=409' for another status, 'Prefer: example=idle' for another example.");

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void mock.stop());
await mock.ended;
