import { describe, expect, test } from "@jest/globals";
import type { UpgradeSharedClusterToServerlessBody } from "../generated/operations.js";
import { AtlasInvalidRequestError } from "./errors.js";
import { type PlannedChange, type PlanOptions, planUpgrade } from "./plan.js";

const tags = [{ key: "team", value: "storefront" }];
const full: UpgradeSharedClusterToServerlessBody = {
  name: "shop-dev",
  providerSettings: { providerName: "SERVERLESS", backingProviderName: "GCP", regionName: "CENTRAL_US" },
  serverlessBackupOptions: { serverlessContinuousBackupEnabled: true },
  tags,
  terminationProtectionEnabled: true,
};

// The table that is printed: what happens, from where, to where, and with which value.
const rows = (changes: readonly PlannedChange[]) =>
  changes.map(({ change, from, to, value }) => [change, from, to, value]);

test("M0 to Flex", () => {
  const plan = planUpgrade(full, { source: "M0", target: "FLEX" });
  expect(plan.operation).toBe("upgradeSharedCluster");
  expect(plan.request).toEqual({
    body: {
      name: "shop-dev",
      providerSettings: {
        providerName: "FLEX",
        instanceSizeName: "FLEX",
        backingProviderName: "GCP",
        regionName: "CENTRAL_US",
      },
    },
  });
  expect(plan.afterwards).toEqual({
    operation: "updateFlexCluster",
    request: { name: "shop-dev", body: { tags, terminationProtectionEnabled: true } },
  });
  expect(rows(plan.changes)).toEqual([
    ["kept", "name", "name", "shop-dev"],
    ["replaced", "providerSettings.providerName", "providerSettings.providerName", "FLEX"],
    ["added", undefined, "providerSettings.instanceSizeName", "FLEX"],
    ["kept", "providerSettings.backingProviderName", "providerSettings.backingProviderName", "GCP"],
    ["kept", "providerSettings.regionName", "providerSettings.regionName", "CENTRAL_US"],
    ["dropped", "serverlessBackupOptions", undefined, undefined],
    ["afterwards", "tags", "tags", tags],
    ["afterwards", "terminationProtectionEnabled", "terminationProtectionEnabled", true],
  ]);
});

test("M0 to dedicated", () => {
  const plan = planUpgrade(full, { source: "M0", target: "M10" });
  expect(plan.operation).toBe("upgradeSharedCluster");
  expect(plan.request).toEqual({
    body: {
      name: "shop-dev",
      providerSettings: { providerName: "GCP", instanceSizeName: "M10", regionName: "CENTRAL_US" },
      tags,
      terminationProtectionEnabled: true,
    },
  });
  expect(plan.afterwards).toBeUndefined();
  expect(rows(plan.changes)).toEqual([
    ["kept", "name", "name", "shop-dev"],
    ["dropped", "providerSettings.providerName", undefined, undefined],
    ["renamed", "providerSettings.backingProviderName", "providerSettings.providerName", "GCP"],
    ["added", undefined, "providerSettings.instanceSizeName", "M10"],
    ["kept", "providerSettings.regionName", "providerSettings.regionName", "CENTRAL_US"],
    ["dropped", "serverlessBackupOptions", undefined, undefined],
    ["kept", "tags", "tags", tags],
    ["kept", "terminationProtectionEnabled", "terminationProtectionEnabled", true],
  ]);
});

test("Flex to dedicated", () => {
  const plan = planUpgrade(full, { source: "FLEX", target: "M30" });
  const region = "replicationSpecs[0].regionConfigs[0]";
  const backup = "serverlessBackupOptions.serverlessContinuousBackupEnabled";
  expect(plan.operation).toBe("upgradeFlexCluster");
  expect(plan.request).toEqual({
    body: {
      name: "shop-dev",
      clusterType: "REPLICASET",
      replicationSpecs: [
        {
          regionConfigs: [
            {
              providerName: "GCP",
              regionName: "CENTRAL_US",
              priority: 7,
              electableSpecs: { instanceSize: "M30", nodeCount: 3 },
            },
          ],
        },
      ],
      backupEnabled: true,
      pitEnabled: true,
      tags,
      terminationProtectionEnabled: true,
    },
  });
  expect(rows(plan.changes)).toEqual([
    ["kept", "name", "name", "shop-dev"],
    ["added", undefined, "clusterType", "REPLICASET"],
    ["dropped", "providerSettings.providerName", undefined, undefined],
    ["renamed", "providerSettings.backingProviderName", `${region}.providerName`, "GCP"],
    ["renamed", "providerSettings.regionName", `${region}.regionName`, "CENTRAL_US"],
    ["added", undefined, `${region}.priority`, 7],
    ["added", undefined, `${region}.electableSpecs.instanceSize`, "M30"],
    ["added", undefined, `${region}.electableSpecs.nodeCount`, 3],
    ["renamed", backup, "backupEnabled", true],
    ["renamed", backup, "pitEnabled", true],
    ["kept", "tags", "tags", tags],
    ["kept", "terminationProtectionEnabled", "terminationProtectionEnabled", true],
  ]);
});

