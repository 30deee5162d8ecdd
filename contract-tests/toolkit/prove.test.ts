import { expect, test } from "@jest/globals";
import { runScript } from "../support/shared.js";

// Samples of what is quick; `npm run prove` has the rest. In processes of their own: Jest's sandbox makes this several
// times slower.
test.each([
  ["labelled changes are called what the labels say", "changes", "16"],
  ["mistakes are seen by the rules that are there for them", "mistakes", "8"],
  ["no value proves a change breaking that the comparison called less", "witnesses", "60"],
])("%s", async (_claim, proof, sample) => {
  const { code, stdout, stderr } = await runScript("prove", proof, "--sample", sample, "--seed", "20");
  if (code !== 0) throw new Error(stdout + stderr);
  expect(stdout).toContain(`✓ ${proof} (`);
});

test("a proof that there isn't is an error of the command line", async () => {
  const { code, stderr } = await runScript("prove", "wrong");
  expect([code, stderr]).toEqual([2, expect.stringMatching(/Name one proof \(changes, .+, addition\), not "wrong"/)]);
});
