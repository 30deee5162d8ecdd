import { describe, expect, test } from "@jest/globals";
import type { UpgradeSharedClusterToServerlessBody } from "../../generated/operations.js";
import { planUpgrade } from "./plan.js";
import type { PlanOptions } from "./plan-options.js";
import type { PlannedChange } from "./upgrade-plan.js";

const backup = "serverlessBackupOptions.serverlessContinuousBackupEnabled";
const tags = [{ key: "team", value: "storefront" }];
const full: UpgradeSharedClusterToServerlessBody = {
  name: "shop-dev",
  providerSettings: { providerName: "SERVERLESS", backingProviderName: "GCP", regionName: "CENTRAL_US" },
  serverlessBackupOptions: { serverlessContinuousBackupEnabled: true },
  tags,
  terminationProtectionEnabled: true,
};

// The rows of the table: the change, from, to and the value.
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
    ["dropped", backup, undefined, undefined],
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
    ["dropped", backup, undefined, undefined],
    ["kept", "tags", "tags", tags],
    ["kept", "terminationProtectionEnabled", "terminationProtectionEnabled", true],
  ]);
});

test("Flex to dedicated", () => {
  const plan = planUpgrade(full, { source: "FLEX", target: "M30" });
  const region = "replicationSpecs[0].regionConfigs[0]";
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

const WAYS: PlanOptions[] = [
  { source: "M0", target: "FLEX" },
  { source: "M0", target: "M10" },
  { source: "FLEX", target: "M10" },
];

test.each(WAYS)("settings that were not requested are not in the plan: %j", (options) => {
  const { name, providerSettings } = full;
  for (const body of [
    { name, providerSettings },
    { name, providerSettings, tags: undefined, terminationProtectionEnabled: undefined },
  ]) {
    const plan = planUpgrade(body, options);
    expect(plan).not.toHaveProperty("afterwards");
    expect(plan.request.body).not.toHaveProperty("tags");
    expect(plan.request.body).not.toHaveProperty("terminationProtectionEnabled");
  }
});

describe("continuous backup", () => {
  const { serverlessBackupOptions: _, ...silent } = full;
  const reasons = ({ changes }: { changes: readonly PlannedChange[] }) =>
    changes.filter(({ from }) => from === backup).map(({ reason }) => reason);

  test.each([
    ["is on by default", silent, true],
    ["is on where its options are empty", { ...silent, serverlessBackupOptions: {} }, true],
    [
      "is off where the request says so",
      { ...silent, serverlessBackupOptions: { serverlessContinuousBackupEnabled: false } },
      false,
    ],
  ])("%s", (_, body, value) => {
    const plan = planUpgrade(body, { source: "FLEX", target: "M10" });
    expect(plan.request.body).toMatchObject({ backupEnabled: value, pitEnabled: value });
    expect(rows(plan.changes)).toContainEqual(["renamed", backup, "backupEnabled", value]);
    expect(rows(plan.changes)).toContainEqual(["renamed", backup, "pitEnabled", value]);
  });

  test.each(WAYS)("is reported as a default only if it is one: %j", (options) => {
    for (const reason of reasons(planUpgrade(silent, options))) expect(reason).toMatch(/^on by default/);
    for (const reason of reasons(planUpgrade(full, options))) expect(reason).not.toContain("default");
    expect(reasons(planUpgrade(silent, options))).toHaveLength(reasons(planUpgrade(full, options)).length);
  });
});

test.each(WAYS)("each change has a reason, and absent properties do not change: %j", (options) => {
  const stray = { ...full, id: "673c4a1290a1b23c45d67e8f" };
  for (const { reason } of planUpgrade(stray, options).changes) expect(reason).toMatch(/^\w+( [\w,;'?.]+){3,}$/);
  const { name, providerSettings: given } = full;
  const { providerName: _, ...providerSettings } = given;
  const { changes } = planUpgrade({ name, providerSettings }, options);
  const absent = [undefined, "providerSettings.providerName", "tags", "terminationProtectionEnabled", "id"];
  for (const { change, from } of changes) if (change !== "added") expect(absent).not.toContain(from);
  if (options.target === "FLEX")
    expect(rows(changes)).toContainEqual(["added", undefined, "providerSettings.providerName", "FLEX"]);
});

test("a plan shares no objects with the body that it is made from", () => {
  const body = structuredClone(full);
  const { request, afterwards } = planUpgrade(body, { source: "M0", target: "FLEX" });
  const dedicated = planUpgrade(body, { source: "M0", target: "M10" });
  body.tags?.push({ key: "late", value: "late" });
  Object.assign(body.tags?.[0] ?? {}, { key: "late" });
  expect([request.body.tags, afterwards?.request.body.tags, dedicated.request.body.tags]).toEqual([
    undefined,
    tags,
    tags,
  ]);
});
