import { setImmediate } from "node:timers/promises";
import { afterAll, describe, expect, test } from "@jest/globals";
import {
  type AtlasClientOptions,
  type AtlasUpgradeError,
  resumeUpgrade,
  serviceAccount,
  type UpgradeClusterOptions,
  type UpgradePhase,
  type UpgradeResult,
  type UpgradeRun,
  type UpgradeToken,
  upgradeCluster,
} from "../src/index.js";
import { type EmulatedTier, medianTimeline, settledAfterS, type Timeline } from "../src/testing/index.js";
import { type Emulated, emulate } from "./support/emulated.js";
import { stopClock } from "./support/stop-clock.js";

const groupId = "32b6e34b3d91647abb20e7b8";
const name = "shop-dev";
const tags = [{ key: "team", value: "storefront" }];
const NEVER = Number.POSITIVE_INFINITY;

/** An emulator with one cluster, and the ways to upgrade it. */
interface Stage {
  readonly atlas: Emulated;
  start(options?: Partial<UpgradeClusterOptions>, client?: Partial<AtlasClientOptions>): UpgradeRun;
  resume(token: UpgradeToken, signal?: AbortSignal): UpgradeRun;
}

interface Scenario {
  readonly title: string;
  readonly from: EmulatedTier;
  readonly to: UpgradeClusterOptions["target"];
  /** What comes of it: an outcome, or the reason of an error. */
  readonly ends: UpgradeResult["outcome"] | AtlasUpgradeError["reason"];
  /** How many upgrades Atlas has accepted in the end. */
  readonly accepted: 0 | 1 | 2;
  readonly timeline?: Partial<Timeline>;
  /** @default starts the upgrade, and waits for it */
  readonly play?: (stage: Stage) => Promise<UpgradeResult>;
}

const upgrading = { matching: "upgradeSharedCluster" } as const;
const looking = ["getCluster", "getFlexCluster"] as const;

/** Lets a run go until its token says that the upgrade was sent, ends it, and hands the token on as JSON. */
async function killed({ start, atlas }: Stage, sent: UpgradeToken["sent"], awayS = 0): Promise<UpgradeToken> {
  const crash = new AbortController();
  const kept: string[] = [];
  const run = start({
    signal: crash.signal,
    onToken: (token) => {
      kept.push(JSON.stringify(token));
      if (token.sent === sent) crash.abort();
    },
  });
  await expect(run.result).rejects.toMatchObject({ reason: "aborted" });
  atlas.pass(awayS);
  return JSON.parse(kept.filter((token) => token.includes(`"sent":"${sent}"`)).at(-1) ?? "");
}

// A time limit of the client is a timer of the system: it goes off when the request hangs, and not before.
async function timedOut({ start, atlas }: Stage, arrived: boolean): Promise<UpgradeResult> {
  using clock = stopClock();
  const matching = ({ operation }: { operation?: string }) => {
    if (operation === "upgradeSharedCluster") void clock.pass(600_000);
    return operation === "upgradeSharedCluster";
  };
  atlas.fail("timeout", { arrived, matching });
  return await start().result;
}

