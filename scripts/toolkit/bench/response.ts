/** The body of every response. */
export const RESPONSE = JSON.stringify({
  id: "65a1b2c3d4e5f60718293a4b",
  access_token: "token-of-the-service-account",
  expires_in: 3600,
  groupId: "32b6e34b3d91647abb20e7b8",
  name: "shop-dev",
  stateName: "UPDATING",
  mongoDBVersion: "7.0.12",
  connectionStrings: {},
  providerSettings: { providerName: "SERVERLESS", backingProviderName: "AWS", regionName: "US_EAST_1" },
});
