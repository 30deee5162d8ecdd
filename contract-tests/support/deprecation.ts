import { afterEach, beforeEach, jest } from "@jest/globals";
import { type AtlasClientOptions, bearer, createAtlasClient, operationDescriptors } from "../../src/index.js";

/** The deprecated operation's method, path and deprecation, from the description. */
export const { method, path, deprecation } = operationDescriptors.upgradeSharedClusterToServerless;

/** The sunset of the deprecated operation, from the description: `YYYY-MM-DD`. */
export const sunset = deprecation.sunset ?? "";

/** The code of the deprecated operation's warning. */
export const CODE = "ATLAS_DEPRECATED_UPGRADE_SHARED_CLUSTER_TO_SERVERLESS";

/** A request for the deprecated operation. */
export const request = {
  groupId: "32b6e34b3d91647abb20e7b8",
  body: { name: "shop-dev", providerSettings: { backingProviderName: "AWS", regionName: "US_EAST_1" } },
} as const;

/** A client for a test's server. */
export const clientOf = (baseUrl: string, options: Partial<AtlasClientOptions> = {}) =>
  createAtlasClient({ auth: bearer("t"), baseUrl, ...options });

/** Mocks `process.emitWarning` in all tests of a file. Each test begins without warnings and without flags. */
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
