import { describe, expect, test } from "@jest/globals";
import {
  AtlasConfigurationError,
  AtlasInvalidRequestError,
  type FetchLike,
  type UpgradePhase,
  upgradeCluster,
} from "../../src/index.js";
import { medianTimeline } from "../../src/testing/index.js";
import { emulate } from "../support/emulated.js";
import { FLEX, failureOf, groupId, M0, name, phasesOf, posts, start, tags } from "../support/upgrades.js";
import { virtualClock } from "../support/virtual-clock.js";

describe("every upgrade", () => {
  test.each([
    [M0, "FLEX"],
    [M0, "M10"],
    [FLEX, "M10"],
  ] as const)("%j to %s", async (cluster, target) => {
    using atlas = emulate({ clusters: [cluster] });
    const run = start(atlas, { target });
    expect(await phasesOf(run)).toEqual([
      "probing",
      "planned",
      "accepted",
      "offline",
      "swapped",
      "reachable",
      "settled",
    ]);
    const result = await run.result;
    expect(result).toMatchObject({
      outcome: "upgraded",
      cluster: { stateName: "IDLE", tags, terminationProtectionEnabled: true },
      connectionStrings: { standardSrv: `mongodb+srv://${name}.ab1cd.mongodb.net` },
    });
    expect(result).not.toHaveProperty("unverified");
    expect(Boolean(result.applied)).toBe(target === "FLEX");
    expect(run.toJSON()).toMatchObject({ sent: "yes", source: cluster.tier, target });
    expect(run.toJSON()).not.toHaveProperty("afterwards");
    expect(run.state).toMatchObject({ phase: "settled", tier: target, stateName: "IDLE" });
    expect(atlas.accepted).toBe(1);
  });

  test("M0 to FLEX to M10", async () => {
    using atlas = emulate({ clusters: [M0] });
    await start(atlas).result;
    expect(await start(atlas, { target: "M10" }).result).toMatchObject({ outcome: "upgraded", cluster: { tags } });
    expect(atlas.accepted).toBe(2);
    expect(posts(atlas)).toBe(2);
  });

  test("tags and protection of the serverless body are applied, not those of the cluster", async () => {
    using atlas = emulate({ clusters: [M0] });
    const other = [{ key: "owner", value: "search" }];
    const providerSettings = { backingProviderName: "GCP", regionName: "CENTRAL_US" };
    const run = start(atlas, {
      serverless: { name, providerSettings, tags: other, terminationProtectionEnabled: false },
    });
    const { applied, cluster } = await run.result;
    expect(applied?.request.body).toEqual({ tags: other, terminationProtectionEnabled: false });
    expect(cluster).toMatchObject({ tags: other, terminationProtectionEnabled: false });
    // The region comes from the cluster.
    expect(run.state.plan?.request.body).toMatchObject({
      providerSettings: { backingProviderName: "AWS", regionName: "US_EAST_1" },
    });
    expect(run.state.plan?.changes).toContainEqual(
      expect.objectContaining({ change: "replaced", from: "providerSettings.regionName", value: "US_EAST_1" }),
    );
  });
});

