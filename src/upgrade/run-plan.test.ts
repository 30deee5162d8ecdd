import { describe, expect, test } from "@jest/globals";
import type { UpgradeRunPlan } from "./run-plan.js";
import { planRun } from "./run-plan.js";

const groupId = "32b6e34b3d91647abb20e7b8";
const name = "shop-dev";
const tags = [{ key: "team", value: "storefront" }];
const m0 = {
  name,
  tags: [{ ...tags[0], more: 1 }],
  terminationProtectionEnabled: true,
  replicationSpecs: [
    { regionConfigs: [{ providerName: "TENANT", backingProviderName: "GCP", regionName: "CENTRAL_US" }] },
  ],
};
const flex = {
  ...{ name, tags, terminationProtectionEnabled: false, backupSettings: { enabled: true } },
  providerSettings: { providerName: "FLEX", backingProviderName: "AZURE", regionName: "EUROPE_WEST" },
};
const rows = ({ changes }: UpgradeRunPlan) => changes.map(({ change, from, to, value }) => [change, from, to, value]);
const region = "replicationSpecs[0].regionConfigs[0]";

describe("from the cluster as it is", () => {
  test("M0 to Flex", () => {
    const plan = planRun({ groupId, name, source: "M0", target: "FLEX", cluster: m0 });
    expect(plan).toMatchObject({
      operation: "upgradeSharedCluster",
      request: {
        groupId,
        body: {
          name,
          providerSettings: { providerName: "FLEX", backingProviderName: "GCP", regionName: "CENTRAL_US" },
        },
      },
      afterwards: { request: { name, body: { tags, terminationProtectionEnabled: true } } },
    });
    expect(plan).not.toHaveProperty("estimateMs");
    expect(rows(plan)).toEqual([
      ["kept", "name", "name", name],
      ["added", undefined, "providerSettings.providerName", "FLEX"],
      ["added", undefined, "providerSettings.instanceSizeName", "FLEX"],
      ["renamed", `${region}.backingProviderName`, "providerSettings.backingProviderName", "GCP"],
      ["renamed", `${region}.regionName`, "providerSettings.regionName", "CENTRAL_US"],
      ["afterwards", "tags", "tags", tags],
      ["afterwards", "terminationProtectionEnabled", "terminationProtectionEnabled", true],
    ]);
  });

  test("M0 to dedicated", () => {
    const plan = planRun({ groupId, name, source: "M0", target: "M10", cluster: m0 });
    expect(plan.request.body).toEqual({
      name,
      providerSettings: { providerName: "GCP", instanceSizeName: "M10", regionName: "CENTRAL_US" },
      tags,
      terminationProtectionEnabled: true,
    });
    expect(plan.estimateMs).toEqual({ median: 711_000, p90: 973_000 });
    expect(plan).not.toHaveProperty("afterwards");
  });

  test.each([true, false])(
    "Flex to dedicated: its snapshots go on (%s), and continuous backup does not begin",
    (enabled) => {
      const cluster = { ...flex, backupSettings: { enabled } };
      const plan = planRun({ groupId, name, source: "FLEX", target: "M10", cluster });
      expect(plan.operation).toBe("upgradeFlexCluster");
      expect(plan.request.body).toMatchObject({ tags, backupEnabled: enabled, pitEnabled: false });
      expect(plan.request.body).not.toHaveProperty("terminationProtectionEnabled");
      expect(rows(plan)).toContainEqual(["renamed", "backupSettings.enabled", "backupEnabled", enabled]);
      expect(rows(plan)).toContainEqual(["renamed", "backupSettings.enabled", "pitEnabled", false]);
      expect(rows(plan)).toContainEqual([
        "renamed",
        "providerSettings.backingProviderName",
        `${region}.providerName`,
        "AZURE",
      ]);
    },
  );

  test.each([{}, { tags: [], terminationProtectionEnabled: false }, { tags: null }])(
    "what is not set needs no setting: %j",
    (set) => {
      const { replicationSpecs } = m0;
      const plan = planRun({ groupId, name, source: "M0", target: "FLEX", cluster: { replicationSpecs, ...set } });
      expect(plan).not.toHaveProperty("afterwards");
    },
  );

  test("a cluster without its cloud and region can't be planned for", () => {
    expect(() => planRun({ groupId, name, source: "M0", target: "M10", cluster: {} })).toThrow("backingProviderName");
  });
});

test("from a serverless body: the settings come from the body, cloud and region from the cluster", () => {
  const providerSettings = { providerName: "SERVERLESS", backingProviderName: "AWS", regionName: "US_EAST_1" };
  const serverless = { name, providerSettings, terminationProtectionEnabled: false };
  const plan = planRun({ groupId, name, source: "FLEX", target: "M10", cluster: flex, serverless });
  expect(plan.request.body).toMatchObject({
    backupEnabled: true,
    pitEnabled: true,
    terminationProtectionEnabled: false,
  });
  expect(plan.request.body).not.toHaveProperty("tags");
  expect(rows(plan)).toContainEqual(["replaced", "providerSettings.regionName", `${region}.regionName`, "EUROPE_WEST"]);
  expect(serverless).toEqual({ name, providerSettings, terminationProtectionEnabled: false });
});

test.each(["FLEX", "M10"] as const)("the plan says what can't be undone: to %s", (target) => {
  const { consequences } = planRun({ groupId, name, source: "M0", target, cluster: m0 });
  const text = consequences.join("\n");
  for (const word of ["stop writes", "restart applications", "cannot be undone", "Billing"])
    expect(text).toContain(word);
  expect(text.includes("snapshots")).toBe(target === "M10");
});
