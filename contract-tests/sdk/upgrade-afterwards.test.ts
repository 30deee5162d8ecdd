import { describe, expect, test } from "@jest/globals";
import { type FetchLike, resumeUpgrade } from "../../src/index.js";
import { type Emulated, emulate } from "../support/emulated.js";
import { failureOf, follow, groupId, M0, name, posts, start, tags } from "../support/upgrades.js";

describe("a setting that the cluster should have", () => {
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

  test("may take a moment to appear", async () => {
    using atlas = emulate({ clusters: [M0] });
    const result = await start(atlas, { target: "M10" }, withoutTags(atlas, 4)).result;
    expect(result.cluster).toMatchObject({ tags });
    expect(result).not.toHaveProperty("unverified");
  });

  test("is reported if it does not appear", async () => {
    using atlas = emulate({ clusters: [M0] });
    expect(await start(atlas, { target: "M10" }, withoutTags(atlas, 1_000)).result).toMatchObject({
      outcome: "upgraded",
      unverified: ["tags"],
    });
  });

  test.each([
    ["has none", {}, { tags, terminationProtectionEnabled: true }, undefined],
    [
      "has others, which are kept",
      { tags: [{ key: "a", value: "b" }], terminationProtectionEnabled: true },
      { tags: [{ key: "a", value: "b" }, ...tags] },
      undefined,
    ],
    [
      "has other values, which are kept",
      { tags: [{ key: "team", value: "search" }], terminationProtectionEnabled: true },
      undefined,
      ["tags"],
    ],
  ])("is added to a cluster that is already on its target tier and %s", async (_, cluster, applied, unverified) => {
    using atlas = emulate({ clusters: [{ name, tier: "FLEX", ...cluster }] });
    const providerSettings = { backingProviderName: "AWS", regionName: "US_EAST_1" };
    const serverless = { providerSettings, tags, terminationProtectionEnabled: true };
    const result = await start(atlas, { serverless }).result;
    expect(result.outcome).toBe("already-there");
    expect(result.applied?.request.body).toEqual(applied);
    expect(result.unverified).toEqual(unverified);
    expect(atlas.clusters()[0]).toMatchObject(applied ?? cluster);
    expect(posts(atlas)).toBe(0);
  });

  test("does not replace those of a cluster that has long been on its target tier, and is being changed", async () => {
    const others = [{ key: "team", value: "search" }];
    using atlas = emulate({ clusters: [{ name, tier: "FLEX", tags: others }] });
    let until = atlas.now() + 60_000;
    const fetch: FetchLike = async (url, init) => {
      const response = await atlas.fetch(url, init);
      const stateName = atlas.now() < until ? "UPDATING" : "IDLE";
      return Response.json({ ...Object(await response.json()), stateName }, response);
    };
    const providerSettings = { backingProviderName: "AWS", regionName: "US_EAST_1" };
    const client = atlas.client({ fetch });
    const run = start(atlas, { serverless: { providerSettings, tags } }, client);
    const seen = [];
    for await (const { phase, message } of run) seen.push(`${phase}: ${message}`);
    expect(await run.result).toMatchObject({ outcome: "already-there", unverified: ["tags"] });
    expect(atlas.clusters()[0]).toMatchObject({ tags: others });
    expect(seen.join("\n")).not.toMatch(/accepted|upgrade is under way/);
    until = atlas.now() + 60_000;
    const token = { version: 1, groupId, name, target: "FLEX", sent: "unknown" } as const;
    const watched = resumeUpgrade(client, token, follow(atlas));
    expect(await watched.result).toMatchObject({ outcome: "already-there" });
  });

  test.each(["CREATING", "REPAIRING"])(
    "is not checked on a new cluster that is %s on its target tier",
    async (state) => {
      using atlas = emulate({ clusters: [{ name, tier: "FLEX", createDate: "2026-11-24T08:59:00Z" }] });
      const until = atlas.now() + 60_000;
      const fetch: FetchLike = async (url, init) => {
        const response = await atlas.fetch(url, init);
        const stateName = atlas.now() < until ? state : "IDLE";
        return Response.json({ ...Object(await response.json()), stateName }, response);
      };
      expect(await start(atlas, {}, atlas.client({ fetch })).result).toMatchObject({ outcome: "already-there" });
    },
  );

  test("is not checked on a cluster already on its target tier, without a body", async () => {
    using atlas = emulate({ clusters: [{ name, tier: "FLEX" }] });
    expect(await start(atlas).result).not.toHaveProperty("unverified");
    expect(new Set(atlas.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });
});

describe("a setting that is due afterwards", () => {
  test("is tried again by a resumed run if Atlas has rejected it", async () => {
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

  test.each([
    ["while the cluster is changing again", 409],
    ["while Atlas has an outage", 503],
  ] as const)("waits %s: %i", async (_, status) => {
    using atlas = emulate({ clusters: [M0] });
    const from = atlas.now();
    atlas.fail(503, {
      times: Number.POSITIVE_INFINITY,
      matching: ({ method, at }) => status === 503 && method === "PATCH" && at < from + 1_000_000,
    });
    if (status === 409) atlas.respond("updateFlexCluster", { status, times: 2 });
    expect(await start(atlas).result).toMatchObject({ applied: {}, cluster: { tags } });
  });

  test("is reported if the signal ends the run before it is set", async () => {
    using atlas = emulate({ clusters: [M0] });
    const ended = new AbortController();
    const fetch: FetchLike = async (url, init) => {
      if (init.method === "PATCH") ended.abort();
      return atlas.fetch(url, init);
    };
    const error = await failureOf(start(atlas, { signal: ended.signal }, atlas.client({ fetch })));
    expect(error).toMatchObject({ reason: "aborted", token: { afterwards: {} } });
    expect(error.message).toContain(
      "the cluster is FLEX, and tags and terminationProtectionEnabled may not be set yet",
    );
  });

  test("does not count as set if the cluster can no longer be read", async () => {
    using atlas = emulate({ clusters: [M0] });
    const fetch: FetchLike = async (url, init) => {
      if (init?.method === "PATCH") atlas.respond("getFlexCluster", { status: 403 });
      return atlas.fetch(url, init);
    };
    const error = await failureOf(start(atlas, {}, atlas.client({ fetch })));
    expect(error).toMatchObject({ reason: "rejected", cause: { status: 403 }, token: { sent: "yes", afterwards: {} } });
    expect(atlas.requests.at(-2)?.method).toBe("PATCH");
  });

  test("does not end the run while the cluster is still applying it", async () => {
    using atlas = emulate({ clusters: [M0] });
    let until = Number.POSITIVE_INFINITY;
    const fetch: FetchLike = async (url, init) => {
      const response = await atlas.fetch(url, init);
      if (init.method === "PATCH") until = atlas.now() + 180_000;
      if (init.method !== "GET" || until === Number.POSITIVE_INFINITY || atlas.now() >= until) return response;
      const body = { ...Object(await response.json()), stateName: "UPDATING", connectionStrings: {}, tags: [] };
      return Response.json(body, { headers: response.headers });
    };
    const result = await start(atlas, {}, atlas.client({ fetch })).result;
    expect(result).toMatchObject({
      cluster: { stateName: "IDLE", tags },
      connectionStrings: { standardSrv: expect.stringContaining("mongodb+srv://") },
    });
    expect(result).not.toHaveProperty("unverified");
  });

  test("is taken from the caller's body if the upgrade is at its last step", async () => {
    using atlas = emulate({ clusters: [M0] });
    const first = new AbortController();
    const run = start(atlas, { signal: first.signal });
    for await (const { phase } of run) if (phase === "swapped") break;
    first.abort();
    const providerSettings = { backingProviderName: "AWS", regionName: "US_EAST_1" };
    const again = start(atlas, { serverless: { providerSettings, tags } });
    expect(await again.result).toMatchObject({ outcome: "upgraded", applied: {}, cluster: { tags } });
    expect(atlas.accepted).toBe(1);
  });

  test("is not tried forever", async () => {
    using atlas = emulate({ clusters: [M0] });
    atlas.respond("updateFlexCluster", { status: 409 });
    expect(await failureOf(start(atlas))).toMatchObject({ reason: "rejected", cause: { status: 409 } });
  });

  test("is sent again after a failure with an unknown outcome, since it is idempotent", async () => {
    using atlas = emulate({ clusters: [M0] });
    atlas.fail("reset", { matching: "updateFlexCluster" });
    expect(await start(atlas).result).toMatchObject({ applied: {}, cluster: { tags } });
  });

  test("does not exist if the cluster has no settings to carry over", async () => {
    using atlas = emulate({ clusters: [{ name, tier: "M0" }] });
    expect(await start(atlas).result).not.toHaveProperty("applied");
    expect(atlas.requests.some(({ method }) => method === "PATCH")).toBe(false);
  });
});
