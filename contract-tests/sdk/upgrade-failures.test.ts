import { describe, expect, test } from "@jest/globals";
import { AtlasAuthError, type FetchLike, type UpgradeToken } from "../../src/index.js";
import { medianTimeline } from "../../src/testing/index.js";
import { type Emulated, emulate } from "../support/emulated.js";
import { stopClock } from "../support/stop-clock.js";
import { failureOf, M0, name, posts, start, tags } from "../support/upgrades.js";

describe("a run ends at once", () => {
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

describe("the outcome of the upgrade request is unknown", () => {
  const unsure = (atlas: Emulated) => atlas.client({ timeoutMs: 40 });

  test.each(["timeout", "reset", "html", 500, 502, 504] as const)(
    "%s, after it arrived: detected, not sent again",
    async (fault) => {
      using atlas = emulate({ clusters: [M0] });
      atlas.fail(fault, { matching: "upgradeSharedCluster", arrived: true });
      const tokens: UpgradeToken["sent"][] = [];
      const run = start(atlas, { onToken: ({ sent }) => tokens.push(sent) }, unsure(atlas));
      expect(await run.result).toMatchObject({ outcome: "upgraded", cluster: { tags } });
      expect([atlas.accepted, posts(atlas)]).toEqual([1, 1]);
      // A new id with a date after the request is the proof.
      expect([...new Set(tokens)]).toEqual(["unknown", "yes"]);
    },
  );

  test("it is not settled by one status check after a long silence", async () => {
    const timeline = { ...medianTimeline, staleIdle: { fromS: 0, untilS: 700 } };
    using atlas = emulate({ clusters: [M0], timeline });
    atlas.fail("reset", { matching: "upgradeSharedCluster", arrived: true });
    const [from, until] = [atlas.now() + 1_000, atlas.now() + 650_000];
    atlas.fail(503, { times: Number.POSITIVE_INFINITY, matching: ({ at }) => at >= from && at < until });
    expect(await start(atlas).result).toMatchObject({ outcome: "upgraded" });
    expect([atlas.accepted, posts(atlas)]).toEqual([1, 1]);
  });

  test.each(["timeout", "reset", 500] as const)(
    "%s, before it arrived: the outcome is unknown, and the error explains how to continue",
    async (fault) => {
      using atlas = emulate({ clusters: [M0] });
      atlas.fail(fault, { matching: "upgradeSharedCluster" });
      const startedAt = atlas.now();
      const error = await failureOf(start(atlas, {}, unsure(atlas)));
      expect(error).toMatchObject({ reason: "unknown-outcome", token: { sent: "unknown" } });
      expect(error.message).toContain("That proves nothing");
      expect(error.hint).toMatch(/Look at it in Atlas.*call upgradeCluster again/);
      expect(atlas.now() - startedAt).toBeGreaterThanOrEqual(600_000);
      expect([atlas.accepted, posts(atlas)]).toEqual([0, 1]);
      expect(await start(atlas).result).toMatchObject({ outcome: "upgraded" });
      expect(atlas.accepted).toBe(1);
    },
  );

  test("a 200 that does not show a cluster, as of a portal in between, does not count as accepted", async () => {
    using atlas = emulate({ clusters: [M0] });
    const fetch: FetchLike = (url, init) =>
      init.method === "POST" ? Promise.resolve(Response.json({ login: "required" })) : atlas.fetch(url, init);
    const error = await failureOf(start(atlas, {}, atlas.client({ fetch })));
    expect(error).toMatchObject({ reason: "unknown-outcome", token: { sent: "unknown" } });
  });
});

describe("the first status checks", () => {
  test.each(["reset", "html", 503] as const)(
    "report within seconds that there is no usable response: %s",
    async (fault) => {
      using atlas = emulate({ clusters: [M0] });
      const startedAt = atlas.now();
      atlas.fail(fault, { times: Number.POSITIVE_INFINITY });
      const error = await failureOf(start(atlas));
      expect(error).toMatchObject({ reason: fault === 503 ? "rejected" : "failed", token: { sent: "no" } });
      expect(atlas.now() - startedAt).toBeLessThan(10_000);
    },
  );

  test("name the reason, before the run ends", async () => {
    using atlas = emulate({ clusters: [M0] });
    const cause = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    const fetch: FetchLike = () => Promise.reject(new TypeError("fetch failed", { cause }));
    const problems = new Set<string | undefined>();
    const run = start(atlas, {}, atlas.client({ fetch }));
    const iterating = (async () => {
      for await (const { problem } of run) problems.add(problem);
    })().catch(() => {});
    expect((await failureOf(run)).histogram).toEqual({ ECONNREFUSED: 3 });
    await iterating;
    expect([...problems]).toEqual([undefined, "the last status check failed with ECONNREFUSED"]);
  });

  test("end the run if a custom AtlasAuth fails with a circular cause", async () => {
    using atlas = emulate({ clusters: [M0] });
    const cause = new Error("the vault is down");
    cause.cause = cause;
    const authorize = () => {
      throw new AtlasAuthError("no credentials", { cause });
    };
    const error = await failureOf(start(atlas, {}, atlas.client({ auth: { authorize } })));
    expect(error).toMatchObject({ reason: "failed", histogram: { AtlasAuthError: 1 } });
  });

  test("don't report a missing cluster during a swap", async () => {
    using atlas = emulate({ clusters: [{ ...M0, tier: "FLEX" }] });
    let looks = 0;
    const fetch: FetchLike = (url, init) => {
      looks += 1;
      // It was an M0 a moment ago.
      if (looks === 1) atlas.respond("getFlexCluster", { status: 400, example: "nonFlexCluster", times: 1 });
      return atlas.fetch(url, init);
    };
    expect(await start(atlas, {}, atlas.client({ fetch })).result).toMatchObject({ outcome: "already-there" });
    expect(looks).toBeGreaterThan(2);
  });

  test("end the run if Atlas does not return the cluster's tier", async () => {
    using atlas = emulate({ clusters: [M0] });
    const fetch: FetchLike = async (url, init) => {
      const response = await atlas.fetch(url, init);
      return response.status === 200 ? Response.json({ name, stateName: "IDLE" }) : response;
    };
    expect((await failureOf(start(atlas, {}, atlas.client({ fetch })))).message).toContain("which tier it has");
  });
});

test("a request without a response ends with the time limit", async () => {
  using clock = stopClock();
  using atlas = emulate({ clusters: [M0] });
  const run = start(atlas, { target: "M10", timeLimitMs: 100_000 });
  for await (const { phase } of run) if (phase === "offline") break;
  const hangs = () => {
    void clock.pass(30_000);
    return true;
  };
  atlas.fail("timeout", { times: Number.POSITIVE_INFINITY, matching: hangs });
  expect(await failureOf(run)).toMatchObject({ reason: "time-limit" });
});

test("a string that a server returns instead of a name is never shown", async () => {
  using atlas = emulate({ clusters: [M0] });
  const secret = "any-token";
  const fetch: FetchLike = async (url, init) => {
    const response = await atlas.fetch(url, init);
    if (init.method !== "GET" || atlas.accepted === 0 || response.status !== 200) return response;
    return Response.json({
      ...Object(await response.json()),
      stateName: secret,
      id: `${secret}\u001b[2J`,
      tier: secret,
    });
  };
  const run = start(atlas, { target: "M10", timeLimitMs: 60_000 }, atlas.client({ fetch }));
  const seen: unknown[] = [];
  const iterating = (async () => {
    for await (const progress of run) seen.push(progress);
  })();
  const { message, histogram, token, lastState } = await failureOf(run);
  await iterating.catch(() => {});
  expect(JSON.stringify([seen, message, histogram, token, lastState])).not.toMatch(/any-token|u001b/);
});
