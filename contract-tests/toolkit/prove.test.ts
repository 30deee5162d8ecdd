import { expect, test } from "@jest/globals";
import { runScript } from "../support/shared.js";

// A sample of the fast proofs, in a process of its own: Jest's sandbox makes them several times slower. `npm run prove`
// has the rest.
test("labelled changes get the labelled levels", async () => {
  const { code, stdout, stderr } = await runScript("prove", "changes", "--sample", "16", "--seed", "20");
  if (code !== 0) throw new Error(stdout + stderr);
  expect(stdout).toContain("✓ changes (");
});
