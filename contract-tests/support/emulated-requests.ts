/** The project that emulated clusters are in. */
export const groupId = "32b6e34b3d91647abb20e7b8";
/** The name of the emulated cluster. */
export const name = "shop-dev";
/** The cluster, as `getCluster` names it. */
export const shared = { groupId, clusterName: name };
/** The cluster, as `getFlexCluster` names it. */
export const flex = { groupId, name };
/** Where it is. */
export const region = { regionName: "US_EAST_1" } as const;
/** The request that makes it a Flex cluster. */
export const toFlex = {
  groupId,
  body: {
    name,
    providerSettings: { providerName: "FLEX", instanceSizeName: "FLEX", backingProviderName: "AWS", ...region },
  },
} as const;
/** The request that makes it a dedicated cluster. */
export const toDedicated = {
  groupId,
  body: { name, providerSettings: { providerName: "AWS", instanceSizeName: "M10", ...region } },
} as const;
/** The cluster, free, as the emulator takes it. */
export const m0 = { name, tier: "M0" } as const;
