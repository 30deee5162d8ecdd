/** Runs one change after the other, by its name, as its parent sends them; ends with the channel. */

import { readDescription } from "../../generate/index.js";
import { atlasAdapter } from "../../suite/index.js";
import { OPERATORS } from "../changes/index.js";
import { runMutant } from "./run-mutant.js";

const description = { ...readDescription() };

// Nothing listens there: the mock answers in this process.
const baseUrl = "http://127.0.0.1:9";
const client = { sdk: atlasAdapter(baseUrl), baseUrl };

process.on("message", async ({ name, runs }: { name: string; runs: number }) => {
  const operator = OPERATORS.find((candidate) => candidate.name === name);
  if (operator) process.send?.(await runMutant(description, operator, runs, client));
});
