import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { projectRoot } from "../scripts/paths.js";
import { runNode } from "../scripts/run-node.js";

test("1,000 calls at once need one token, and calls without end no more memory", async () => {
  const script = join(projectRoot, "scripts", "load.ts");
  const { stdout, stderr } = await runNode(["--expose-gc", "--import", "tsx", script, "--sequential", "200"]);
  // A warning, such as of listeners that pile up on the signal, would be there.
  expect(stderr).toBe("");
  const { heapGrowthMB, ...load } = JSON.parse(stdout);
  expect(load).toMatchObject({ concurrent: 1000, answered: 1000, tokens: 1, sequential: 200 });
  expect(heapGrowthMB).toBeLessThan(3);
});
