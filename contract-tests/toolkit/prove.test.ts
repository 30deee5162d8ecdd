import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { projectRoot } from "../../scripts/toolkit/support/index.js";
import { runScript } from "../support/shared.js";

// A sample of the fast proofs, in a process of its own: Jest's sandbox makes them several times slower. `npm run prove`
// has the rest.
test("labelled changes get the labelled levels", async () => {
  const { code, stdout, stderr } = await runScript("prove", "changes", "--sample", "16", "--seed", "20");
  if (code !== 0) throw new Error(stdout + stderr);
  expect(stdout).toContain("✓ changes (");
});

test("an unknown proof is rejected with the list of proofs, which --help shows too", async () => {
  const { code, stderr } = await runScript("prove", "wrong");
  expect(code).toBe(2);
  const [, names = ""] = /Name one proof \((.*)\), not "wrong"\n$/.exec(stderr) ?? [];
  const help = readFileSync(join(projectRoot, "scripts", "prove.ts"), "utf8");
  expect(help).toContain(`[${names.replaceAll(", ", "|")}|all]`);
});
