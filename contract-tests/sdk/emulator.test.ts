import { describe, expect, test } from "@jest/globals";
import { serviceAccount, type UpgradeFlexClusterRequest } from "../../src/index.js";
import { apiKey } from "../../src/node/index.js";
import {
  createAtlasEmulator,
  type EmulatedCredentials,
  type EmulatedRequest,
  medianTimeline,
  recordedTimelines,
  settledAfterS,
} from "../../src/testing/index.js";
import { emulate, hash } from "../support/emulated.js";

const groupId = "32b6e34b3d91647abb20e7b8";
const name = "shop-dev";
const shared = { groupId, clusterName: name };
const flex = { groupId, name };
const region = { regionName: "US_EAST_1" } as const;
const toFlex = {
  groupId,
  body: {
    name,
    providerSettings: { providerName: "FLEX", instanceSizeName: "FLEX", backingProviderName: "AWS", ...region },
  },
} as const;
const toDedicated = {
  groupId,
  body: { name, providerSettings: { providerName: "AWS", instanceSizeName: "M10", ...region } },
} as const;
const flexToDedicated: UpgradeFlexClusterRequest = {
  groupId,
  body: {
    name,
    tags: [{ key: "team", value: "storefront" }],
    replicationSpecs: [
      {
        regionConfigs: [
          { providerName: "AWS", ...region, priority: 7, electableSpecs: { instanceSize: "M20", nodeCount: 3 } },
        ],
      },
    ],
  },
};
const NOT_FLEX = { status: 400, errorCode: "CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API" };
const IS_FLEX = { status: 400, errorCode: "CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API" };
const m0 = { name, tier: "M0" } as const;