const scenarios: readonly Scenario[] = [
  { title: "M0 to Flex", from: "M0", to: "FLEX", ends: "upgraded", accepted: 1 },
  { title: "M0 to M10", from: "M0", to: "M10", ends: "upgraded", accepted: 1 },
  { title: "Flex to M10", from: "FLEX", to: "M10", ends: "upgraded", accepted: 1 },
  {
    title: "M0 to Flex to M10",
    from: "M0",
    to: "M10",
    ends: "upgraded",
    accepted: 2,
    play: async ({ start }) => {
      await start({ target: "FLEX" }).result;
      return start().result;
    },
  },
  { title: "already there, as Flex", from: "FLEX", to: "FLEX", ends: "already-there", accepted: 0 },
  { title: "already there, as M10", from: "M10", to: "M10", ends: "already-there", accepted: 0 },
  {
    title: "under way already, begun by a process that is gone",
    from: "M0",
    to: "FLEX",
    ends: "upgraded",
    accepted: 1,
    play: async (stage) => {
      await killed(stage, "yes");
      return stage.start().result;
    },
  },
  {
    title: "two at once, of whom the second is refused",
    from: "M0",
    to: "FLEX",
    ends: "rejected",
    accepted: 1,
    play: async ({ start }) => (await Promise.all([start().result, start().result]))[1],
  },
  {
    title: "crashed when it was sent, and resumed",
    from: "M0",
    to: "FLEX",
    ends: "upgraded",
    accepted: 1,
    play: async (stage) => stage.resume(await killed(stage, "yes", 3600)).result,
  },
  {
    title: "crashed right before the sending, and resumed",
    from: "M0",
    to: "FLEX",
    ends: "unknown-outcome",
    accepted: 0,
    play: async (stage) => stage.resume(await killed(stage, "unknown", 3600)).result,
  },
  {
    title: "the sending timed out, having arrived",
    from: "M0",
    to: "FLEX",
    ends: "upgraded",
    accepted: 1,
    play: (stage) => timedOut(stage, true),
  },
  {
    title: "the sending timed out, not having arrived",
    from: "M0",
    to: "FLEX",
    ends: "unknown-outcome",
    accepted: 0,
    play: (stage) => timedOut(stage, false),
  },
  ...(["reset", "html", 500, 502, 503] as const).flatMap((fault): Scenario[] =>
    [true, false].map((arrived) => ({
      title: `the sending met ${fault}, ${arrived ? "" : "not "}having arrived`,
      from: "M0",
      to: "M10",
      ends: arrived ? "upgraded" : "unknown-outcome",
      accepted: arrived ? 1 : 0,
      play: ({ atlas, start }) => {
        atlas.fail(fault, { ...upgrading, arrived });
        return start().result;
      },
    })),
  ),
  {
    title: "429 for the sending, and in the middle",
    from: "M0",
    to: "FLEX",
    ends: "upgraded",
    accepted: 1,
    play: async ({ atlas, start }) => {
      atlas.respond("upgradeSharedCluster", { status: 429, times: 2 });
      const run = start();
      for await (const { phase } of run) {
        if (phase !== "offline") continue;
        for (const operation of looking) atlas.respond(operation, { status: 429, times: 1 });
        break;
      }
      return run.result;
    },
  },
  {
    title: "the token expires under way",
    from: "M0",
    to: "FLEX",
    ends: "upgraded",
    accepted: 1,
    timeline: { idleS: 9_000 },
    play: ({ start }) => {
      const auth = serviceAccount({ clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_1" });
      return start({}, { auth }).result;
    },
  },
  {
    title: "everything fails for a while under way",
    from: "M0",
    to: "M10",
    ends: "upgraded",
    accepted: 1,
    play: async ({ atlas, start }) => {
      const run = start();
      for await (const { phase } of run) {
        if (phase !== "accepted") continue;
        for (const fault of ["reset", "html", 500, 502, 503] as const) {
          atlas.fail(fault, { matching: ({ operation = "" }) => operation.startsWith("get") });
        }
        break;
      }
      return run.result;
    },
  },
  {
    title: "idle, and updating again",
    from: "M0",
    to: "M10",
    ends: "upgraded",
    accepted: 1,
    timeline: { updatingAgain: { fromS: 714, untilS: 774 } },
  },
  {
    title: "stale IDLE on the old tier for 5 minutes",
    from: "M0",
    to: "M10",
    ends: "upgraded",
    accepted: 1,
    timeline: { staleIdle: { fromS: 0, untilS: 300 } },
  },
  {
    title: "missing for a minute, while the new one takes its place",
    from: "M0",
    to: "FLEX",
    ends: "upgraded",
    accepted: 1,
    timeline: { missing: { fromS: 60, untilS: 120 } },
  },
  {
    title: "unavailable for 20 minutes",
    from: "FLEX",
    to: "M10",
    ends: "upgraded",
    accepted: 1,
    timeline: { unavailable: { fromS: 30, untilS: 1_230 } },
  },
  {
    title: "deleted by somebody",
    from: "M0",
    to: "M10",
    ends: "failed",
    accepted: 1,
    timeline: { deletingS: 120 },
  },
  {
    title: "a tier that never changes",
    from: "M0",
    to: "M10",
    ends: "time-limit",
    accepted: 1,
    timeline: { swapS: NEVER },
  },
  ...([401, 402, 403, 404] as const).map(
    (status): Scenario => ({
      title: `the sending is answered with ${status}`,
      from: "M0",
      to: "FLEX",
      ends: "rejected",
      accepted: 0,
      play: ({ atlas, start }) => {
        atlas.respond("upgradeSharedCluster", { status });
        return start().result;
      },
    }),
  ),
  {
    title: "a name that there never was",
    from: "M0",
    to: "FLEX",
    ends: "not-found",
    accepted: 0,
    play: ({ start }) => start({ name: "shop-dve" }).result,
  },
  {
    title: "a project that there never was",
    from: "M0",
    to: "FLEX",
    ends: "not-found",
    accepted: 0,
    play: ({ start }) => start({ groupId: "0".repeat(24) }).result,
  },
  {
    title: "the person does not agree",
    from: "M0",
    to: "M10",
    ends: "refused",
    accepted: 0,
    play: ({ start }) => start({ confirm: () => false }).result,
  },
];

const table: string[] = [];
afterAll(() => void process.stdout.write(`${table.join("\n")}\n`));

function setTheStage({ from, to, timeline }: Pick<Scenario, "from" | "to" | "timeline">): Stage {
  const atlas = emulate({
    clusters: [{ name, tier: from, tags, terminationProtectionEnabled: true }],
    timeline: { ...medianTimeline, ...timeline },
  });
  const { now, sleep } = atlas;
  const follow = { now, sleep, random: () => 0.5 };
  return {
    atlas,
    start: (options, client) =>
      upgradeCluster(atlas.client(client), {
        ...{ groupId, name, target: to, acceptSnapshotDeletion: true, ...follow },
        ...options,
      }),
    resume: (token, signal) => resumeUpgrade(atlas.client(), token, { ...follow, ...(signal && { signal }) }),
  };
}

test.each(scenarios)("$title: $ends, $accepted accepted", async (scenario) => {
  const stage = setTheStage(scenario);
  using atlas = stage.atlas;
  const { play = ({ start }) => start().result } = scenario;
  const ended = await play(stage).catch((error: AtlasUpgradeError) => error);
  const ends = "outcome" in ended ? ended.outcome : (ended.reason ?? String(ended));
  expect([ends, atlas.accepted]).toEqual([scenario.ends, scenario.accepted]);
  const polls = atlas.requests.filter(({ operation = "" }) => operation.startsWith("get")).length;
  const [cluster] = atlas.clusters();
  if ("outcome" in ended) {
    // Never before it is true.
    expect(cluster).toMatchObject({ tier: scenario.to, stateName: "IDLE", tags, terminationProtectionEnabled: true });
    expect(atlas.now()).toBeGreaterThanOrEqual(cluster?.settledAt ?? 0);
    expect(ended.connectionStrings).toEqual(cluster?.connectionStrings);
  }
  const seconds = Math.round((atlas.now() - Date.parse("2026-11-24T09:00:00Z")) / 1000);
  table.push(
    `${scenario.title.padEnd(62)} ${ends.padEnd(15)} ${scenario.accepted} accepted ${`${polls}`.padStart(4)} looks ${`${seconds}`.padStart(6)} s`,
  );
});

describe("ended by its signal", () => {
  const phases: readonly UpgradePhase[] = ["probing", "planned", "accepted", "offline", "swapped", "reachable"];

  test.each(phases)("while %s: nothing more is sent, and it can be gone on with", async (phase) => {
    const { atlas, start, resume } = setTheStage({ from: "M0", to: "FLEX" });
    using _ = atlas;
    const stop = new AbortController();
    const reason = new Error("enough");
    const confirm = async () => {
      if (phase === "planned") stop.abort(reason);
      return true;
    };
    const run = start({ signal: stop.signal, confirm });
    const following = (async () => {
      for await (const progress of run) if (progress.phase === phase && phase !== "planned") stop.abort(reason);
    })();
    await expect(following).rejects.toMatchObject({ reason: "aborted" });
    const sent = atlas.requests.length;
    for (let turn = 0; turn < 10; turn += 1) await setImmediate();
    expect(atlas.requests).toHaveLength(sent);
    const token = JSON.parse(JSON.stringify(run)) as UpgradeToken;
    const isSent = token.sent !== "no";
    expect(isSent).toBe(atlas.accepted === 1);
    const { outcome } = await (isSent ? resume(token) : start()).result;
    expect([outcome, atlas.accepted]).toEqual(["upgraded", 1]);
  });
});

test("the default timeline is what the scenarios assume", () => {
  expect(settledAfterS(medianTimeline)).toBe(711);
});
