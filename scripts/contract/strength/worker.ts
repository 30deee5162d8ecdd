/** Runs one change after the other, by its name, as its parent sends them; ends with the channel. */
import { readDescription } from "../../description.js";
import { OPERATORS } from "../../mutate/changes.js";
import { runMutant } from "./run-mutant.js";

const description = { ...readDescription() };

process.on("message", async ({ name, runs }: { name: string; runs: number }) => {
  const operator = OPERATORS.find((candidate) => candidate.name === name);
  if (operator) process.send?.(await runMutant(description, operator, runs));
});
