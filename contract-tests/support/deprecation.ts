import { afterEach, beforeEach, jest } from "@jest/globals";
import { type AtlasClientOptions, bearer, createAtlasClient, operationDescriptors } from "../../src/index.js";

/** The deprecated operation's method, path and deprecation, as described. */
export const { method, path, deprecation } = operationDescriptors.upgradeSharedClusterToServerless;

/** The end of the deprecated operation, as described: `YYYY-MM-DD`. */
export const sunset = deprecation.sunset ?? "";

/** The code of the warning that the deprecated operation gives. */
export const CODE = "ATLAS_DEPRECATED_UPGRADE_SHARED_CLUSTER_TO_SERVERLESS";

/** A request for the deprecated operation. */
export const request = {
  groupId: "32b6e34b3d91647abb20e7b8",
  body: { name: "shop-dev", providerSettings: { backingProviderName: "AWS", regionName: "US_EAST_1" } },
} as const;

/** A client for a server of a test. */
export const clientOf = (baseUrl: string, options: Partial<AtlasClientOptions> = {}) =>
  createAtlasClient({ auth: bearer("t"), baseUrl, ...options });

/** Watches `process.emitWarning` in all tests of a file. Each test begins with no warning given and no flag set. */
export function spyOnWarnings(): jest.SpiedFunction<typeof process.emitWarning> {
  const emitWarning = jest.spyOn(process, "emitWarning").mockImplementation(() => {});
  beforeEach(() => {
    emitWarning.mockClear();
    Reflect.deleteProperty(globalThis, Symbol.for("atlas-tenant-upgrade.deprecations"));
  });
  afterEach(() => {
    process.noDeprecation = false;
    process.throwDeprecation = false;
  });
  return emitWarning;
}
