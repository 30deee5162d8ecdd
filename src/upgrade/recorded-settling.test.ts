import { expect, test } from "@jest/globals";
import { recordedTimelines } from "../testing/recorded-timelines.js";
import { estimateRest, settleEstimate } from "./recorded-settling.js";

const settled = recordedTimelines.map(({ idleS }) => idleS * 1000).sort((left, right) => left - right);

test("the estimate matches the recorded upgrades", () => {
  expect(settleEstimate).toEqual({ median: settled[37], p90: settled[67] });
  expect(estimateRest(0)).toBe(settled[37]);
});

test("the remaining time is the median of the recorded upgrades that took longer", () => {
  for (const elapsedMs of [60_000, 600_000, 900_000, 1_700_000]) {
    const longer = settled.filter((ms) => ms > elapsedMs);
    expect(estimateRest(elapsedMs)).toBe((longer[Math.floor(longer.length / 2)] ?? 0) - elapsedMs);
  }
});

test("there is no estimate for an upgrade that takes longer than all recorded ones", () => {
  expect(estimateRest(2_000_000)).toBeUndefined();
});
