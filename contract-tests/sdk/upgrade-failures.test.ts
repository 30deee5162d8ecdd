import { describe, expect, test } from "@jest/globals";
import { bearer, type FetchLike, serviceAccount, type UpgradeToken } from "../../src/index.js";
import { medianTimeline } from "../../src/testing/index.js";
import { type Emulated, emulate } from "../support/emulated.js";
import { stopClock } from "../support/stop-clock.js";
import { failureOf, M0, name, posts, start, tags } from "../support/upgrades.js";

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
      expect([...new Set(tokens)]).toEqual(["unknown", "yes"]);
    },
  );

  test("is not taken for known by one look after a long silence", async () => {
    const timeline = { ...medianTimeline, staleIdle: { fromS: 0, untilS: 700 } };
    using atlas = emulate({ clusters: [M0], timeline });
    atlas.fail("reset", { matching: "upgradeSharedCluster", arrived: true });
    const [from, until] = [atlas.now() + 1_000, atlas.now() + 650_000];
    atlas.fail(503, { times: Number.POSITIVE_INFINITY, matching: ({ at }) => at >= from && at < until });
    expect(await start(atlas).result).toMatchObject({ outcome: "upgraded" });
    expect([atlas.accepted, posts(atlas)]).toEqual([1, 1]);
  });

  test.each(["timeout", "reset", 500] as const)(
    "%s, not having arrived: the outcome is unknown, and it says how to go on",
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

  test.each([403, 404, 408, 409, 421, 425, 499])("%d without a code of Atlas's own", async (status) => {
    using atlas = emulate({ clusters: [M0] });
    let left = 0;
    const fetch: FetchLike = async (url, init) =>
      left-- > 0 ? new Response("<h1>Sorry</h1>", { status }) : atlas.fetch(url, init);
    const run = start(atlas, { target: "M10" }, atlas.client({ fetch }));
    for await (const { phase } of run) if (phase === "offline") break;
    left = 3;
    expect(await run.result).toMatchObject({ outcome: "upgraded" });
    // But not for ever, and not where it is the first that is seen.
    left = Number.POSITIVE_INFINITY;
    const startedAt = atlas.now();
    expect(await failureOf(start(atlas, { target: "M10" }, atlas.client({ fetch })))).toMatchObject({
      cause: { status },
    });
    expect(atlas.now() - startedAt).toBeLessThan(1_000);
  });

  test("credentials that a caller can't obtain for a moment", async () => {
    using atlas = emulate({ clusters: [M0] });
    let isDown = false;
    const auth = bearer(() => {
      if (isDown) throw new Error("the vault is down");
      return "any-token";
    });
    const run = start(atlas, { target: "M10" }, atlas.client({ auth }));
    for await (const { phase, problem } of run) {
      if (phase === "offline") isDown = true;
      if (problem) isDown = false;
      if (phase === "swapped" && !problem) break;
    }
    expect(await run.result).toMatchObject({ outcome: "upgraded" });
    isDown = true;
    expect(await failureOf(start(atlas, {}, atlas.client({ auth })))).toMatchObject({ reason: "failed" });
  });

  test("but what a proxy rejects for ten minutes is its last word", async () => {
    using atlas = emulate({ clusters: [M0] });
    let isOpen = true;
    const fetch: FetchLike = async (url, init) =>
      isOpen ? atlas.fetch(url, init) : new Response("<h1>Sorry</h1>", { status: 403 });
    const run = start(atlas, { target: "M10" }, atlas.client({ fetch }));
    for await (const { phase } of run) if (phase === "offline") break;
    isOpen = false;
    const error = await failureOf(run);
    expect(error).toMatchObject({ reason: "rejected", cause: { status: 403 } });
    expect(error.message).toContain("; the upgrade goes on in Atlas");
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
    const rejected = atlas.requests.flatMap(({ response, at }, index) =>
      response?.status === 429
        ? [{ at, seconds: Number(response.headers["Retry-After"]), next: atlas.requests[index + 1]?.at ?? Infinity }]
        : [],
    );
    expect(rejected.length).toBeGreaterThan(2);
    for (const { at, seconds, next } of rejected) expect(next - at).toBeGreaterThanOrEqual(seconds * 1000);
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

describe("the first looks", () => {
  test.each(["reset", "html", 503] as const)("don't wait for hours: %s", async (fault) => {
    using atlas = emulate({ clusters: [M0] });
    const startedAt = atlas.now();
    atlas.fail(fault, { times: Number.POSITIVE_INFINITY });
    const error = await failureOf(start(atlas));
    expect(error).toMatchObject({ reason: fault === 503 ? "rejected" : "failed", token: { sent: "no" } });
    expect(atlas.now() - startedAt).toBeLessThan(60_000);
  });

  test("during a swap don't say that there is no such cluster", async () => {
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

  test("end, where Atlas does not say of which tier the cluster is", async () => {
    using atlas = emulate({ clusters: [M0] });
    const fetch: FetchLike = async (url, init) => {
      const response = await atlas.fetch(url, init);
      return response.status === 200 ? Response.json({ name, stateName: "IDLE" }) : response;
    };
    expect((await failureOf(start(atlas, {}, atlas.client({ fetch })))).message).toContain("of which tier it is");
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

test("what a server says instead of a name is shown nowhere", async () => {
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
