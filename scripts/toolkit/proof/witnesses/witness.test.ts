import { expect, test } from "@jest/globals";
import { summarize, tryPairs } from "./witness.js";

// The proof itself, with many more pairs, is `npm run prove witnesses`.
test("a comparison that calls everything breaking, or nothing, fails the proof", async () => {
  const trials = await tryPairs(60, 8);
  expect(summarize(trials).passed).toBe(true);
  expect(summarize(trials.map((trial) => ({ ...trial, level: "breaking" }))).passed).toBe(false);
  const { passed, text } = summarize(trials.map((trial) => ({ ...trial, level: "compatible" })));
  expect(passed).toBe(false);
  expect(text).toMatch(
    /^✗ In a request this is called compatible, but the revision rejects .*:\n {4}base {5}.*\n {4}revision /m,
  );
});
