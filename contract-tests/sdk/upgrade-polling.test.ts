import { describe, expect, test } from "@jest/globals";
import { bearer, type FetchLike, serviceAccount } from "../../src/index.js";
import { emulate } from "../support/emulated.js";
import { failureOf, M0, posts, start } from "../support/upgrades.js";

describe("polling continues after a temporary failure", () => {
  test.each(["reset", "timeout", "html", 500, 502, 503, 504] as const)("%s", async (fault) => {
    using atlas = emulate({ clusters: [M0] });
    const run = start(atlas, { target: "M10" }, atlas.client({ timeoutMs: 40 }));
    for await (const { phase } of run) if (phase === "offline") break;
    atlas.fail(fault, { times: 5 });
    expect(await run.result).toMatchObject({ outcome: "upgraded" });
    expect([atlas.accepted, posts(atlas)]).toEqual([1, 1]);
  });

  test.each([403, 404, 408, 409, 421, 425, 499])("%d without an Atlas error code", async (status) => {
    using atlas = emulate({ clusters: [M0] });
    let left = 0;
    const fetch: FetchLike = async (url, init) =>
      left-- > 0 ? new Response("<h1>Sorry</h1>", { status }) : atlas.fetch(url, init);
    const run = start(atlas, { target: "M10" }, atlas.client({ fetch }));
    for await (const { phase } of run) if (phase === "offline") break;
    left = 3;
    expect(await run.result).toMatchObject({ outcome: "upgraded" });
    // But not forever, and not for the first status check.
    left = Number.POSITIVE_INFINITY;
    const startedAt = atlas.now();
    expect(await failureOf(start(atlas, { target: "M10" }, atlas.client({ fetch })))).toMatchObject({
      cause: { status },
    });
    expect(atlas.now() - startedAt).toBeLessThan(1_000);
  });

  test("credentials that a caller temporarily can't obtain", async () => {
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

  test("but a proxy that rejects requests for ten minutes ends the run", async () => {
    using atlas = emulate({ clusters: [M0] });
    let isOpen = true;
    const fetch: FetchLike = async (url, init) =>
      isOpen ? atlas.fetch(url, init) : new Response("<h1>Sorry</h1>", { status: 403 });
    const run = start(atlas, { target: "M10" }, atlas.client({ fetch }));
    for await (const { phase } of run) if (phase === "offline") break;
    isOpen = false;
    const error = await failureOf(run);
    expect(error).toMatchObject({ reason: "rejected", cause: { status: 403 } });
    expect(error.message).toContain("; the upgrade continues in Atlas");
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

  test("rate limits, whose waits are respected", async () => {
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

  test("a wait beyond the time limit ends at the limit", async () => {
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
