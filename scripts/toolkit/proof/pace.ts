import { bearer, createAtlasClient, upgradeCluster } from "../../../src/index.js";
import { createAtlasEmulator, recordedTimelines, type Timeline } from "../../../src/testing/index.js";
import { countOf } from "../report/index.js";

const name = "shop-dev";
const groupId = "32b6e34b3d91647abb20e7b8";

/**
 * The seconds from the end of an upgrade to the result, negative if the result came first, and the number of status
 * checks.
 */
interface Wait {
  lagS: number;
  polls: number;
}

/** A cluster that is upgraded from M0 to M10, with a clock that only sleeping advances. */
function stage(timeline: Timeline) {
  let ms = Date.UTC(2026, 10, 24, 9);
  const now = () => ms;
  const sleep = async (pauseMs: number) => {
    ms += pauseMs;
  };
  const emulator = createAtlasEmulator({ clusters: [{ name, tier: "M0" }], timeline, now });
  const atlas = createAtlasClient({ auth: bearer("any-token"), fetch: emulator.fetch, now });
  const lagS = () => (ms - (emulator.clusters()[0]?.settledAt ?? Number.NaN)) / 1000;
  return { atlas, emulator, now, sleep, lagS };
}

/** Waits as the package does. */
async function ours(timeline: Timeline, random: () => number): Promise<Wait> {
  const { atlas, emulator, now, sleep, lagS } = stage(timeline);
  const run = upgradeCluster(atlas, {
    ...{ groupId, name, target: "M10", acceptSnapshotDeletion: true },
    ...{ now, sleep, random },
  });
  const { polls } = await run.result;
  if (emulator.accepted !== 1) throw new Error(`${emulator.accepted} upgrades were accepted`);
  return { lagS: lagS(), polls };
}

/** Checks the status at regular intervals, until it is IDLE on the new tier for the first time. */
const regular =
  (everyS: number) =>
  async (timeline: Timeline): Promise<Wait> => {
    const { atlas, sleep, lagS } = stage(timeline);
    const providerSettings = { providerName: "AWS", instanceSizeName: "M10", regionName: "US_EAST_1" } as const;
    await atlas.upgradeSharedCluster({ groupId, body: { name, providerSettings } });
    for (let polls = 1; ; polls += 1) {
      await sleep(everyS * 1000);
      const { data } = await atlas.getCluster({ groupId, clusterName: name });
      const [region] = data.replicationSpecs?.[0]?.regionConfigs ?? [];
      if (data.stateName === "IDLE" && region?.electableSpecs?.instanceSize === "M10") return { lagS: lagS(), polls };
    }
  };

const WAYS = {
  "this package": ours,
  "Terraform's pace, every 30 s,": regular(30),
  "the Atlas CLI's pace, every 4 s,": regular(4),
};

/**
 * Compares the ways of waiting, and checks the package's claim: never early, at the median at most 10 s late, at most
 * 100 status checks.
 */
export async function provePace(): Promise<{ passed: boolean; text: string }> {
  const lines = [
    `${recordedTimelines.length} recorded upgrades from M0 to M10. The claim: never early, at the median at most 10 s late, at most 100`,
    "status checks. If the other two kept it as well, it would say nothing.",
  ];
  let passed = true;
  for (const [way, wait] of Object.entries(WAYS)) {
    // The same on each run, and evenly spread.
    let seed = 1;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const waits: Wait[] = [];
    for (const timeline of recordedTimelines) waits.push(await wait(timeline, random));
    const lags = waits.map(({ lagS }) => lagS).sort((a, b) => a - b);
    const late = lags.filter((lagS) => lagS >= 0);
    const polls = waits.map(({ polls }) => polls).sort((a, b) => a - b);
    const keepsClaim = late.length === lags.length && quantile(late, 0.5) <= 10 && quantile(polls, 1) <= 100;
    // If a pace that stops at the first IDLE kept the claim too, the claim would prove nothing.
    const isRight = keepsClaim === (wait === ours);
    passed &&= isRight;
    lines.push(
      `${isRight ? "✓" : "✗"} ${way} ${keepsClaim ? "keeps" : "does not keep"} the claim: ${countOf(lags.length - late.length, "time")} early; ` +
        `late by ${quantile(late, 0.5).toFixed(1)} s at the median, ${quantile(late, 0.9).toFixed(1)} s at the 90th percentile ` +
        `and ${quantile(late, 1).toFixed(1)} s at most; ` +
        `${quantile(polls, 0.5)} status checks at the median, ${quantile(polls, 1)} at most`,
    );
  }
  return { passed, text: lines.join("\n") };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}
