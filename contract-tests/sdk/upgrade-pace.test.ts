import { expect, test } from "@jest/globals";
import { upgradeCluster } from "../../src/index.js";
import { recordedTimelines } from "../../src/testing/index.js";
import { emulate } from "../support/emulated.js";

const groupId = "32b6e34b3d91647abb20e7b8";
const name = "shop-dev";
const at = (numbers: readonly number[], share: number) =>
  [...numbers].sort((left, right) => left - right)[Math.floor((numbers.length - 1) * share)] ?? Number.NaN;

test("over the recorded upgrades, the result comes soon after the end, by few polls", async () => {
  // The same on each run, and well spread.
  let seed = 1;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const lags: number[] = [];
  const polls: number[] = [];
  for (const timeline of recordedTimelines) {
    const atlas = emulate({ clusters: [{ name, tier: "M0" }], timeline });
    const { now, sleep } = atlas;
    const run = upgradeCluster(atlas.client(), {
      ...{ groupId, name, target: "M10", acceptSnapshotDeletion: true },
      ...{ now, sleep, random },
    });
    const { outcome } = await run.result;
    expect([outcome, atlas.accepted]).toEqual(["upgraded", 1]);
    const [{ settledAt = Number.NaN } = {}] = atlas.clusters();
    lags.push((now() - settledAt) / 1000);
    polls.push(atlas.requests.filter(({ method }) => method === "GET").length);
  }
  const figures = (numbers: number[]) =>
    `median ${at(numbers, 0.5).toFixed(1)}, p90 ${at(numbers, 0.9).toFixed(1)}, at most ${Math.max(...numbers).toFixed(1)}`;
  console.log(`75 recorded upgrades: seconds from the end to the result: ${figures(lags)}; polls: ${figures(polls)}`);
  expect(lags).toHaveLength(75);
  expect(Math.min(...lags)).toBeGreaterThanOrEqual(5);
  expect(at(lags, 0.5)).toBeLessThanOrEqual(10);
  expect(Math.max(...polls)).toBeLessThanOrEqual(100);
});
