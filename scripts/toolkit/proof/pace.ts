import { bearer, createAtlasClient, upgradeCluster } from "../../../src/index.js";
import { createAtlasEmulator, recordedTimelines, type Timeline } from "../../../src/testing/index.js";

const name = "shop-dev";
const groupId = "32b6e34b3d91647abb20e7b8";

/** How a way to wait fared in the recorded upgrades. */
interface Pace {
  /** The seconds from the end of each upgrade to the result; negative where the result came before the end. */
  readonly lagsS: readonly number[];
  /** How often each looked. */
  readonly polls: readonly number[];
}

/** A cluster that is upgraded from M0 to M10, and a clock that goes on while somebody sleeps. */
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
async function ours(timeline: Timeline, random: () => number) {
  const { atlas, emulator, now, sleep, lagS } = stage(timeline);
  const run = upgradeCluster(atlas, {
    ...{ groupId, name, target: "M10", acceptSnapshotDeletion: true },
    ...{ now, sleep, random },
  });
  const { polls } = await run.result;
  if (emulator.accepted !== 1) throw new Error(`${emulator.accepted} upgrades were accepted`);
  return { lagS: lagS(), polls };
}

/** Waits as those do who look at regular times, until it is IDLE on the new tier for the first time. */
const regular = (everyS: number) => async (timeline: Timeline) => {
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

/** The ways to wait that are compared. */
const WAYS = {
  "this package": ours,
  "Terraform's pace, every 30 s": regular(30),
  "the Atlas CLI's pace, every 4 s": regular(4),
} as const satisfies Record<
  string,
  (timeline: Timeline, random: () => number) => Promise<{ lagS: number; polls: number }>
>;

/** Plays all recorded upgrades. */
async function measurePace(way: keyof typeof WAYS): Promise<Pace> {
  // The same on each run, and well spread.
  let seed = 1;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const played = [];
  for (const timeline of recordedTimelines) played.push(await WAYS[way](timeline, random));
  return { lagsS: played.map(({ lagS }) => lagS), polls: played.map(({ polls }) => polls) };
}

/** Whether a pace keeps what the package claims: never early, 10 s late at the median at most, by 100 looks at most. */
function keepsPace({ lagsS, polls }: Pace): boolean {
  return Math.min(...lagsS) >= 0 && quantile(lagsS, 0.5) <= 10 && Math.max(...polls) <= 100;
}

/** Compares the ways, and checks the claim of ours. */
export async function provePace(): Promise<{ passed: boolean; text: string }> {
  const lines = [row("", ["late, s: median", "p90", "most", "early", "looks: median", "most"])];
  let passed = true;
  for (const way of Object.keys(WAYS) as (keyof typeof WAYS)[]) {
    const pace = await measurePace(way);
    const late = pace.lagsS.filter((lagS) => lagS >= 0);
    // Who takes the first IDLE for the end is early, or looks more often: a claim that they keep as well says nothing.
    passed &&= keepsPace(pace) === (way === "this package");
    lines.push(
      row(way, [
        ...[0.5, 0.9, 1].map((share) => quantile(late, share).toFixed(1)),
        `${pace.lagsS.length - late.length}`,
        ...[0.5, 1].map((share) => `${quantile(pace.polls, share)}`),
      ]),
    );
  }
  return { passed, text: `${recordedTimelines.length} recorded upgrades from M0 to M10\n\n${lines.join("\n")}` };
}

function row(title: string, cells: readonly string[]): string {
  return `${title.padEnd(32)}${cells.map((cell) => cell.padStart(17)).join("")}`;
}

function quantile(numbers: readonly number[], share: number): number {
  return [...numbers].sort((left, right) => left - right)[Math.floor((numbers.length - 1) * share)] ?? Number.NaN;
}
