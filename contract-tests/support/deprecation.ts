import { afterEach, beforeEach, jest } from "@jest/globals";
import { type AtlasClientOptions, bearer, createAtlasClient, operationDescriptors } from "../../src/index.js";

/** The deprecated operation's method, path and deprecation, from the description. */
export const { method, path, deprecation } = operationDescriptors.upgradeSharedClusterToServerless;

/** The sunset of the deprecated operation, from the description: `YYYY-MM-DD`. */
export const sunset = deprecation.sunset ?? "";

/** The code of the deprecated operation's warning. */
export const CODE = "ATLAS_DEPRECATED_UPGRADE_SHARED_CLUSTER_TO_SERVERLESS";

/** A client for a test's server that gives notice of deprecated operations, which `clientOf` of `failure.ts` does not. */
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
