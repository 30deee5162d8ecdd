import { describe, expect, test } from "@jest/globals";
import { type FetchLike, serviceAccount, type UpgradeToken } from "../../src/index.js";
import { medianTimeline } from "../../src/testing/index.js";
import { type Emulated, emulate } from "../support/emulated.js";
import { failureOf, M0, posts, start, tags } from "../support/upgrades.js";

/** The response of a gateway after the upgrade request has reached Atlas. */
function throughGateway(atlas: Emulated, status: number, headers: Record<string, string> = {}): FetchLike {
  return async (url, init) => {
    const response = await atlas.fetch(url, init);
    return init.method === "POST" ? new Response("<h1>Sorry</h1>", { status, headers }) : response;
  };
}

describe("an upgrade is sent once", () => {
  test.each(["timeout", 500] as const)("by a client that retries everything: %s", async (fault) => {
    using atlas = emulate({ clusters: [M0] });
    atlas.fail(fault, { matching: "upgradeSharedCluster", arrived: true });
    const run = start(atlas, {}, atlas.client({ retryUnsafe: true, timeoutMs: 40 }));
    expect(await run.result).toMatchObject({ outcome: "upgraded" });
    expect([atlas.accepted, posts(atlas)]).toEqual([1, 1]);
  });

  test.each([
    [503, { "Retry-After": "5" }],
    [408, {}],
    [421, {}],
    [403, {}],
    [404, {}],
  ] as const)("if a gateway responds with %d %j", async (status, headers) => {
    using atlas = emulate({ clusters: [M0] });
    const run = start(atlas, {}, atlas.client({ fetch: throughGateway(atlas, status, headers) }));
    expect(await run.result).toMatchObject({ outcome: "upgraded", cluster: { tags } });
    expect([atlas.accepted, posts(atlas)]).toEqual([1, 1]);
  });

  test("if a rate limit requires a wait, which is respected", async () => {
    using atlas = emulate({ clusters: [M0] });
    atlas.respond("upgradeSharedCluster", { status: 429, times: 2, headers: { "Retry-After": "25" } });
    expect(await start(atlas).result).toMatchObject({ outcome: "upgraded" });
    const times = atlas.requests.filter(({ method }) => method === "POST").map(({ at }) => at);
    const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(25_000);
    expect([atlas.accepted, times.length]).toEqual([1, 3]);
  });

  test("if no token could be obtained at first, and then it could", async () => {
    using atlas = emulate({ clusters: [M0], credentials: { tokens: [] } });
    const auth = serviceAccount({ clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_1" });
    const onToken = ({ sent }: UpgradeToken) => {
      if (sent !== "unknown" || posts(atlas) > 1) return;
      atlas.revokeCredentials();
      atlas.fail(503, { matching: "token" });
    };
    expect(await start(atlas, { onToken }, atlas.client({ auth })).result).toMatchObject({ outcome: "upgraded" });
    const sent = atlas.requests.filter(({ operation }) => operation === "upgradeSharedCluster");
    expect(sent.map(({ response }) => response?.status)).toEqual([401, 200]);
  });

  test("as shown to confirm, whatever confirm does to it", async () => {
    using atlas = emulate({ clusters: [M0, { name: "prod", tier: "M0" }] });
    const confirm = (plan: { request: { body: { name: string } } }) => {
      plan.request.body.name = "prod";
      return true;
    };
    expect(await failureOf(start(atlas, { confirm }))).toMatchObject({ reason: "declined", token: { sent: "no" } });
    expect(posts(atlas)).toBe(0);
  });
});

describe("an upgrade that is rejected because another is under way follows that one", () => {
  const conflict = (atlas: Emulated, status: number, errorCode: string): FetchLike => {
    return async (url, init) => {
      const response = await atlas.fetch(url, init);
      return response.status === 409 ? Response.json({ error: status, errorCode }, { status }) : response;
    };
  };

  test.each([
    [409, "CLUSTER_ALREADY_UPGRADING"],
    [400, "UPGRADE_IN_PROGRESS"],
  ])("%d %s", async (status, errorCode) => {
    using atlas = emulate({ clusters: [M0] });
    // Started elsewhere, while a person decides and after the second status check.
    let first = false;
    const fetch: FetchLike = async (url, init) => {
      if (init.method === "POST" && !first) {
        first = true;
        await atlas.fetch(url, init);
      }
      return conflict(atlas, status, errorCode)(url, init);
    };
    expect(await start(atlas, {}, atlas.client({ fetch })).result).toMatchObject({ outcome: "upgraded" });
    expect([atlas.accepted, posts(atlas)]).toEqual([1, 2]);
  });

  test("also while Atlas returns the former state of the cluster", async () => {
    const timeline = { ...medianTimeline, staleIdle: { fromS: 0, untilS: 300 } };
    using atlas = emulate({ clusters: [M0], timeline });
    const first = new AbortController();
    const run = start(atlas, { signal: first.signal });
    for await (const { phase } of run) if (phase === "accepted") break;
    first.abort();
    await failureOf(run);
    atlas.pass(60);
    const tokens: UpgradeToken[] = [];
    const again = start(atlas, { onToken: (token) => tokens.push(token) });
    expect(await again.result).toMatchObject({ outcome: "upgraded", cluster: { tags } });
    expect(tokens.at(-1)).toMatchObject({ sent: "no", underWay: true });
    expect([atlas.accepted, posts(atlas)]).toEqual([1, 2]);
  });

  test("and is never sent again, however the state changes", async () => {
    using atlas = emulate({ clusters: [M0] });
    let looks = 0;
    const fetch: FetchLike = async (url, init) => {
      if (init.method === "POST") return Response.json({ error: 409, errorCode: "CONFLICT" }, { status: 409 });
      const response = await atlas.fetch(url, init);
      if (response.status !== 200) return response;
      looks += 1;
      return Response.json({ ...Object(await response.json()), stateName: looks % 2 === 0 ? "UPDATING" : "IDLE" });
    };
    const sent: string[] = [];
    const counted: FetchLike = (url, init) => {
      if (init.method === "POST") sent.push(url.toString());
      if (sent.length > 5) throw new Error("sent again and again");
      return fetch(url, init);
    };
    const error = await failureOf(start(atlas, { timeLimitMs: 1_200_000 }, atlas.client({ fetch: counted })));
    expect(error).toMatchObject({ reason: "time-limit", token: { sent: "no", underWay: true } });
    expect(sent).toHaveLength(1);
  });

  test("and fails if the other is not seen for ten minutes", async () => {
    using atlas = emulate({ clusters: [M0] });
    atlas.respond("upgradeSharedCluster", { status: 409 });
    const startedAt = atlas.now();
    const error = await failureOf(start(atlas));
    expect(error).toMatchObject({ reason: "rejected", cause: { status: 409 }, token: { sent: "no" } });
    expect(atlas.now() - startedAt).toBeGreaterThanOrEqual(600_000);
    expect([atlas.accepted, posts(atlas)]).toEqual([0, 1]);
  });
});

test("changes while a person decides are shown before the upgrade is sent", async () => {
  using atlas = emulate({ clusters: [M0] });
  const newTags = [{ key: "owner", value: "search" }];
  const plans: unknown[] = [];
  const fetch: FetchLike = async (url, init) => {
    const response = await atlas.fetch(url, init);
    if (plans.length === 0 || init.method !== "GET" || response.status !== 200 || atlas.accepted > 0) return response;
    return Response.json({ ...Object(await response.json()), tags: newTags });
  };
  const confirm = (plan: unknown) => plans.push(plan) > 0;
  const { applied } = await start(atlas, { confirm }, atlas.client({ fetch })).result;
  expect(applied?.request.body).toMatchObject({ tags: newTags });
  expect(plans).toHaveLength(2);
});

describe("a token that can't be stored", () => {
  test("before the upgrade request: nothing is sent, and the error says so", async () => {
    using atlas = emulate({ clusters: [M0] });
    const onToken = () => Promise.reject(new Error("disk full"));
    const error = await failureOf(start(atlas, { onToken }));
    expect(error).toMatchObject({ reason: "failed", token: { sent: "no" } });
    expect(error.token).not.toHaveProperty("sentAt");
    expect(error.message).toContain("its token could not be saved, and nothing was sent: disk full");
    expect(posts(atlas)).toBe(0);
  });

  test("and a rejection is reported as such if the token can't be kept after it", async () => {
    using atlas = emulate({ clusters: [M0] });
    atlas.respond("upgradeSharedCluster", { status: 402 });
    const onToken = ({ sent }: UpgradeToken) => (sent === "no" ? Promise.reject(new Error("disk full")) : undefined);
    const error = await failureOf(start(atlas, { onToken }));
    expect(error).toMatchObject({ reason: "rejected", cause: { status: 402 }, token: { sent: "no" } });
  });

  test("after the upgrade request: the upgrade is still followed, and the failure is reported", async () => {
    using atlas = emulate({ clusters: [M0] });
    const onToken = ({ sent }: UpgradeToken) => (sent === "yes" ? Promise.reject(new Error("disk full")) : undefined);
    const messages: string[] = [];
    const run = start(atlas, { onToken });
    for await (const { message } of run) messages.push(message);
    expect(await run.result).toMatchObject({ outcome: "upgraded", cluster: { tags } });
    expect(messages.join("\n")).toContain("its token could not be saved: disk full");
  });

  test("because storing it never settles: an abort ends the run", async () => {
    using atlas = emulate({ clusters: [M0] });
    const controller = new AbortController();
    const onToken = () => {
      queueMicrotask(() => controller.abort());
      return new Promise(() => {});
    };
    const error = await failureOf(start(atlas, { onToken, signal: controller.signal }));
    expect(error).toMatchObject({ reason: "aborted", token: { sent: "no" } });
    expect(posts(atlas)).toBe(0);
  });
});

test.each([-3_600_000, -30 * 86_400_000])("changing the clock by %d ms does not delay a run", async (step) => {
  using atlas = emulate({ clusters: [M0] });
  let shift = 0;
  const pauses: number[] = [];
  const run = start(atlas, {
    now: () => atlas.now() + shift,
    sleep: (ms, signal) => {
      pauses.push(ms);
      return atlas.sleep(ms, signal);
    },
  });
  for await (const { phase } of run) if (phase === "offline") break;
  shift = step;
  const { elapsedMs } = await run.result;
  expect(Math.max(...pauses)).toBeLessThanOrEqual(66_000);
  expect(elapsedMs).toBeGreaterThan(700_000);
  expect(elapsedMs).toBeLessThan(900_000);
});
