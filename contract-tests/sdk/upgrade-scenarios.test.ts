import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "@jest/globals";
import { serveFetch } from "../../scripts/toolkit/mock/index.js";
import { projectRoot } from "../../scripts/toolkit/support/index.js";
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
} from "../../src/index.js";
import { type EmulatedTier, medianTimeline, type Timeline } from "../../src/testing/index.js";
import { type Emulated, emulate } from "../support/emulated.js";
import { scriptFile } from "../support/shared.js";
import { stopClock } from "../support/stop-clock.js";

const groupId = "32b6e34b3d91647abb20e7b8";
const name = "shop-dev";
const tags = [{ key: "team", value: "storefront" }];

/** An emulator with one cluster, and the ways to upgrade it. */
interface Stage {
  readonly atlas: Emulated;
  start(options?: Partial<UpgradeClusterOptions>, client?: Partial<AtlasClientOptions>): UpgradeRun;
  resume(token: UpgradeToken): UpgradeRun;
}

interface Scenario {
  readonly title: string;
  readonly from: EmulatedTier;
  readonly to: UpgradeClusterOptions["target"];
  /** The result: an outcome, or the reason of an error. */
  readonly ends: UpgradeResult["outcome"] | AtlasUpgradeError["reason"];
  /** The number of upgrades that Atlas has accepted in the end: at most one per requested upgrade. */
  readonly accepted: number;
  readonly timeline?: Partial<Timeline>;
  /** @default starts the upgrade, and waits for it */
  readonly play?: (stage: Stage) => Promise<UpgradeResult>;
}

const m0ToFlex = { from: "M0", to: "FLEX", ends: "upgraded", accepted: 1 } as const;
const m0ToM10 = { ...m0ToFlex, to: "M10" } as const;
const phases: readonly UpgradePhase[] = ["probing", "planned", "accepted", "offline", "swapped", "reachable"];

