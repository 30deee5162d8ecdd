/** Serves the description as a mock until Ctrl-C: `npm run mock`, or `npm run mock -- --port 4010`. */

import { readDescribedOperations } from "./toolkit/generate/index.js";
import { curlLine, startMock } from "./toolkit/mock/index.js";
import { InputError, readArguments, readWholeNumber, runCommand } from "./toolkit/support/index.js";

const USAGE = "npm run mock -- --port 4010 (0, the default, is a free port)";

const { port: text } = readArguments({ options: { port: { type: "string", default: "0" } } }, USAGE);
const port = readWholeNumber("--port", String(text), USAGE, { most: 65_535 });

await runCommand(async () => {
  const mock = await startMock(port, (line) => console.log(line)).catch((error: Error) => {
    throw new InputError(error.message);
  });
  // Whoever reads along may stop reading, as head does.
  process.stdout.once("error", () => void mock.stop());
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void mock.stop());
  // npm passes a SIGTERM of its own to the shell between us only: an end of that shell is meant for us as well.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void mock.stop(), 500).unref();

  console.log(`The mock listens on ${mock.url} (Ctrl-C stops it). Try:\n`);
  for (const operation of readDescribedOperations()) console.log(`${curlLine(mock.url, operation)}\n`);
  console.log("Add --header 'Prefer: code=409' for another status, 'Prefer: example=idle' for another example.\n");
  await mock.ended;
});
