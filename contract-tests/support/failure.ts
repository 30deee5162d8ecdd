import { inspect } from "node:util";
import { expect } from "@jest/globals";
import { type AtlasClientOptions, bearer, createAtlasClient, isAtlasError } from "../../src/index.js";

/** A token that must never be shown. */
export const TOKEN = "secret-token-0123456789";

/** A valid request of the deprecated operation. */
export const request = {
  groupId: "32b6e34b3d91647abb20e7b8",
  body: { name: "shop-dev", providerSettings: { backingProviderName: "AWS", regionName: "US_EAST_1" } },
} as const;

/** A client for a test's own server, without waits between attempts. */
export function clientOf(baseUrl: string, options: Partial<AtlasClientOptions> = {}) {
  const retry = { sleep: async () => {} };
  return createAtlasClient({ auth: bearer(TOKEN), baseUrl, onDeprecation: "silent", retry, ...options });
}

/** The error of a failed call: one of this package's errors, which must not contain the token. */
export async function failureOf(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const error: unknown = await promise.then(
    () => expect("a failure").toBe("a success"),
    (reason: unknown) => reason,
  );
  expect(isAtlasError(error)).toBe(true);
  const shown = [inspect(error, { showHidden: true, depth: 9 }), JSON.stringify(error), String(error)].join();
  expect(shown).not.toContain(TOKEN);
  return error as Error & Record<string, unknown>;
}
