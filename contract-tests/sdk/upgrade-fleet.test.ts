import { expect, test } from "@jest/globals";
import { bearer, createAtlasClient, upgradeCluster } from "../../src/index.js";
import { createAtlasEmulator, recordedTimelines, type Timeline } from "../../src/testing/index.js";
import { virtualClock } from "../support/virtual-clock.js";

const groupId = "32b6e34b3d91647abb20e7b8";
// One cluster for each recorded upgrade. FLEET=1000 runs it at full size, in half a minute of processor time.
const CLUSTERS = Number(process.env.FLEET ?? recordedTimelines.length);

test(`${CLUSTERS} clusters watched at once: few requests, no early result, and none much too late`, async () => {
  const start = Date.UTC(2026, 10, 24, 9);
  const clock = virtualClock(start);
  const names = Array.from({ length: CLUSTERS }, (_, index) => `shop-${index}`);
  const timelineOf = (index: number) => recordedTimelines[index % recordedTimelines.length] as Timeline;
  const emulator = createAtlasEmulator({
    clusters: names.map((name, index) => ({ name, tier: "M0", timeline: timelineOf(index) })),
    now: clock.now,
  });
  const atlas = createAtlasClient({ auth: bearer("t"), fetch: emulator.fetch, now: clock.now });
  let seed = 16;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const { now, sleep } = clock;
  const runs = names.map((name) =>
    upgradeCluster(atlas, { groupId, name, target: "M10", acceptSnapshotDeletion: true, now, sleep, random }),
  );
  const results = runs.map(async ({ result }) => ({ ...(await result), endedAt: clock.now() }));
  const ended = await clock.run(Promise.all(results));
  expect(ended.filter(({ outcome }) => outcome === "upgraded")).toHaveLength(CLUSTERS);
  expect(emulator.accepted).toBe(CLUSTERS);

  const times = emulator.requests.map(({ at }) => at);
  // In any 60 seconds, not only in those that begin at a full minute.
  let busiest = 0;
  for (let from = 0, to = 0; to < times.length; to += 1) {
    while ((times[to] ?? 0) - (times[from] ?? 0) >= 60_000) from += 1;
    busiest = Math.max(busiest, to - from + 1);
  }
  const settled = emulator.clusters().map(({ settledAt = 0 }) => settledAt);
  const delays = ended.map(({ endedAt }, index) => endedAt - (settled[index] ?? 0)).sort((a, b) => a - b);
  const [median = 0, slowest = 0] = [delays[Math.floor(CLUSTERS / 2)], delays.at(-1)];
  const minutes = Math.round((clock.now() - start) / 60_000);
  process.stdout.write(
    `${CLUSTERS} clusters: ${times.length} requests in ${minutes} minutes, ${busiest} in the busiest 60 seconds; ` +
      `from settled to the result ${Math.round(median / 1000)} s (median), ${Math.round(slowest / 1000)} s (at most)\n`,
  );
  expect(busiest).toBeLessThan(5_000);
  expect(delays[0]).toBeGreaterThanOrEqual(0);
  // As `npm run prove pace` claims for each cluster alone.
  expect(median).toBeLessThanOrEqual(10_000);
  expect(Math.max(...ended.map(({ polls }) => polls))).toBeLessThanOrEqual(100);
});
