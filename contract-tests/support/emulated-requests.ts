/** The project of the emulated clusters. */
export const groupId = "32b6e34b3d91647abb20e7b8";
/** The name of the emulated cluster. */
export const name = "shop-dev";
/** The cluster, in the parameters of `getCluster`. */
export const shared = { groupId, clusterName: name };
/** The cluster, in the parameters of `getFlexCluster`. */
export const flex = { groupId, name };
/** Its region. */
export const region = { regionName: "US_EAST_1" } as const;
/** The request that upgrades it to a Flex cluster. */
export const toFlex = {
  groupId,
  body: {
    name,
    providerSettings: { providerName: "FLEX", instanceSizeName: "FLEX", backingProviderName: "AWS", ...region },
  },
} as const;
/** The request that upgrades it to a dedicated cluster. */
export const toDedicated = {
  groupId,
  body: { name, providerSettings: { providerName: "AWS", instanceSizeName: "M10", ...region } },
} as const;
/** The free cluster, as an option of the emulator. */
export const m0 = { name, tier: "M0" } as const;
