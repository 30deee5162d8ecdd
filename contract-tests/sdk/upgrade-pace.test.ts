import { expect, test } from "@jest/globals";
import { keepsPace, measurePace } from "../../scripts/toolkit/proof/index.js";

test("over the recorded upgrades, the result comes soon after the end and never before, by few looks", async () => {
  const pace = await measurePace("this package");
  expect(pace.lagsS).toHaveLength(75);
  expect(keepsPace(pace)).toBe(true);
  // What the claim is about: who takes the first IDLE for the end is early.
  expect(keepsPace(await measurePace("Terraform's pace, every 30 s"))).toBe(false);
});
