import { describe, expect, test } from "@jest/globals";
import {
  AtlasConfigurationError,
  AtlasInvalidRequestError,
  AtlasUpgradeError,
  type FetchLike,
  type FollowOptions,
  resumeUpgrade,
  serviceAccount,
  type UpgradeClusterOptions,
  type UpgradePhase,
  type UpgradeResult,
  type UpgradeRun,
  type UpgradeToken,
  upgradeCluster,
} from "../../src/index.js";
import { medianTimeline, type Timeline } from "../../src/testing/index.js";
import { type Emulated, emulate } from "../support/emulated.js";
import { virtualClock } from "../support/virtual-clock.js";

const groupId = "32b6e34b3d91647abb20e7b8";
const name = "shop-dev";
const tags = [{ key: "team", value: "storefront" }];
const M0 = { name, tier: "M0", tags, terminationProtectionEnabled: true } as const;
const FLEX = { ...M0, tier: "FLEX" } as const;
const HOUR = 3_600_000;

const follow = ({ now, sleep }: Emulated): FollowOptions => ({ now, sleep, random: () => 0.5 });

function start(atlas: Emulated, more: Partial<UpgradeClusterOptions> = {}, client = atlas.client()): UpgradeRun {
  const options = { groupId, name, target: "FLEX", acceptSnapshotDeletion: true } as const;
  return upgradeCluster(client, { ...options, ...follow(atlas), ...more });
}

const failureOf = async (run: UpgradeRun): Promise<AtlasUpgradeError> => {
  const outcome: unknown = await run.result.catch((error: unknown) => error);
  if (outcome instanceof AtlasUpgradeError) return outcome;
  throw new Error("it did not fail with an AtlasUpgradeError", { cause: outcome });
};
const posts = ({ requests }: Emulated) => requests.filter(({ method }) => method === "POST").length;
const phasesOf = async (run: UpgradeRun) => {
  const phases = new Set<UpgradePhase>();
  for await (const { phase } of run) phases.add(phase);
  return [...phases];
};