describe("nothing is sent", () => {
  test.each([
    [{ name, tier: "FLEX" }, "FLEX"],
    [{ name, tier: "M10" }, "M10"],
  ] as const)("if the cluster is already on its target tier: %j", async (cluster, target) => {
    using atlas = emulate({ clusters: [cluster] });
    const result = await start(atlas, { target }).result;
    expect(result).toMatchObject({ outcome: "already-there", cluster: { stateName: "IDLE" } });
    expect(new Set(atlas.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  test.each([0, 30, 70, 300, 690])(
    "if an upgrade has been under way for %d seconds: it is waited for",
    async (seconds) => {
      using atlas = emulate({ clusters: [M0] });
      const first = new AbortController();
      const run = start(atlas, { signal: first.signal, target: "M10" });
      for await (const { phase } of run) if (phase === "accepted") break;
      first.abort();
      await failureOf(run);
      atlas.pass(seconds);
      expect(await start(atlas, { target: "M10" }).result).toMatchObject({ outcome: "upgraded" });
      expect([atlas.accepted, posts(atlas)]).toEqual([1, 1]);
    },
  );

  test("if confirm does not agree", async () => {
    using atlas = emulate({ clusters: [M0] });
    const error = await failureOf(start(atlas, { target: "M10", confirm: () => false }));
    expect(error).toMatchObject({ reason: "declined", token: { sent: "no" }, lastState: { phase: "planned" } });
    expect(posts(atlas)).toBe(0);
  });

  test("if confirm throws", async () => {
    using atlas = emulate({ clusters: [M0] });
    const cause = new Error("the terminal is gone");
    const confirm = () => Promise.reject(cause);
    expect(await failureOf(start(atlas, { confirm }))).toMatchObject({ reason: "declined", cause });
    expect(posts(atlas)).toBe(0);
  });

  test("without consent to an upgrade to a dedicated cluster", () => {
    using atlas = emulate({ clusters: [FLEX] });
    expect(() => start(atlas, { target: "M10", acceptSnapshotDeletion: false })).toThrow(AtlasConfigurationError);
    expect(atlas.requests).toEqual([]);
  });

  test("if there is no such upgrade", async () => {
    using atlas = emulate({ clusters: [{ name, tier: "M20" }] });
    expect(await failureOf(start(atlas, { target: "M10" }))).toMatchObject({ reason: "rejected" });
    expect(posts(atlas)).toBe(0);
  });

  test("if the token could not be stored", async () => {
    using atlas = emulate({ clusters: [M0] });
    const cause = new Error("disk full");
    expect(await failureOf(start(atlas, { onToken: () => Promise.reject(cause) }))).toMatchObject({ cause });
    expect(posts(atlas)).toBe(0);
  });

  test.each<[string, object]>([
    ["a project", { groupId: "../x" }],
    ["a name", { name: "" }],
    ["a target", { target: "M5" }],
    [
      "a body of another cluster",
      { serverless: { name: "other", providerSettings: { backingProviderName: "AWS", regionName: "X" } } },
    ],
    ["an invalid body", { serverless: {} }],
  ])("with an invalid %s", (_, more) => {
    using atlas = emulate({ clusters: [M0] });
    expect(() => start(atlas, more)).toThrow(AtlasInvalidRequestError);
    expect(atlas.requests).toEqual([]);
  });
});

test("a stale response does not move the phase back", async () => {
  using atlas = emulate({ clusters: [M0], timeline: { ...medianTimeline, staleIdle: { fromS: 200, untilS: 500 } } });
  const phases: UpgradePhase[] = [];
  for await (const { phase } of start(atlas, { target: "M10" })) if (phases.at(-1) !== phase) phases.push(phase);
  expect(phases).toEqual([...new Set(phases)]);
});

test("of two runs at the same time, one sends and the other follows", async () => {
  const clock = virtualClock(Date.UTC(2026, 10, 24, 9));
  const { now, sleep } = clock;
  using atlas = emulate({ clusters: [M0], now });
  const options = { groupId, name, target: "M10", acceptSnapshotDeletion: true, now, sleep } as const;
  // Two processes: each has its own client.
  const runs = [1, 2].map(() => upgradeCluster(atlas.client({ now }), options).result);
  const results = await clock.run(Promise.all(runs));
  expect(results.map(({ outcome }) => outcome)).toEqual(["upgraded", "upgraded"]);
  expect([atlas.accepted, posts(atlas)]).toEqual([1, 2]);
});

test("another upgrade that comes first ends the run", async () => {
  using atlas = emulate({ clusters: [M0] });
  const first = new AbortController();
  const run = start(atlas, { signal: first.signal });
  for await (const { phase } of run) if (phase === "accepted") break;
  first.abort();
  const error = await failureOf(start(atlas, { target: "M10" }));
  expect(error).toMatchObject({ reason: "failed", token: { sent: "no" } });
  expect(error.message).toContain("has become FLEX, and not M10");
  expect(posts(atlas)).toBe(1);
});

test("another tier that is shown for a while does not end the run", async () => {
  using atlas = emulate({ clusters: [M0] });
  const startedAt = atlas.now();
  const fetch: FetchLike = async (url, init) => {
    const response = await atlas.fetch(url, init);
    const seconds = (atlas.now() - startedAt) / 1000;
    if (!response.ok || seconds < 100 || seconds > 400) return response;
    const instanceSize = seconds < 250 ? "M20" : ["M20"];
    const replicationSpecs = [{ regionConfigs: [{ electableSpecs: { instanceSize } }] }];
    return Response.json({ ...Object(await response.json()), stateName: "IDLE", replicationSpecs }, response);
  };
  const run = start(atlas, { target: "M10" }, atlas.client({ fetch }));
  expect(await run.result).toMatchObject({ outcome: "upgraded" });
});

test("a run does not wait until its limit for a change that is dropped", async () => {
  const hopeless = { ...medianTimeline, swapS: Infinity, stringsGoneS: Infinity, idleS: 100 };
  using atlas = emulate({ clusters: [M0], timeline: hopeless });
  const first = new AbortController();
  const run = start(atlas, { signal: first.signal });
  for await (const { phase } of run) if (phase === "accepted") break;
  first.abort();
  expect(await failureOf(start(atlas))).toMatchObject({ reason: "unknown-outcome", token: { sent: "no" } });
  expect(posts(atlas)).toBe(1);
});

test("an upgrade that starts while a person decides is not sent a second time", async () => {
  using atlas = emulate({ clusters: [M0] });
  const confirm = async () => {
    await start(atlas).result;
    return true;
  };
  expect(await start(atlas, { confirm }).result).toMatchObject({ outcome: "already-there" });
  expect(atlas.accepted).toBe(1);
});

test("a run is not a promise, and its unhandled failure does not end the process", async () => {
  using atlas = emulate({ clusters: [], projects: [groupId] });
  const run = start(atlas);
  expect("then" in run).toBe(false);
  const seen: unknown[] = [];
  await expect(
    (async () => {
      for await (const state of run) seen.push(state);
    })(),
  ).rejects.toMatchObject({ reason: "not-found" });
  expect(seen.length).toBeGreaterThan(0);
});

test("a late iteration gets every event, and stopping an iteration early does not end the run", async () => {
  using atlas = emulate({ clusters: [M0] });
  const run = start(atlas);
  for await (const { phase } of run) if (phase === "planned") break;
  await run.result;
  const phases = await phasesOf(run);
  expect([phases[0], phases.at(-1)]).toEqual(["probing", "settled"]);
});
