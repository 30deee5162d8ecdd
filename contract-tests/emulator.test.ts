import { describe, expect, test } from "@jest/globals";
import { isAtlasApiError } from "../src/index.js";
import { emulate } from "./support/emulated.js";

const groupId = "32b6e34b3d91647abb20e7b8";
const name = "shop-dev";
const toFlex = {
  name,
  providerSettings: {
    providerName: "FLEX",
    instanceSizeName: "FLEX",
    backingProviderName: "AWS",
    regionName: "US_EAST_1",
  },
} as const;

test("an M0 becomes Flex over time: the family of the API, id and creation date change, and strings vanish and come back", async () => {
  using atlas = emulate({ clusters: [{ name, tier: "M0" }] });
  const client = atlas.client();
  const before = await client.getCluster({ groupId, clusterName: name });
  const { data } = await client.upgradeSharedCluster({ groupId, body: toFlex });
  expect(data).toMatchObject({ stateName: "UPDATING", id: before.data.id });
  await expect(client.getFlexCluster({ groupId, name })).rejects.toMatchObject({
    status: 400,
    errorCode: "CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API",
  });
  atlas.pass(66);
  const swapped = await client.getFlexCluster({ groupId, name });
  expect(swapped.data).toMatchObject({ stateName: "UPDATING", connectionStrings: {} });
  expect(swapped.data.id).not.toBe(before.data.id);
  expect(Date.parse(swapped.data.createDate ?? "")).toBeGreaterThan(Date.parse(before.data.createDate ?? ""));
  await expect(client.getCluster({ groupId, clusterName: name })).rejects.toMatchObject({
    status: 400,
    errorCode: "CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API",
  });
  atlas.pass(645);
  const settled = await client.getFlexCluster({ groupId, name });
  expect(settled.data).toMatchObject({
    stateName: "IDLE",
    connectionStrings: { standardSrv: "mongodb+srv://shop-dev.ab1cd.mongodb.net" },
  });
  expect(atlas.accepted).toBe(1);
  expect(atlas.clusters()).toMatchObject([{ tier: "FLEX", accepted: 1, settledAt: atlas.now() }]);
});

describe("a request that breaks the contract is refused, with where", () => {
  test("a body", async () => {
    const atlas = emulate({ clusters: [{ name, tier: "M0" }] });
    const body = { ...toFlex, providerSettings: { ...toFlex.providerSettings, backingProviderName: "IBM" } };
    const failure = await atlas
      .client()
      .upgradeSharedCluster({ groupId, body: body as never })
      .catch((e) => e);
    expect(isAtlasApiError(failure, 400) && failure.detail).toBe(
      "request.body.providerSettings.backingProviderName must be one of AWS, GCP, AZURE",
    );
    expect(() => atlas[Symbol.dispose]()).toThrow("backingProviderName");
  });
});