describe("the ways across", () => {
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
    // Where it is, the cluster says.
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
  ] as const)("where the cluster is there already: %j", async (cluster, target) => {
    using atlas = emulate({ clusters: [cluster] });
    const result = await start(atlas, { target }).result;
    expect(result).toMatchObject({ outcome: "already-there", cluster: { stateName: "IDLE" } });
    expect(new Set(atlas.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  test.each([0, 30, 70, 300, 690])(
    "where an upgrade is under way since %d seconds: it is waited for",
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

  test("where confirm does not agree", async () => {
    using atlas = emulate({ clusters: [M0] });
    const error = await failureOf(start(atlas, { target: "M10", confirm: () => false }));
    expect(error).toMatchObject({ reason: "refused", token: { sent: "no" }, lastState: { phase: "planned" } });
    expect(posts(atlas)).toBe(0);
  });

  test("where confirm throws", async () => {
    using atlas = emulate({ clusters: [M0] });
    const cause = new Error("the terminal is gone");
    const confirm = () => Promise.reject(cause);
    expect(await failureOf(start(atlas, { confirm }))).toMatchObject({ reason: "refused", cause });
    expect(posts(atlas)).toBe(0);
  });

  test("where nobody has agreed to the way to dedicated", () => {
    using atlas = emulate({ clusters: [FLEX] });
    expect(() => start(atlas, { target: "M10", acceptSnapshotDeletion: false })).toThrow(AtlasConfigurationError);
    expect(atlas.requests).toEqual([]);
  });

  test("where there is no way", async () => {
    using atlas = emulate({ clusters: [{ name, tier: "M20" }] });
    expect(await failureOf(start(atlas, { target: "M10" }))).toMatchObject({ reason: "rejected" });
    expect(posts(atlas)).toBe(0);
  });

  test("where the token could not be kept", async () => {
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
    ["a body that is none", { serverless: {} }],
  ])("with %s that is not allowed", (_, more) => {
    using atlas = emulate({ clusters: [M0] });
    expect(() => start(atlas, more)).toThrow(AtlasInvalidRequestError);
    expect(atlas.requests).toEqual([]);
  });
});

test("a stale response takes no phase back", async () => {
  using atlas = emulate({ clusters: [M0], timeline: { ...medianTimeline, staleIdle: { fromS: 200, untilS: 500 } } });
  const phases: UpgradePhase[] = [];
  for await (const { phase } of start(atlas, { target: "M10" })) if (phases.at(-1) !== phase) phases.push(phase);
  expect(phases).toEqual([...new Set(phases)]);
});

test("two at the same time: one sends, and the other follows", async () => {
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

test("another upgrade that comes first ends it", async () => {
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

test("a change under way that comes to nothing is not waited for until the limit", async () => {
  const hopeless = { ...medianTimeline, swapS: Infinity, stringsGoneS: Infinity, idleS: 100 };
  using atlas = emulate({ clusters: [M0], timeline: hopeless });
  const first = new AbortController();
  const run = start(atlas, { signal: first.signal });
  for await (const { phase } of run) if (phase === "accepted") break;
  first.abort();
  expect(await failureOf(start(atlas))).toMatchObject({ reason: "unknown-outcome", token: { sent: "no" } });
  expect(posts(atlas)).toBe(1);
});

test("while a person thinks, another upgrade is not doubled", async () => {
  using atlas = emulate({ clusters: [M0] });
  const confirm = async () => {
    await start(atlas).result;
    return true;
  };
  expect(await start(atlas, { confirm }).result).toMatchObject({ outcome: "already-there" });
  expect(atlas.accepted).toBe(1);
});

describe("ends at once", () => {
  test.each([
    ["getFlexCluster", 401, undefined, "rejected"],
    ["getFlexCluster", 403, undefined, "rejected"],
    ["getFlexCluster", 404, "noSuchProject", "not-found"],
    ["upgradeSharedCluster", 400, undefined, "rejected"],
    ["upgradeSharedCluster", 402, undefined, "rejected"],
    ["upgradeSharedCluster", 403, undefined, "rejected"],
    ["upgradeSharedCluster", 404, undefined, "rejected"],
  ] as const)("%s: %d %s", async (operationId, status, example, reason) => {
    using atlas = emulate({ clusters: [M0] });
    atlas.respond(operationId, { status, ...(example && { example }) });
    const error = await failureOf(start(atlas));
    expect(error).toMatchObject({ reason, cause: { status }, token: { sent: "no" } });
    expect(error.message).toContain(name);
    expect([atlas.accepted, posts(atlas)]).toEqual([0, operationId === "upgradeSharedCluster" ? 1 : 0]);
  });

  test.each([
    [401, undefined, "rejected"],
    [403, undefined, "rejected"],
    [404, "noSuchProject", "not-found"],
  ] as const)("in the middle: %d %s", async (status, example, reason) => {
    using atlas = emulate({ clusters: [M0] });
    const run = start(atlas, { target: "M10" });
    for await (const { phase } of run) if (phase === "offline") break;
    const { polls } = run.state;
    atlas.respond("getCluster", { status, ...(example && { example }) });
    const error = await failureOf(run);
    expect(error).toMatchObject({ reason, token: { sent: "yes" } });
    expect(error.lastState.polls).toBeLessThanOrEqual(polls + 2);
  });

  test("a name that never existed", async () => {
    using atlas = emulate({ clusters: [M0] });
    const error = await failureOf(start(atlas, { name: "shop-dve" }));
    expect(error).toMatchObject({ reason: "not-found", histogram: { "404 CLUSTER_NOT_FOUND": 2 } });
    expect(atlas.requests).toHaveLength(2);
  });
});

const ends: [
  string,
  Timeline,
  Partial<UpgradeClusterOptions>,
  Partial<AtlasUpgradeError> | UpgradeResult["outcome"],
][] = [
  [
    "UPDATING again after the first IDLE",
    { ...medianTimeline, updatingAgain: { fromS: 712, untilS: 772 } },
    {},
    "upgraded",
  ],
  [
    "UPDATING again between two looks",
    { ...medianTimeline, updatingAgain: { fromS: 711.5, untilS: 715 } },
    {},
    "upgraded",
  ],
  ["stale IDLE for 5 minutes", { ...medianTimeline, staleIdle: { fromS: 0, untilS: 300 } }, {}, "upgraded"],
  ["stale IDLE for 15 minutes", { ...medianTimeline, staleIdle: { fromS: 0, untilS: 900 } }, {}, "upgraded"],
  ["stale IDLE after the swap", { ...medianTimeline, staleIdle: { fromS: 200, untilS: 500 } }, {}, "upgraded"],
  ["no cluster of the name for a minute", { ...medianTimeline, missing: { fromS: 60, untilS: 120 } }, {}, "upgraded"],
  ["DELETING", { ...medianTimeline, deletingS: 100 }, {}, { reason: "failed" }],
  [
    "the cluster vanishes",
    { ...medianTimeline, missing: { fromS: 100, untilS: Infinity } },
    {},
    { reason: "not-found" },
  ],
  [
    "the tier never changes",
    { ...medianTimeline, swapS: Infinity, stringsGoneS: Infinity },
    {},
    { reason: "time-limit" },
  ],
  ["it never ends", { ...medianTimeline, idleS: Infinity }, { timeLimitMs: HOUR }, { reason: "time-limit" }],
  ["done right before the limit", medianTimeline, { timeLimitMs: 716_500 }, "upgraded"],
];

describe.each(["FLEX", "M10"] as const)("M0 to %s", (target) => {
  test.each(ends)("%s", async (_, timeline, more, expected) => {
    using atlas = emulate({ clusters: [M0], timeline });
    const startedAt = atlas.now();
    const run = start(atlas, { target, ...more });
    if (typeof expected === "string") {
      expect(await run.result).toMatchObject({ outcome: expected });
      const [{ settledAt = Number.NaN } = {}] = atlas.clusters();
      expect(atlas.now()).toBeGreaterThanOrEqual(settledAt);
    } else {
      const error = await failureOf(run);
      expect(error).toMatchObject({ ...expected, token: { sent: "yes" } });
      const lateMs = atlas.now() - startedAt - (more.timeLimitMs ?? 3 * HOUR);
      // The turns of its own requests come on top.
      if (error.reason === "time-limit") expect(lateMs >= 0 && lateMs < 100).toBe(true);
    }
    expect([atlas.accepted, posts(atlas)]).toEqual([1, 1]);
  });
});

describe("the sending's outcome is unknown", () => {
  const unsure = (atlas: Emulated) => atlas.client({ timeoutMs: 40 });

  test.each(["timeout", "reset", "html", 500, 502, 504] as const)(
    "%s, having arrived: found out, not sent again",
    async (fault) => {
      using atlas = emulate({ clusters: [M0] });
      atlas.fail(fault, { matching: "upgradeSharedCluster", arrived: true });
      const tokens: UpgradeToken["sent"][] = [];
      const run = start(atlas, { onToken: ({ sent }) => tokens.push(sent) }, unsure(atlas));
      expect(await run.result).toMatchObject({ outcome: "upgraded", cluster: { tags } });
      expect([atlas.accepted, posts(atlas)]).toEqual([1, 1]);
      // A new id, made since the sending, is the proof.
      expect(tokens.slice(0, 2)).toEqual(["unknown", "yes"]);
    },
  );

  test.each(["timeout", "reset", 500] as const)(
    "%s, not having arrived: nobody knows, and it says how to go on",
    async (fault) => {
      using atlas = emulate({ clusters: [M0] });
      atlas.fail(fault, { matching: "upgradeSharedCluster" });
      const startedAt = atlas.now();
      const error = await failureOf(start(atlas, {}, unsure(atlas)));
      expect(error).toMatchObject({ reason: "unknown-outcome", token: { sent: "unknown" } });
      expect(error.message).toMatch(/look at it in Atlas.*call upgradeCluster again/);
      expect(atlas.now() - startedAt).toBeGreaterThanOrEqual(600_000);
      expect([atlas.accepted, posts(atlas)]).toEqual([0, 1]);
      expect(await start(atlas).result).toMatchObject({ outcome: "upgraded" });
      expect(atlas.accepted).toBe(1);
    },
  );
});

describe("what passes while polling is waited out", () => {
  test.each(["reset", "timeout", "html", 500, 502, 503, 504] as const)("%s", async (fault) => {
    using atlas = emulate({ clusters: [M0] });
    const run = start(atlas, { target: "M10" }, atlas.client({ timeoutMs: 40 }));
    for await (const { phase } of run) if (phase === "offline") break;
    atlas.fail(fault, { times: 5 });
    expect(await run.result).toMatchObject({ outcome: "upgraded" });
    expect([atlas.accepted, posts(atlas)]).toEqual([1, 1]);
  });

  test("503 for 20 minutes", async () => {
    using atlas = emulate({ clusters: [M0] });
    const [from, until] = [atlas.now() + 100_000, atlas.now() + 1_300_000];
    atlas.fail(503, { times: Number.POSITIVE_INFINITY, matching: ({ at }) => at >= from && at < until });
    const run = start(atlas, { target: "M10" });
    expect(await run.result).toMatchObject({ outcome: "upgraded" });
    expect(atlas.now()).toBeLessThan(until + 75_000);
    expect(atlas.accepted).toBe(1);
  });

  test("rate limits, whose waits are honoured", async () => {
    using atlas = emulate({ clusters: [M0], rateLimit: { requests: 2, windowS: 60 } });
    expect(await start(atlas).result).toMatchObject({ outcome: "upgraded" });
    const refused = atlas.requests.flatMap(({ response, at }, index) =>
      response?.status === 429
        ? [{ at, seconds: Number(response.headers["Retry-After"]), next: atlas.requests[index + 1]?.at ?? Infinity }]
        : [],
    );
    expect(refused.length).toBeGreaterThan(2);
    for (const { at, seconds, next } of refused) expect(next - at).toBeGreaterThanOrEqual(seconds * 1000);
    expect(atlas.accepted).toBe(1);
  });

  test("a wait that is longer than the limit ends at the limit", async () => {
    using atlas = emulate({ clusters: [M0] });
    const run = start(atlas, { target: "M10", timeLimitMs: 600_000 });
    for await (const { phase } of run) if (phase === "offline") break;
    const startedAt = atlas.now();
    atlas.respond("getCluster", { status: 429, headers: { "Retry-After": "86400" } });
    expect(await failureOf(run)).toMatchObject({ reason: "time-limit" });
    expect(atlas.now() - startedAt).toBeLessThan(700_000);
  });

  test("tokens that expire, and tokens that are revoked", async () => {
    using atlas = emulate({ clusters: [M0], credentials: { tokens: [], tokenLifetimeS: 120 } });
    const auth = serviceAccount({ clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_1" });
    const run = start(atlas, { target: "M10" }, atlas.client({ auth }));
    for await (const { phase } of run) if (phase === "swapped") break;
    atlas.revokeCredentials();
    expect(await run.result).toMatchObject({ outcome: "upgraded" });
    expect(atlas.requests.filter(({ operation }) => operation === "token").length).toBeGreaterThan(3);
    expect(atlas.accepted).toBe(1);
  });

  test("a token endpoint that is down for a while", async () => {
    using atlas = emulate({ clusters: [M0], credentials: { tokens: [], tokenLifetimeS: 60 } });
    const auth = serviceAccount({ clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_1" });
    const run = start(atlas, { target: "M10" }, atlas.client({ auth }));
    for await (const { phase } of run) if (phase === "offline") break;
    atlas.fail(503, { matching: "token", times: 3 });
    atlas.fail("reset", { matching: "token", times: 3 });
    expect(await run.result).toMatchObject({ outcome: "upgraded" });
  });
});

describe("an abort", () => {
  const phases: UpgradePhase[] = ["probing", "planned", "accepted", "offline", "swapped", "reachable"];
  test.each(phases)("when %s ends it at once, and the token goes on", async (phase) => {
    using atlas = emulate({ clusters: [M0] });
    const controller = new AbortController();
    const run = start(atlas, { signal: controller.signal });
    for await (const state of run) if (state.phase === phase) break;
    const before = atlas.requests.length;
    const reason = new Error("enough");
    controller.abort(reason);
    const error = await failureOf(run);
    expect(error.reason).toBe("aborted");
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    expect(atlas.requests.length).toBe(before);
    const { token } = error;
    const sent = token.sent !== "no";
    const rest = sent ? resumeUpgrade(atlas.client(), JSON.parse(JSON.stringify(token)), follow(atlas)) : start(atlas);
    expect(await rest.result).toMatchObject({ outcome: "upgraded", cluster: { tags } });
    expect(atlas.accepted).toBe(1);
  });

  test("before it begins sends nothing", async () => {
    using atlas = emulate({ clusters: [M0] });
    expect(await failureOf(start(atlas, { signal: AbortSignal.abort() }))).toMatchObject({ reason: "aborted" });
    expect(atlas.requests).toEqual([]);
  });
});

describe("a token", () => {
  const kept = async (atlas: Emulated, sent: UpgradeToken["sent"]): Promise<UpgradeToken> => {
    const tokens: UpgradeToken[] = [];
    const controller = new AbortController();
    const onToken = (token: UpgradeToken) => {
      tokens.push(token);
      // Gone between sending and the first look, as far as the run can tell.
      if (token.sent === "yes") controller.abort();
    };
    await failureOf(start(atlas, { onToken, signal: controller.signal }));
    const token = tokens.find((candidate) => candidate.sent === sent);
    if (!token) throw new Error(`there was no token of the kind "${sent}"`);
    return token;
  };

  test.each(["unknown", "yes"] as const)(
    "kept as %s before a crash resumes, after which what is due is applied",
    async (sent) => {
      using atlas = emulate({ clusters: [M0] });
      const token = await kept(atlas, sent);
      expect(JSON.stringify(token)).not.toMatch(/any-token/);
      const run = resumeUpgrade(atlas.client(), token, follow(atlas));
      expect(await run.result).toMatchObject({ outcome: "upgraded", cluster: { tags }, applied: {} });
      expect([atlas.accepted, posts(atlas)]).toEqual([1, 1]);
    },
  );

  test("is resumed after the end as well, and once more", async () => {
    using atlas = emulate({ clusters: [M0] });
    const token = await kept(atlas, "yes");
    atlas.pass(3_600);
    for (const applied of [true, false]) {
      const result = await resumeUpgrade(atlas.client(), token, follow(atlas)).result;
      expect([result.outcome, Boolean(result.applied)]).toEqual(["upgraded", applied]);
    }
    expect(posts(atlas)).toBe(1);
  });

  test("of which nothing was sent sends nothing", async () => {
    using atlas = emulate({ clusters: [M0] });
    const token = start(atlas, { signal: AbortSignal.abort() }).toJSON();
    expect(await failureOf(resumeUpgrade(atlas.client(), token, follow(atlas)))).toMatchObject({
      reason: "unknown-outcome",
    });
    expect(posts(atlas)).toBe(0);
  });

  test.each<[string, object]>([
    ["version", { version: 2 }],
    ["groupId", { groupId: "x" }],
    ["target", { target: "M5" }],
    ["sent", { sent: "perhaps" }],
    ["sentAt", { sentAt: "yesterday" }],
    ["afterwards", { afterwards: { operation: "upgradeFlexCluster" } }],
  ])("with %s that is not allowed is rejected", (property, wrong) => {
    using atlas = emulate({ clusters: [M0] });
    const token = { version: 1, groupId, name, target: "FLEX", sent: "yes", ...wrong } as UpgradeToken;
    expect(() => resumeUpgrade(atlas.client(), token)).toThrow(AtlasInvalidRequestError);
    expect(() => resumeUpgrade(atlas.client(), token)).toThrow(property);
  });
});

describe("what the cluster should have", () => {
  const withoutTags = (atlas: Emulated, times: number) => {
    let left = times;
    const fetch: FetchLike = async (url, init) => {
      const response = await atlas.fetch(url, init);
      const body: unknown = await response.json();
      const isIdle = Reflect.get(Object(body), "stateName") === "IDLE" && posts(atlas) > 0;
      if (isIdle && left-- > 0) Object.assign(Object(body), { tags: [] });
      return Response.json(body, { status: response.status, headers: response.headers });
    };
    return atlas.client({ fetch });
  };

  test("may take a moment to show", async () => {
    using atlas = emulate({ clusters: [M0] });
    const result = await start(atlas, { target: "M10" }, withoutTags(atlas, 4)).result;
    expect(result.cluster).toMatchObject({ tags });
    expect(result).not.toHaveProperty("unverified");
  });

  test("is named where it does not show", async () => {
    using atlas = emulate({ clusters: [M0] });
    expect(await start(atlas, { target: "M10" }, withoutTags(atlas, 1_000)).result).toMatchObject({
      outcome: "upgraded",
      unverified: ["tags"],
    });
  });

  test("is named, and not set, where the cluster is there already", async () => {
    using atlas = emulate({ clusters: [{ name, tier: "FLEX" }] });
    const providerSettings = { backingProviderName: "AWS", regionName: "US_EAST_1" };
    const serverless = { providerSettings, tags, terminationProtectionEnabled: true };
    expect(await start(atlas, { serverless }).result).toMatchObject({
      outcome: "already-there",
      unverified: ["tags", "terminationProtectionEnabled"],
    });
    expect(new Set(atlas.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });
});

describe("what is due afterwards", () => {
  test("is tried again by a resumed run, where Atlas has rejected it", async () => {
    using atlas = emulate({ clusters: [M0] });
    atlas.respond("updateFlexCluster", { status: 403, times: 1 });
    const error = await failureOf(start(atlas));
    expect(error).toMatchObject({ reason: "rejected", cause: { status: 403 }, token: { sent: "yes", afterwards: {} } });
    expect(error.message).toContain("is FLEX now, but tags and terminationProtectionEnabled could not be set");
    expect(await resumeUpgrade(atlas.client(), error.token, follow(atlas)).result).toMatchObject({
      applied: {},
      cluster: { tags },
    });
    expect(atlas.accepted).toBe(1);
  });

  test("waits while the cluster is at work once more", async () => {
    using atlas = emulate({ clusters: [M0] });
    atlas.respond("updateFlexCluster", { status: 409, times: 2 });
    expect(await start(atlas).result).toMatchObject({ applied: {}, cluster: { tags } });
  });

  test("is not taken for done, where the cluster can't be looked at any more", async () => {
    using atlas = emulate({ clusters: [M0] });
    const fetch: FetchLike = async (url, init) => {
      if (init?.method === "PATCH") atlas.respond("getFlexCluster", { status: 403 });
      return atlas.fetch(url, init);
    };
    const error = await failureOf(start(atlas, {}, atlas.client({ fetch })));
    expect(error).toMatchObject({ reason: "rejected", cause: { status: 403 }, token: { sent: "yes", afterwards: {} } });
    expect(atlas.requests.at(-2)?.method).toBe("PATCH");
  });

  test("is not tried for ever", async () => {
    using atlas = emulate({ clusters: [M0] });
    atlas.respond("updateFlexCluster", { status: 409 });
    expect(await failureOf(start(atlas))).toMatchObject({ reason: "rejected", cause: { status: 409 } });
  });

  test("is sent again after a failure that leaves it open, since it is the same twice", async () => {
    using atlas = emulate({ clusters: [M0] });
    atlas.fail("reset", { matching: "updateFlexCluster" });
    expect(await start(atlas).result).toMatchObject({ applied: {}, cluster: { tags } });
  });

  test("is nothing, where the cluster has nothing to carry over", async () => {
    using atlas = emulate({ clusters: [{ name, tier: "M0" }] });
    expect(await start(atlas).result).not.toHaveProperty("applied");
    expect(atlas.requests.some(({ method }) => method === "PATCH")).toBe(false);
  });
});

test("a run is not a promise, and a failure that nobody looks at does not end the process", async () => {
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

test("who iterates late sees everything, and who stops early ends nothing", async () => {
  using atlas = emulate({ clusters: [M0] });
  const run = start(atlas);
  for await (const { phase } of run) if (phase === "planned") break;
  await run.result;
  const phases = await phasesOf(run);
  expect([phases[0], phases.at(-1)]).toEqual(["probing", "settled"]);
});
