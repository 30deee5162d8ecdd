import { expect, test } from "@jest/globals";
import { summarize, tryPairs } from "./witness.js";

// The proof itself, with many more pairs, is `npm run prove witnesses`.
test("a comparison that calls everything breaking, or nothing, fails the proof", async () => {
  const trials = await tryPairs(60, 8);
  expect(summarize(trials).passed).toBe(true);
  expect(summarize(trials.map((trial) => ({ ...trial, level: "breaking" }))).passed).toBe(false);
  expect(summarize(trials.map((trial) => ({ ...trial, level: "compatible" }))).passed).toBe(false);
});
