import { expect, test } from "@jest/globals";
import { bearer, createAtlasClient, upgradeCluster } from "../src/index.js";
import { createClusters } from "../src/testing/clusters.js";
import { type EmulatedCluster, medianTimeline, recordedTimelines } from "../src/testing/index.js";
import { emulate } from "./support/emulated.js";
import { createSharedClock } from "./support/shared-clock.js";

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

test.each([
  ["each in its own time", recordedTimelines],
  ["all in the same time", [medianTimeline]],
])("1,000 clusters at once stay under 5,000 requests a minute: %s", async (_, timelines) => {
  const clock = createSharedClock(Date.UTC(2026, 10, 24, 9));
  const names = Array.from({ length: 1000 }, (_, index) => `shop-${index}`);
  const given = names.map((name, index): EmulatedCluster => {
    const timeline = timelines[index % timelines.length];
    return { name, tier: "M0", ...(timeline && { timeline }) };
  });
  const clusters = createClusters(given, () => medianTimeline, clock.now);
  const sentAt: number[] = [];
  const call = async (
    operationId: "getCluster" | "upgradeSharedCluster",
    { body, ...path }: Record<string, unknown>,
  ) => {
    sentAt.push(clock.now());
    const { status, body: data } = clusters.handle({
      operationId,
      groupId,
      path: path as Record<string, string>,
      body,
    });
    if (status !== 200) throw new Error(`status ${status}`);
    return { data: data as never, response: new Response(null, { status }) };
  };
  const atlas = {
    ...createAtlasClient({ auth: bearer("any-token") }),
    getCluster: (request: object) => call("getCluster", { ...request }),
    upgradeSharedCluster: (request: object) => call("upgradeSharedCluster", { ...request }),
  };
  const runs = names.map((name) =>
    upgradeCluster(atlas, {
      ...{ groupId, name, target: "M10", acceptSnapshotDeletion: true },
      ...{ now: clock.now, sleep: clock.sleep },
    }),
  );
  const results = await clock.run(runs.map(({ result }) => result));
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(["fulfilled"]));
  expect([...clusters.records.values()].every(({ accepted }) => accepted === 1)).toBe(true);
  let busiest = 0;
  for (let first = 0, last = 0; last < sentAt.length; last++) {
    while ((sentAt[last] ?? 0) - (sentAt[first] ?? 0) >= 60_000) first++;
    busiest = Math.max(busiest, last - first + 1);
  }
  console.log(`1,000 clusters at once: at most ${busiest} requests in a minute, ${sentAt.length} in all`);
  expect(busiest).toBeLessThan(5_000);
});