describe("what was not asked for is not in the plan", () => {
  const { name, providerSettings } = full;
  const least = { name: name ?? "", providerSettings };

  test.each<PlanOptions>([
    { source: "M0", target: "FLEX" },
    { source: "M0", target: "M10" },
    { source: "FLEX", target: "M10" },
  ])("%j", (options) => {
    const plan = planUpgrade(least, options);
    expect(plan).not.toHaveProperty("afterwards");
    for (const member of ["tags", "terminationProtectionEnabled", "backupEnabled", "pitEnabled"]) {
      expect(plan.request.body).not.toHaveProperty(member);
    }
  });
});

test.each<PlanOptions>([
  { source: "M0", target: "FLEX" },
  { source: "M0", target: "M10" },
  { source: "FLEX", target: "M10" },
])("each change has its reason, in words, and what was not there does not change: %j", (options) => {
  const stray = { ...full, id: "673c4a1290a1b23c45d67e8f" } as UpgradeSharedClusterToServerlessBody;
  for (const { reason } of planUpgrade(stray, options).changes) expect(reason).toMatch(/^\w+( [\w,;'?.]+){3,}$/);
  const { name, providerSettings: given } = full;
  const { providerName: _, ...providerSettings } = given;
  const { changes } = planUpgrade({ name: name ?? "", providerSettings }, options);
  const absent = [undefined, "providerSettings.providerName", "serverlessBackupOptions", "tags", "id"];
  for (const { change, from } of changes) if (change !== "added") expect(absent).not.toContain(from);
  if (options.target === "FLEX")
    expect(rows(changes)).toContainEqual(["added", undefined, "providerSettings.providerName", "FLEX"]);
});

test("what the types don't know is dropped with a word", () => {
  const stray = { ...full, id: "673c4a1290a1b23c45d67e8f" } as UpgradeSharedClusterToServerlessBody;
  for (const options of [
    { source: "M0", target: "FLEX" },
    { source: "FLEX", target: "M10" },
  ] as PlanOptions[]) {
    expect(rows(planUpgrade(stray, options).changes)).toContainEqual(["dropped", "id", undefined, undefined]);
  }
});

test.each<[string, object, object, string | RegExp]>([
  [
    "a former M2 to Flex",
    full,
    { source: "FLEX", target: "FLEX" },
    "target is FLEX, and so is the cluster: there is nothing to call",
  ],
  [
    "a source that is history",
    full,
    { source: "M5", target: "M10" },
    "; M2 and M5 clusters are Flex clusters by now, so say FLEX",
  ],
  ["another source that is history", full, { source: "M2", target: "M10" }, "say FLEX"],
  ["a source that is none", full, { source: "M10", target: "M20" }, /^source must be M0 or FLEX; nothing/],
  ["a target that is shared", full, { source: "M0", target: "M5" }, "M10 or larger"],
  ["a target that is none", full, { source: "FLEX", target: "large" }, "M10 or larger"],
  ["a list of targets", full, { source: "FLEX", target: ["M10", "M20"] }, "M10 or larger"],
  ["no target", full, { source: "FLEX" }, /^target must be FLEX or a dedicated size: M10 or larger; nothing/],
  [
    "no name",
    { ...full, name: undefined },
    { source: "M0", target: "FLEX" },
    /^name is missing: the body must name the cluster/,
  ],
  [
    "no cloud",
    { name: "a", providerSettings: { regionName: "x" } },
    { source: "M0", target: "FLEX" },
    "providerSettings.backingProviderName is missing",
  ],
  [
    "no region",
    { name: "a", providerSettings: { backingProviderName: "AWS" } },
    { source: "M0", target: "FLEX" },
    "providerSettings.regionName is missing",
  ],
])("%s is refused with what to do", (_, body, options, advice) => {
  const plan = () => planUpgrade(body as UpgradeSharedClusterToServerlessBody, options as PlanOptions);
  expect(plan).toThrow(AtlasInvalidRequestError);
  expect(plan).toThrow(advice);
});
