import { expect, test } from "@jest/globals";
import { runNode } from "../../scripts/toolkit/support/index.js";
import { scriptFile } from "../support/shared.js";

test("1,000 calls at once need one token, and calls without end no more memory", async () => {
  const { stdout, stderr } = await runNode(["--expose-gc", scriptFile("load"), "--sequential", "200"]);
  // A warning, such as of listeners that pile up on the signal, would be there.
  expect(stderr).toBe("");
  const { heapGrowthMB, ...load } = JSON.parse(stdout);
  expect(load).toMatchObject({ concurrent: 1000, answered: 1000, tokens: 1, sequential: 200 });
  expect(heapGrowthMB).toBeLessThan(3);
});
