import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { projectRoot } from "../../scripts/toolkit/support/index.js";
import { createAtlasEmulator, type EmulatedTier } from "../../src/testing/index.js";
import { groupId } from "../support/emulated-requests.js";

const CLUSTERS = [
  { name: "free", tier: "M0" },
  { name: "flex", tier: "FLEX" },
  { name: "large", tier: "M10" },
] as const;
const group = `https://cloud.mongodb.com/api/atlas/v2/groups/${groupId}`;

/** Sends a request, and returns the status, the detail, and the state of the clusters afterwards. */
async function exchange(method: string, path: string, date: string, body?: object) {
  const { fetch, accepted, clusters } = createAtlasEmulator({ clusters: CLUSTERS });
  const type = `application/vnd.atlas.${date}+json`;
  const response = await fetch(`${group}/${path}`, {
    method,
    headers: { Authorization: "Bearer t", Accept: type, ...(body && { "Content-Type": type }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const { detail } = (await response.json()) as { detail?: string };
  return { status: response.status, detail, type: response.headers.get("Content-Type"), accepted, clusters };
}

const region = { regionName: "US_EAST_1" };
const shared = (providerSettings: object, more: object = {}) =>
  exchange("POST", "clusters/tenantUpgrade", "2023-01-01", { name: "free", providerSettings, ...more });
const dedicated = { providerName: "AWS", instanceSizeName: "M10", ...region };
const flex = { providerName: "FLEX", instanceSizeName: "FLEX", backingProviderName: "AWS", ...region };
const specs = (replicationSpecs: unknown, more: object = {}) =>
  exchange("POST", "flexClusters:tenantUpgrade", "2024-11-13", { name: "flex", replicationSpecs, ...more });
const node = { providerName: "AWS", ...region, priority: 7, electableSpecs: { instanceSize: "M10", nodeCount: 3 } };
const regions = (...more: object[]) => specs([{ regionConfigs: more.map((one) => ({ ...node, ...one })) }]);

describe("an impossible upgrade is rejected, with the location", () => {
  const settings = "request.body.providerSettings";
  const config = "request.body.replicationSpecs.0.regionConfigs.0";
  const rejected: [() => ReturnType<typeof exchange>, string][] = [
    [() => shared({ ...dedicated, instanceSizeName: "FLEX" }), `${settings}.instanceSizeName must be a dedicated size`],
    [() => shared({ ...dedicated, instanceSizeName: "m10" }), `${settings}.instanceSizeName must be a dedicated size`],
    [() => shared({ ...dedicated, instanceSizeName: "M5" }), `M10 or larger, not "M5"`],
    [
      () => shared({ ...dedicated, regionName: "" }),
      `${settings}.regionName must be a region, such as US_EAST_1, not ""`,
    ],
    [() => shared({ ...dedicated, regionName: "us-east-1" }), `${settings}.regionName must be a region`],
    [() => shared({ ...dedicated, backingProviderName: "GCP" }), `${settings}.backingProviderName must be left out`],
    [() => shared({ providerName: "AWS", instanceSizeName: "M10" }), `${settings}.regionName is missing`],
    [() => shared({ providerName: "AWS" }), `${settings}.instanceSizeName is missing`],
    [() => shared({ ...flex, backingProviderName: undefined }), `${settings}.backingProviderName is missing`],
    [() => shared({ ...flex, instanceSizeName: "M10" }), `${settings}.instanceSizeName must be one of FLEX, not "M10"`],
    [() => shared({ ...flex, providerName: "TENANT", instanceSizeName: "M2" }), "must be one of FLEX, AWS, AZURE, GCP"],
    [() => shared(flex, { clusterType: "SHARDED" }), "request.body.clusterType must be REPLICASET"],
    [() => specs(undefined), "request.body.replicationSpecs is missing"],
    [() => specs([]), "request.body.replicationSpecs must have at least 1 item"],
    [() => specs([{}]), "request.body.replicationSpecs.0.regionConfigs is missing"],
    [() => regions(), "request.body.replicationSpecs.0.regionConfigs must have at least 1 item"],
    [() => regions({ regionName: undefined }), `${config}.regionName is missing`],
    [() => regions({ electableSpecs: { nodeCount: 3 } }), `${config}.electableSpecs.instanceSize is missing`],
    [() => regions({ electableSpecs: { instanceSize: "FLEX" } }), `${config}.electableSpecs.instanceSize must be a`],
    [
      () => regions({ electableSpecs: { instanceSize: "M10", nodeCount: 0 } }),
      `${config}.electableSpecs must have a node`,
    ],
    [() => regions({ electableSpecs: undefined }), `${config}.electableSpecs must have a node`],
    [
      () => regions({ electableSpecs: { ...node.electableSpecs, nodeCount: -1 } }),
      "nodeCount must be at least 0, not -1",
    ],
    [
      () => regions({}, { regionName: "x" }),
      "request.body.replicationSpecs.0.regionConfigs.1.regionName must be a region",
    ],
  ];

  test.each(rejected.map(([send, detail]) => ({ send, detail })))("$detail", async ({ send, detail }) => {
    const { clusters, ...response } = await send();
    expect(response).toMatchObject({ status: 400, detail: expect.stringContaining(detail), accepted: 0 });
    expect(clusters().map(({ stateName }) => stateName)).toEqual(["IDLE", "IDLE", "IDLE"]);
  });

  test("the corrected form of each is accepted", async () => {
    for (const send of [() => shared(dedicated), () => shared(flex), () => regions({})]) {
      expect(await send()).toMatchObject({ status: 200 });
    }
  });
});

test("sharding and regions are kept; the primary is in the region with the highest priority", async () => {
  let ms = 0;
  const { fetch, clusters } = createAtlasEmulator({ clusters: CLUSTERS, now: () => ms });
  const send = (method: string, path: string, date: string, body?: object) => {
    const type = `application/vnd.atlas.${date}+json`;
    const headers = { Authorization: "Bearer t", Accept: type, "Content-Type": type };
    return fetch(`${group}/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  };
  const far = { ...node, providerName: "GCP", priority: 0, electableSpecs: { instanceSize: "M10", nodeCount: 0 } };
  const high = { ...node, electableSpecs: { instanceSize: "M30_GEN_2", nodeCount: 3 } };
  const replicationSpecs = [{ zoneName: "Europe", regionConfigs: [far, high] }, { regionConfigs: [high] }];
  await send("POST", "flexClusters:tenantUpgrade", "2024-11-13", {
    name: "flex",
    clusterType: "GEOSHARDED",
    replicationSpecs,
  });
  ms += 1e6;
  expect(clusters()[1]?.tier).toBe("M30_GEN_2");
  expect(await (await send("GET", "clusters/flex", "2024-08-05")).json()).toMatchObject({
    clusterType: "GEOSHARDED",
    replicationSpecs: [
      { zoneName: "Europe", regionConfigs: [far, high] },
      { zoneName: "Zone 2", regionConfigs: [high] },
    ],
  });
});

describe("a later date selects the latest version", () => {
  const tags = { tags: [] };
  test.each<[string, string, string, number, object | undefined]>([
    ["GET", "clusters/large", "2025-03-12", 200, undefined],
    ["GET", "flexClusters/flex", "2025-03-12", 200, undefined],
    ["PATCH", "flexClusters/flex", "2025-03-12", 200, tags],
    ["GET", "clusters/large", "2024-02-30", 406, undefined],
    ["GET", "clusters/large", "2025-02-30", 406, undefined],
    ["GET", "clusters/large", "preview", 406, undefined],
    ["GET", "clusters/large", "2023-02-01", 406, undefined],
    ["POST", "clusters/tenantUpgrade", "2024-08-05", 406, { name: "free", providerSettings: dedicated }],
  ])("%s %s with %s: %d", async (method, path, date, status, body) => {
    const response = await exchange(method, path, date, body);
    expect(response.status).toBe(status);
    if (status === 200) expect(response.type).toMatch(/^application\/vnd\.atlas\.2024-(08-05|11-13)\+json$/);
    else expect(response.detail).toContain("request.header.Accept must name application/vnd.atlas.");
  });
});

test("all published sizes and regions pass", async () => {
  const deviations = parse(readFileSync(join(projectRoot, "openapi", "deviations.yaml"), "utf8")) as {
    location?: string;
    what: string;
    published?: unknown;
  }[];
  const published = (property: string) =>
    deviations
      .filter(({ location = "", what }) => what === "enum" && location.endsWith(`/${property}`))
      .flatMap(({ published: values }) => values as string[]);
  const ofSharedTiers = ["M0", "M2", "M5"];
  const sizes = new Set(
    [...published("instanceSizeName"), ...published("instanceSize")].filter((size) => !ofSharedTiers.includes(size)),
  );
  const names = new Set(published("regionName"));
  expect(Math.min(sizes.size, names.size)).toBeGreaterThan(50);
  for (const instanceSizeName of sizes) {
    expect([instanceSizeName, (await shared({ ...dedicated, instanceSizeName })).status]).toEqual([
      instanceSizeName,
      200,
    ]);
    createAtlasEmulator({ clusters: [{ name: "one", tier: instanceSizeName as EmulatedTier }] });
  }
  for (const regionName of names) {
    expect([regionName, (await shared({ ...dedicated, regionName })).status]).toEqual([regionName, 200]);
  }
});