describe("upgrades over time", () => {
  test("M0 to Flex: the family of the API changes with id and creation date; strings vanish and come back", async () => {
    using atlas = emulate({ clusters: [m0] });
    const client = atlas.client();
    const before = await client.getCluster(shared);
    const { data } = await client.upgradeSharedCluster(toFlex);
    expect(data).toMatchObject({ stateName: "UPDATING", id: before.data.id });
    await expect(client.getFlexCluster(flex)).rejects.toMatchObject(NOT_FLEX);
    atlas.pass(medianTimeline.swapS);
    const swapped = await client.getFlexCluster(flex);
    expect(swapped.data).toMatchObject({ stateName: "UPDATING", connectionStrings: {} });
    expect(swapped.data.id).not.toBe(before.data.id);
    expect(swapped.data.createDate).toBe("2026-11-24T09:00:00Z");
    await expect(client.getCluster(shared)).rejects.toMatchObject(IS_FLEX);
    atlas.pass(medianTimeline.idleS - medianTimeline.swapS);
    const settled = await client.getFlexCluster(flex);
    expect(settled.data).toMatchObject({
      stateName: "IDLE",
      connectionStrings: { standardSrv: "mongodb+srv://shop-dev.ab1cd.mongodb.net" },
    });
    expect(atlas.clusters()).toMatchObject([{ tier: "FLEX", accepted: 1, settledAt: atlas.now() }]);
    expect(atlas.accepted).toBe(1);
  });

  test("M0 to Flex to M20: the second upgrade begins where the first one ended, and tags are away for a while", async () => {
    using atlas = emulate({ clusters: [m0] });
    const client = atlas.client();
    await client.upgradeSharedCluster(toFlex);
    atlas.pass(settledAfterS(medianTimeline));
    await client.upgradeFlexCluster(flexToDedicated);
    await expect(client.getCluster(shared)).rejects.toMatchObject(IS_FLEX);
    atlas.pass(medianTimeline.swapS);
    await expect(client.getFlexCluster(flex)).rejects.toMatchObject(NOT_FLEX);
    expect((await client.getCluster(shared)).data).toMatchObject({ stateName: "UPDATING", tags: [] });
    atlas.pass(settledAfterS(medianTimeline));
    expect((await client.getCluster(shared)).data).toMatchObject({
      stateName: "IDLE",
      tags: [{ key: "team" }],
      replicationSpecs: [{ regionConfigs: [{ electableSpecs: { instanceSize: "M20" } }] }],
    });
    expect(atlas.accepted).toBe(2);
  });

  test("what is under way, of the wrong family or of no size is refused", async () => {
    using atlas = emulate({ clusters: [m0, { name: "blog", tier: "FLEX" }, { name: "ledger", tier: "M10" }] });
    const client = atlas.client();
    const body = (cluster: string) => ({ groupId, body: { ...toDedicated.body, name: cluster } });
    await expect(client.upgradeSharedCluster(body("blog"))).rejects.toMatchObject(IS_FLEX);
    await expect(client.upgradeSharedCluster(body("ledger"))).rejects.toMatchObject({ status: 400 });
    await expect(client.upgradeSharedCluster(body("lost"))).rejects.toMatchObject({ errorCode: "CLUSTER_NOT_FOUND" });
    await expect(client.upgradeFlexCluster(flexToDedicated)).rejects.toMatchObject(NOT_FLEX);
    const nowhere = { groupId: "0".repeat(24), clusterName: name };
    await expect(client.getCluster(nowhere)).rejects.toMatchObject({ errorCode: "GROUP_NOT_FOUND" });
    const open = { groupId, body: { name, providerSettings: { providerName: "AWS" as const } } };
    await expect(client.upgradeSharedCluster(open)).rejects.toMatchObject({ errorCode: "VALIDATION_ERROR" });
    expect(atlas.accepted).toBe(0);
    await client.upgradeSharedCluster(toDedicated);
    await expect(client.upgradeSharedCluster(toDedicated)).rejects.toMatchObject({ status: 409 });
    expect(atlas.accepted).toBe(1);
  });

  test("tags and protection of a Flex cluster are changed while it is idle, and stay", async () => {
    using atlas = emulate({ clusters: [m0] });
    const client = atlas.client();
    const change = { ...flex, body: { tags: [{ key: "a", value: "b" }], terminationProtectionEnabled: true } };
    await expect(client.updateFlexCluster(change)).rejects.toMatchObject(NOT_FLEX);
    await client.upgradeSharedCluster(toFlex);
    atlas.pass(medianTimeline.swapS);
    await expect(client.updateFlexCluster(change)).rejects.toMatchObject({ status: 409 });
    atlas.pass(settledAfterS(medianTimeline));
    await client.updateFlexCluster(change);
    expect((await client.getFlexCluster(flex)).data).toMatchObject(change.body);
  });

  test("the deprecated operation says that it is over", async () => {
    using atlas = emulate({ clusters: [m0] });
    const body = { name, providerSettings: { backingProviderName: "AWS" as const, ...region } };
    const call = atlas.client().upgradeSharedClusterToServerless({ groupId, body });
    await expect(call).rejects.toMatchObject({ status: 410, errorCode: "VERSION_GONE" });
  });

  test.each([
    ["stale", { staleIdle: { fromS: 0, untilS: 300 } }, 299, "IDLE M0"],
    ["stale no more", { staleIdle: { fromS: 0, untilS: 300 } }, 300, "UPDATING M10"],
    ["updating again", { updatingAgain: { fromS: 713, untilS: 720 } }, 715, "UPDATING M10"],
    ["and idle at last", { updatingAgain: { fromS: 713, untilS: 720 } }, 720, "IDLE M10"],
    ["missing", { missing: { fromS: 60, untilS: 70 } }, 65, "404 CLUSTER_NOT_FOUND"],
    ["unavailable", { unavailable: { fromS: 60, untilS: 70 } }, 65, "503 undefined"],
    ["deleted by somebody", { deletingS: 100 }, 100, "DELETING M10"],
    ["never swapped", { swapS: Number.POSITIVE_INFINITY }, 800, "IDLE M0"],
  ])("%s", async (_, more, seconds, expected) => {
    const atlas = emulate({ clusters: [{ ...m0, timeline: { ...medianTimeline, ...more } }] });
    const client = atlas.client({ retry: { attempts: 1 } });
    await client.upgradeSharedCluster(toDedicated);
    atlas.pass(seconds);
    const seen = await client.getCluster(shared).then(
      ({ data }) => {
        const { electableSpecs } = data.replicationSpecs?.[0]?.regionConfigs?.[0] ?? {};
        return `${data.stateName} ${electableSpecs?.instanceSize}`;
      },
      ({ status, errorCode }) => `${status} ${errorCode}`,
    );
    expect(seen).toBe(expected);
  });

  test("75 recorded timelines, whose medians are the default", () => {
    expect(recordedTimelines).toHaveLength(75);
    const median = (of: (timeline: (typeof recordedTimelines)[number]) => number) =>
      recordedTimelines.map(of).sort((a, b) => a - b)[37];
    expect(medianTimeline).toEqual({
      swapS: median(({ swapS }) => swapS),
      stringsGoneS: median(({ stringsGoneS }) => stringsGoneS),
      stringsBackS: median(({ stringsBackS }) => stringsBackS),
      idleS: median(({ idleS }) => idleS),
    });
    expect(recordedTimelines.filter(({ updatingAgain }) => updatingAgain)).toHaveLength(13);
  });
});

