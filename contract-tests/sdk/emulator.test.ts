import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "@jest/globals";
import type { UpgradeFlexClusterRequest } from "../../src/index.js";
import { createAtlasEmulator, medianTimeline, recordedTimelines, settledAfterS } from "../../src/testing/index.js";
import { emulate } from "../support/emulated.js";
import { flex, groupId, m0, name, region, shared, toDedicated, toFlex } from "../support/emulated-requests.js";

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

describe("upgrades over time", () => {
  test("M0 to Flex: the cluster moves to the Flex API with a new id and creation date; its connection strings disappear and return", async () => {
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

  test("M0 to Flex to M20: the second upgrade begins where the first one ended, and tags disappear for a while", async () => {
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

  test("an upgrade is rejected if one is under way, for the wrong API, or without a size", async () => {
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

  test("changes of an idle Flex cluster's tags and protection are kept", async () => {
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

  test("the deprecated operation responds that it is gone", async () => {
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
    ["deleted", { deletingS: 100 }, 100, "DELETING M10"],
    ["never swapped", { swapS: Number.POSITIVE_INFINITY }, 800, "IDLE M0"],
  ])("%s", async (_, more, seconds, expected) => {
    using atlas = emulate({ clusters: [{ ...m0, timeline: { ...medianTimeline, ...more } }] });
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

describe("as a fetch", () => {
  const url = `https://cloud.mongodb.com/api/atlas/v2/groups/${groupId}/clusters/${name}`;
  const headers = { Authorization: "Bearer t", Accept: "application/vnd.atlas.2024-08-05+json" };

  test("it accepts the arguments of the global fetch, and respects the signal", async () => {
    const { fetch } = createAtlasEmulator({ clusters: [m0] });
    const standIn: typeof globalThis.fetch = fetch;
    for (const input of [url, new URL(url), new Request(url)])
      expect((await standIn(input, { headers })).status).toBe(200);
    expect((await fetch(new Request(url, { headers }))).status).toBe(200);
    const reason = new Error("enough");
    await expect(fetch(url, { headers, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test("a stream without a duplex, and a Request as the init", async () => {
    const { fetch, requests } = createAtlasEmulator({ clusters: [m0] });
    const request = new Request(url, { method: "PATCH", headers, body: "[1]" });
    await fetch(url, { method: "PATCH", headers, body: new Blob(["[1]"]).stream() });
    await fetch(url, request);
    const [first, second] = requests.map(({ method, text, headers }) => [method, text, headers.get("Authorization")]);
    expect(first).toEqual(["PATCH", "[1]", "Bearer t"]);
    expect(second).toEqual(first);
  });

  test("a signal of jsdom, which the Request of Node 24 rejects", async () => {
    const platform = globalThis.Request;
    globalThis.Request = class extends platform {
      constructor(input: string | URL | Request, init?: RequestInit) {
        if (init?.signal && !(init.signal instanceof AbortSignal))
          throw new TypeError("not an instance of AbortSignal");
        super(input, init);
      }
    };
    try {
      const { fetch } = createAtlasEmulator({ clusters: [m0] });
      const foreign = { aborted: false, addEventListener() {}, throwIfAborted() {} } as unknown as AbortSignal;
      expect((await fetch(url, { headers, signal: foreign })).status).toBe(200);
    } finally {
      globalThis.Request = platform;
    }
  });

  test.each<[string, (url: string, init: RequestInit) => [string | Request, RequestInit?]]>([
    ["an init", (url, init) => [url, init]],
    ["a Request", (url, init) => [new Request(url, init)]],
  ])("a call that hangs ends with the signal of %s, even after a garbage collection", async (_, toArguments) => {
    const { fetch, fail } = createAtlasEmulator({ clusters: [m0] });
    fail("timeout");
    const patience = new AbortController();
    let outcome: unknown = "it hangs";
    // In a function of its own: this one would keep the arguments.
    const call = () => {
      fetch(...toArguments(url, { headers, signal: patience.signal })).catch((reason) => {
        outcome = reason;
      });
    };
    call();
    setFlagsFromString("--expose-gc");
    // What one collection leaves unreachable, such as the Request that the emulator makes, releases more for the next.
    for (const _ of [1, 2, 3]) {
      await setImmediate();
      runInNewContext("gc")();
    }
    await setImmediate();
    const reason = new Error("enough");
    patience.abort(reason);
    await setImmediate();
    expect(outcome).toBe(reason);
  });

  test("pretty=true adds white space, and envelope=true is rejected", async () => {
    const { fetch } = createAtlasEmulator({ clusters: [m0] });
    expect(await (await fetch(`${url}?pretty=true`, { headers })).text()).toContain('\n  "name": "shop-dev"');
    expect(await (await fetch(`${url}?envelope=true`, { headers })).json()).toMatchObject({
      error: 400,
      detail: "request.query.envelope is true, and the emulator wraps no responses",
    });
  });

  test("onUnexpected is called with each unexpected request, and can make it fail", async () => {
    const messages: string[] = [];
    const onUnexpected = (message: string) => {
      messages.push(message);
      throw new Error(message);
    };
    const { fetch, requests } = createAtlasEmulator({ clusters: [m0], onUnexpected });
    await expect(fetch(url.replace("clusters", "cluster"), { headers })).rejects.toThrow("is not a path");
    await expect(fetch(url, { headers: { ...headers, Accept: "*/*" } })).rejects.toThrow(
      "2024-08-05+json (or a later date), not */*",
    );
    expect(messages).toEqual(requests.map(({ violation }) => violation));
  });
});
