import { expect, test } from "@jest/globals";
import { summarize, tryPairs } from "./run.js";

// The proof itself is run by contract-tests/spec-diff.test.ts.
test("a gate that calls everything breaking, or nothing, fails the proof", () => {
  const trials = tryPairs(20, 20);
  expect(summarize(trials).passed).toBe(true);
  expect(summarize(trials.map((trial) => ({ ...trial, level: "breaking" }))).passed).toBe(false);
  expect(summarize(trials.map((trial) => ({ ...trial, level: "compatible" }))).passed).toBe(false);
});