const scenarios: readonly Scenario[] = [
  { title: "M0 to Flex", ...m0ToFlex },
  { title: "M0 to M10", ...m0ToM10 },
  { title: "Flex to M10", ...m0ToM10, from: "FLEX" },
  {
    title: "M0 to Flex to M10",
    ...{ ...m0ToM10, accepted: 2 },
    play: async ({ start }) => {
      await start({ target: "FLEX" }).result;
      return start().result;
    },
  },
  { title: "already Flex", from: "FLEX", to: "FLEX", ends: "already-there", accepted: 0 },
  { title: "already M10", from: "M10", to: "M10", ends: "already-there", accepted: 0 },
  {
    title: "started by a process that has ended, and called again",
    ...m0ToFlex,
    play: async (stage) => {
      await crash(stage, "yes");
      return stage.start().result;
    },
  },
  {
    title: "crashed between the request and the first status check, resumed an hour later",
    ...m0ToFlex,
    play: async (stage) => {
      const token = await crash(stage, "yes");
      stage.atlas.pass(3600);
      return stage.resume(token).result;
    },
  },
  { title: "killed with SIGKILL while Atlas responds to the request, and resumed", ...m0ToFlex, play: killAndResume },
  ...phases.map((phase) => ({
    title: `aborted when ${phase}, and resumed`,
    ...m0ToFlex,
    play: (stage: Stage) => abortAndGoOn(stage, phase),
  })),
  { title: "the request timed out after it arrived", ...m0ToFlex, play: (stage) => timeOut(stage, true) },
  {
    title: "the request timed out before it arrived",
    ...{ ...m0ToFlex, ends: "unknown-outcome", accepted: 0 },
    play: (stage) => timeOut(stage, false),
  },
  {
    title: "429 for the request, and in the middle",
    ...m0ToFlex,
    play: async ({ atlas, start }) => {
      atlas.respond("upgradeSharedCluster", { status: 429, times: 2 });
      const run = start();
      for await (const { phase } of run) {
        if (phase !== "offline") continue;
        for (const operation of ["getCluster", "getFlexCluster"] as const) {
          atlas.respond(operation, { status: 429, times: 1 });
        }
        break;
      }
      return run.result;
    },
  },
  {
    title: "the token expires during the run",
    ...m0ToFlex,
    timeline: { idleS: 9_000 },
    play: ({ start }) => {
      const auth = serviceAccount({ clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_1" });
      return start({}, { auth }).result;
    },
  },
  {
    title: "updating again after the first IDLE",
    ...m0ToM10,
    timeline: { updatingAgain: { fromS: 714, untilS: 774 } },
  },
  { title: "stale IDLE on M0 for 5 minutes", ...m0ToM10, timeline: { staleIdle: { fromS: 0, untilS: 300 } } },
  { title: "DELETING", ...m0ToM10, ends: "failed", timeline: { deletingS: 120 } },
  {
    title: "a tier that never changes",
    ...{ ...m0ToM10, ends: "time-limit" },
    timeline: { swapS: Number.POSITIVE_INFINITY },
  },
];

/** Ends a run when its token requests it, and passes the token on as JSON, which is all that remains. */
async function crash({ start }: Stage, sent: UpgradeToken["sent"]): Promise<UpgradeToken> {
  const end = new AbortController();
  let kept = "";
  const onToken = (token: UpgradeToken) => {
    if (end.signal.aborted) return;
    kept = JSON.stringify(token);
    if (token.sent === sent) end.abort();
  };
  await expect(start({ signal: end.signal, onToken }).result).rejects.toMatchObject({ reason: "aborted" });
  return JSON.parse(kept);
}

async function abortAndGoOn({ atlas, start, resume }: Stage, phase: UpgradePhase): Promise<UpgradeResult> {
  const end = new AbortController();
  const confirm = () => {
    if (phase === "planned") end.abort();
    return true;
  };
  const run = start({ signal: end.signal, confirm });
  const following = (async () => {
    for await (const progress of run) if (progress.phase === phase && phase !== "planned") end.abort();
  })();
  await expect(following).rejects.toMatchObject({ reason: "aborted" });
  const { length } = atlas.requests;
  await new Promise(setImmediate);
  expect(atlas.requests).toHaveLength(length);
  const token = JSON.parse(JSON.stringify(run)) as UpgradeToken;
  return (token.sent === "no" ? start() : resume(token)).result;
}

// The time limit of an attempt is a system timer: it fires once the request hangs, and not before.
async function timeOut({ start, atlas }: Stage, arrived: boolean): Promise<UpgradeResult> {
  using clock = stopClock();
  const matching = ({ operation }: { operation?: string }) => {
    if (operation === "upgradeSharedCluster") void clock.pass(600_000);
    return operation === "upgradeSharedCluster";
  };
  atlas.fail("timeout", { arrived, matching });
  return await start().result;
}

async function killAndResume({ atlas, resume }: Stage): Promise<UpgradeResult> {
  const child = { kill: () => {} };
  const server = await serveFetch(async (url, init) => {
    const response = await atlas.fetch(url, init);
    if (init.method === "POST") child.kill();
    return response;
  });
  const packageUrl = pathToFileURL(join(dirname(dirname(scriptFile("demo"))), "src", "index.js")).href;
  const file = join(projectRoot, "contract-tests", "fixtures", "upgrade-child.mjs");
  const started = spawn(process.execPath, [file, packageUrl, server.url, groupId, name], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.kill = () => void started.kill("SIGKILL");
  const [printed, [, signal]] = await Promise.all([text(started.stdout), once(started, "exit")]);
  await server.close();
  expect(signal).toBe("SIGKILL");
  const token = JSON.parse(printed.trim().split("\n").at(-1) ?? "") as UpgradeToken;
  expect(token.sent).toBe("unknown");
  return resume(token).result;
}

function setTheStage({ from, to, timeline }: Scenario): Stage {
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
    resume: (token) => resumeUpgrade(atlas.client(), token, follow),
  };
}

const table: string[] = [];
afterAll(() => void process.stdout.write(`${table.join("\n")}\n`));

test.each(scenarios)("$title: $ends, $accepted accepted", async (scenario) => {
  const stage = setTheStage(scenario);
  using atlas = stage.atlas;
  const begin = atlas.now();
  const { title, to, accepted, play = ({ start }) => start().result } = scenario;
  const ended = await play(stage).catch((error: AtlasUpgradeError) => error);
  const ends = "outcome" in ended ? ended.outcome : (ended.reason ?? String(ended));
  expect([ends, atlas.accepted]).toEqual([scenario.ends, accepted]);
  const [cluster] = atlas.clusters();
  if ("outcome" in ended) {
    // Never early.
    expect(cluster).toMatchObject({ tier: to, stateName: "IDLE", tags, terminationProtectionEnabled: true });
    expect(atlas.now()).toBeGreaterThanOrEqual(cluster?.settledAt ?? 0);
    expect(ended.connectionStrings).toEqual(cluster?.connectionStrings);
  }
  const looks = atlas.requests.filter(({ operation = "" }) => operation.startsWith("get")).length;
  const seconds = Math.round((atlas.now() - begin) / 1000);
  table.push(
    `${title.padEnd(68)} ${ends.padEnd(15)} ${accepted} accepted, ${String(looks).padStart(3)} looks, ${String(seconds).padStart(5)} s`,
  );
});