describe("credentials", () => {
  const account = { clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_1" };
  const key = { publicKey: "abcdefgh", privateKey: "01234567-89ab" };
  const all = { tokens: ["valid"], serviceAccounts: [account], apiKeys: [key], hash };
  const emulated = (credentials?: EmulatedCredentials) =>
    emulate({ clusters: [m0], ...(credentials && { credentials }) });
  const forToken = ({ operation }: EmulatedRequest) => operation === "token";

  test("a token runs out, and the client gets another one", async () => {
    using atlas = emulated(all);
    const client = atlas.client({ auth: serviceAccount(account) });
    await client.getCluster(shared);
    atlas.pass(3599);
    await client.getCluster(shared);
    atlas.revokeCredentials();
    await client.getCluster(shared);
    expect(atlas.requests.filter(forToken).length).toBeGreaterThan(1);
    expect(atlas.requests.map(({ response }) => response?.status)).toContain(401);
  });

  test("a token that was revoked is worth nothing", async () => {
    using atlas = emulated();
    const auth = serviceAccount(account);
    await atlas.client({ auth }).getCluster(shared);
    const { authorization } = Object.fromEntries(atlas.requests.at(-1)?.headers ?? []);
    await auth.revoke();
    const { status } = await atlas.fetch(atlas.requests.at(-2)?.url ?? "", {
      headers: { authorization: `${authorization}` },
    });
    expect(status).toBe(401);
  });

  test("ten tokens a minute, and a hundred alive", async () => {
    using atlas = emulated();
    const token = () => {
      const basic = btoa(`${account.clientId}:${account.clientSecret}`);
      const headers = { Authorization: `Basic ${basic}`, "Content-Type": "application/x-www-form-urlencoded" };
      const url = "https://cloud.mongodb.com/api/oauth/token";
      return atlas.fetch(url, { method: "POST", headers, body: "grant_type=client_credentials" });
    };
    for (let count = 0; count < 10; count += 1) expect((await token()).status).toBe(200);
    const refused = await token();
    expect([refused.status, refused.headers.get("Retry-After")]).toEqual([429, "60"]);
    atlas.pass(60);
    for (let count = 10; count < 100; count += 1) {
      atlas.pass(6);
      expect((await token()).status).toBe(200);
    }
    atlas.pass(60);
    expect([(await token()).status, await (await token()).json()]).toMatchObject([403, { error: "access_denied" }]);
  });

  test.each<[string, () => Parameters<ReturnType<typeof emulate>["client"]>[0], object]>([
    [
      "a wrong secret",
      () => ({ auth: serviceAccount({ ...account, clientSecret: "no" }) }),
      { errorCode: "invalid_client" },
    ],
    ["a wrong private key", () => ({ auth: apiKey({ ...key, privateKey: "no" }) }), { status: 401 }],
    ["an unknown public key", () => ({ auth: apiKey({ ...key, publicKey: "no" }) }), { status: 401 }],
    ["an unknown token", () => ({}), { status: 401 }],
  ])("%s is refused", async (_, options, expected) => {
    using atlas = emulated(all);
    await expect(atlas.client(options()).getCluster(shared)).rejects.toMatchObject(expected);
  });

  test.each([
    ["with a hash, all of Digest is checked", all],
    ["without one its form is", {}],
  ])("%s, and a nonce that runs out is replaced", async (_, credentials) => {
    using atlas = emulated(credentials);
    const client = atlas.client({ auth: apiKey(key) });
    const statuses = () => atlas.requests.map(({ response }) => response?.status);
    await client.getCluster(shared);
    await client.getCluster(shared);
    expect(statuses()).toEqual([401, 200, 200]);
    atlas.pass(301);
    await client.getCluster(shared);
    expect(statuses()).toEqual([401, 200, 200, 401, 200]);
    expect(atlas.requests[3]?.response?.headers["WWW-Authenticate"]).toContain("stale=true");
    await atlas
      .client({ auth: apiKey({ ...key, privateKey: "no" }) })
      .getCluster(shared)
      .catch(() => {});
    expect(statuses().at(-1)).toBe(credentials === all ? 401 : 200);
  });
});

describe("what goes wrong on command", () => {
  const states = (atlas: ReturnType<typeof emulate>) => [atlas.accepted, atlas.clusters()[0]?.stateName];

  test.each([
    [false, [0, "IDLE"]],
    [true, [1, "UPDATING"]],
  ])("a reset, and no response at all, the request having arrived: %s", async (arrived, expected) => {
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
  ] as const)("%s, twice, and then all is well", async (fault, error) => {
    using atlas = emulate({ clusters: [m0] });
    atlas.fail(fault, { times: 2 });
    const client = atlas.client({ retry: { attempts: 1 } });
    for (const _ of [1, 2]) await expect(client.getCluster(shared)).rejects.toMatchObject({ name: error });
    await client.getCluster(shared);
  });

  test("a token call fails by its name or by a function", async () => {
    using atlas = emulate({ clusters: [m0] });
    const auth = () => serviceAccount({ clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_1" });
    atlas.fail(503, { matching: "token" });
    atlas.fail(500, { matching: ({ url }) => url.endsWith("/token") });
    for (const status of [503, 500]) {
      await expect(atlas.client({ auth: auth() }).getCluster(shared)).rejects.toMatchObject({ status });
    }
  });

  test("ordered responses go in their order, then the one for all; no cluster is touched", async () => {
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

  test("a project has so many requests in a window", async () => {
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

describe("as a fetch", () => {
  const url = `https://cloud.mongodb.com/api/atlas/v2/groups/${groupId}/clusters/${name}`;
  const headers = { Authorization: "Bearer t", Accept: "application/vnd.atlas.2024-08-05+json" };

  test("it takes what the global one takes, and heeds the signal", async () => {
    const { fetch } = createAtlasEmulator({ clusters: [m0] }) as unknown as { fetch: typeof globalThis.fetch };
    for (const input of [url, new URL(url), new Request(url)])
      expect((await fetch(input, { headers })).status).toBe(200);
    expect((await fetch(new Request(url, { headers }))).status).toBe(200);
    const reason = new Error("enough");
    await expect(fetch(url, { headers, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test("pretty=true is white space, and envelope=true is refused", async () => {
    const { fetch } = createAtlasEmulator({ clusters: [m0] });
    expect(await (await fetch(`${url}?pretty=true`, { headers })).text()).toContain('\n  "name": "shop-dev"');
    expect(await (await fetch(`${url}?envelope=true`, { headers })).json()).toMatchObject({
      error: 400,
      detail: "request.query.envelope is true, and the emulator wraps no responses",
    });
  });

  test("onUnexpected is told of what is not as described, and can make it fail", async () => {
    const told: string[] = [];
    const onUnexpected = (message: string) => {
      told.push(message);
      throw new Error(message);
    };
    const { fetch, requests } = createAtlasEmulator({ clusters: [m0], onUnexpected });
    await expect(fetch(url.replace("clusters", "cluster"), { headers })).rejects.toThrow("is not a path");
    await expect(fetch(url, { headers: { ...headers, Accept: "*/*" } })).rejects.toThrow("2024-08-05+json, not */*");
    expect(told).toEqual(requests.map(({ violation }) => violation));
  });

  test.each([
    [{}, "clusters must be a list"],
    [{ clusters: [{ name: "a b", tier: "M0" }] }, 'clusters "a b" must have a name'],
    [{ clusters: [{ name: "a", tier: "M5" }] }, 'clusters "a" must have a tier'],
    [{ clusters: [m0, m0] }, 'clusters "shop-dev" is there twice'],
    [{ clusters: [], nows: 1 }, "nows is not an option of createAtlasEmulator"],
    [{ clusters: [], now: 1 }, "now must be a function"],
  ])("%j can't be one", (options, words) => {
    expect(() => createAtlasEmulator(options as never)).toThrow(words);
  });
});
