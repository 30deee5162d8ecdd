import { describe, expect, test } from "@jest/globals";
import { serviceAccount } from "../../src/index.js";
import { createAtlasEmulator, type EmulatedRequest } from "../../src/testing/index.js";
import { emulate } from "../support/emulated.js";
import { m0, shared, toFlex } from "../support/emulated-requests.js";

describe("faults on command", () => {
  const states = (atlas: ReturnType<typeof emulate>) => [atlas.accepted, atlas.clusters()[0]?.stateName];

  test.each([
    [false, [0, "IDLE"]],
    [true, [1, "UPDATING"]],
  ])("a reset or no response, after the request has arrived: %s", async (arrived, expected) => {
    for (const fault of ["reset", "timeout"] as const) {
      using atlas = emulate({ clusters: [m0] });
      const patience = new AbortController();
      const matching = ({ operation }: EmulatedRequest) => {
        if (fault === "timeout") setImmediate(() => patience.abort());
        return operation === "upgradeSharedCluster";
      };
      atlas.fail(fault, { arrived, matching });
      const call = atlas.client().upgradeSharedCluster(toFlex, { signal: patience.signal });
      const name = fault === "reset" ? "AtlasConnectionError" : "AtlasAbortError";
      await expect(call).rejects.toMatchObject({ name, maybeSent: true });
      expect(states(atlas)).toEqual(expected);
    }
  });

  test.each([
    ["html", "AtlasUnexpectedResponseError"],
    [500, "AtlasApiError"],
    [502, "AtlasApiError"],
    [503, "AtlasApiError"],
  ] as const)("%s, twice, then success", async (fault, error) => {
    using atlas = emulate({ clusters: [m0] });
    atlas.fail(fault, { times: 2 });
    const client = atlas.client({ retry: { attempts: 1 } });
    for (const _ of [1, 2]) await expect(client.getCluster(shared)).rejects.toMatchObject({ name: error });
    await client.getCluster(shared);
  });

  test("a token call fails, selected by its name or by a function", async () => {
    using atlas = emulate({ clusters: [m0] });
    const auth = () => serviceAccount({ clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_1" });
    atlas.fail(503, { matching: "token" });
    atlas.fail(500, { matching: ({ url }) => url.endsWith("/token") });
    for (const status of [503, 500]) {
      await expect(atlas.client({ auth: auth() }).getCluster(shared)).rejects.toMatchObject({ status });
    }
  });

  test("ordered responses come in their order, then the one for all calls; no cluster is changed", async () => {
    using atlas = emulate({ clusters: [m0] });
    atlas.respond("upgradeSharedCluster", { status: 200 });
    atlas.respond("upgradeSharedCluster", { status: 402, times: 1 });
    atlas.respond("upgradeSharedCluster", { status: 409, times: 1 });
    const client = atlas.client();
    await expect(client.upgradeSharedCluster(toFlex)).rejects.toMatchObject({ status: 402 });
    await expect(client.upgradeSharedCluster(toFlex)).rejects.toMatchObject({ status: 409 });
    for (const _ of [1, 2]) await client.upgradeSharedCluster(toFlex);
    expect(states(atlas)).toEqual([0, "IDLE"]);
  });

  test("a project has a limited number of requests in a window", async () => {
    using atlas = emulate({ clusters: [m0], rateLimit: { requests: 2, windowS: 60 } });
    const client = atlas.client({ retry: { attempts: 1 } });
    expect((await client.getCluster(shared)).rateLimit).toEqual({ limit: 2, remaining: 1 });
    await client.getCluster(shared);
    atlas.pass(20);
    await expect(client.getCluster(shared)).rejects.toMatchObject({
      status: 429,
      rateLimit: { limit: 2, remaining: 0, retryAfterMs: 40_000 },
    });
    atlas.pass(40);
    await client.getCluster(shared);
  });
});

describe("for tests that share an emulator", () => {
  const rateLimit = { requests: 3, windowS: 60 };

  test("the log has parsed bodies", async () => {
    using atlas = emulate({ clusters: [m0] });
    await atlas.client().upgradeSharedCluster(toFlex);
    expect(atlas.requests).toMatchObject([
      {
        operation: "upgradeSharedCluster",
        body: toFlex.body,
        response: { status: 200, body: { stateName: "UPDATING" } },
      },
    ]);
    const { fetch, requests } = createAtlasEmulator({ clusters: [] });
    await fetch("https://cloud.mongodb.com/api/oauth/token", { method: "POST", body: "grant_type=x" });
    expect(requests[0]).toMatchObject({ text: "grant_type=x" });
    expect(requests[0]).not.toHaveProperty("body");
  });

  test("reset restores everything except the clock", async () => {
    using atlas = emulate({ clusters: [m0], rateLimit });
    const before = atlas.clusters();
    const { requests } = atlas;
    const client = atlas.client({ retry: { attempts: 1 } });
    const auth = serviceAccount({ clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_1" });
    await atlas.client({ auth }).getCluster(shared);
    await client.upgradeSharedCluster(toFlex);
    const { authorization = "" } = Object.fromEntries(requests[1]?.headers ?? []);
    atlas.fail(500, { times: 9 });
    atlas.respond("getCluster", { status: 404 });
    atlas.reset();
    expect([requests, atlas.accepted, atlas.clusters()]).toEqual([[], 0, before]);
    for (let count = 0; count < rateLimit.requests; count += 1) {
      expect((await client.getCluster(shared)).data.stateName).toBe("IDLE");
    }
    const url = requests[0]?.url ?? "";
    expect((await atlas.fetch(url, { headers: { authorization } })).status).toBe(401);
  });
});
