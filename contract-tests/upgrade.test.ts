import { describe, expect, test } from "@jest/globals";
import { type UpgradeClusterOptions, upgradeCluster } from "../src/index.js";
import { emulate } from "./support/emulated.js";

const groupId = "32b6e34b3d91647abb20e7b8";
const name = "shop-dev";
const tags = [{ key: "team", value: "storefront" }];

function start(atlas: ReturnType<typeof emulate>, more: Partial<UpgradeClusterOptions> = {}) {
  const { now, sleep } = atlas;
  return upgradeCluster(atlas.client(), {
    ...{ groupId, name, target: "FLEX", acceptSnapshotDeletion: true, now, sleep, random: () => 0.5 },
    ...more,
  });
}

describe("the ways across", () => {
  test.each([
    ["M0", "FLEX"],
    ["M0", "M10"],
    ["FLEX", "M10"],
  ] as const)("%s to %s", async (tier, target) => {
    using atlas = emulate({ clusters: [{ name, tier, tags, terminationProtectionEnabled: true }] });
    const run = start(atlas, { target });
    const phases: string[] = [];
    for await (const { phase } of run) if (phases.at(-1) !== phase) phases.push(phase);
    expect(phases).toEqual(["probing", "planned", "accepted", "offline", "swapped", "reachable", "settled"]);
    expect(await run.result).toMatchObject({
      outcome: "upgraded",
      cluster: { stateName: "IDLE", tags, terminationProtectionEnabled: true },
      connectionStrings: { standardSrv: `mongodb+srv://${name}.ab1cd.mongodb.net` },
    });
    expect(await run.result).not.toHaveProperty("unverified");
    expect(run.toJSON()).toMatchObject({ sent: "yes", source: tier, target });
    expect(atlas.accepted).toBe(1);
  });
});
