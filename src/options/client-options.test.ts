import { expect, test } from "@jest/globals";
import { bearer } from "../auth/bearer.js";
import { createAtlasClient } from "../client.js";
import { AtlasConfigurationError } from "../errors.js";
import type { CallOptions } from "../operation.js";
import { type AtlasClientOptions, checkOptions } from "./client-options.js";

const auth = bearer("t");
const throwing = () => {
  throw new Error("own");
};

test.each<[string, object, string]>([
  ["The options", undefined as unknown as object, "object"],
  ["The options", null as unknown as object, "of createAtlasClient must be an object"],
  ["timeout", { auth, timeout: 3 }, "timeoutMs"],
  ["auth", {}, "bearer"],
  ["auth", { auth: "token" }, "bearer"],
  ["auth", { auth: Object.defineProperty({}, "authorize", { get: throwing }) }, "bearer"],
  ["auth", { auth: Promise.resolve(auth) }, "is a promise: await it"],
  ["baseUrl", { auth, baseUrl: "http://example.com" }, "https"],
  ["fetch", { auth, fetch: true }, "function"],
  ["onDeprecation", { auth, onDeprecation: "shout" }, '"silent"'],
  ["onDeprecation", { auth, onDeprecation: true }, '"silent"'],
  ["userAgent", { auth, userAgent: "" }, "ASCII"],
  ["userAgent", { auth, userAgent: null }, "ASCII"],
  ["baseUrl", { auth, baseUrl: ["https://a.b"] }, "must be a string"],
  ["auth.reauthorize", { auth: { authorize: () => "", reauthorize: 1 } }, "function"],
  ["The options", { auth, retry: [] }, "retry must be an object"],
  ["userAgent", { auth, userAgent: "a\r\nX-Evil: 1" }, "ASCII"],
  ["timeoutMs", { auth, timeoutMs: 0 }, "above 0 and at most"],
  ["timeoutMs", { auth, timeoutMs: Number.NaN }, "Infinity"],
  ["timeoutMs", { auth, timeoutMs: 2 ** 31 }, "Infinity"],
  ["timeoutMs", { auth, timeoutMs: "60" }, "Infinity"],
  ["deadlineMs", { auth, deadlineMs: -1 }, "Infinity"],
  ["retryUnsafe", { auth, retryUnsafe: "yes" }, "true or false"],
  ["retry.attempts", { auth, retry: { attempts: 0 } }, "at least 1"],
  ["retry.attempts", { auth, retry: { attempts: 1.5 } }, "at least 1"],
  ["retry.maxDelayMs", { auth, retry: { maxDelayMs: -1 } }, "at least 0"],
  ["retry.delayMs", { auth, retry: { delayMs: "1" } }, "at least 0"],
  ["retry.rateLimitDelayMs", { auth, retry: { rateLimitDelayMs: Number.NaN } }, "at least 0"],
  ["retry.delayMs", { auth, retry: { delayMs: Number.POSITIVE_INFINITY } }, "at most 2147483647"],
  ["retry.rateLimitDelayMs", { auth, retry: { rateLimitDelayMs: Number.POSITIVE_INFINITY } }, "at most 2147483647"],
  ["retry.sleep", { auth, retry: { sleep: 1 } }, "function"],
  ["retry.random", { auth, retry: { random: 0.5 } }, "function"],
  ["retries", { auth, retry: { retries: 3 } }, "attempts"],
  ["The options", { auth, retry: 3 }, "retry must be an object"],
  ["maxResponseBytes", { auth, maxResponseBytes: 0 }, "above 0"],
  ["maxResponseBytes", { auth, maxResponseBytes: "1" }, "above 0"],
  ["onRequest", { auth, onRequest: true }, "function"],
  ["onResponse", { auth, onResponse: 1 }, "function"],
  ["onRetry", { auth, onRetry: {} }, "function"],
  ["now", { auth, now: 5 }, "function"],
])("%s of %j is rejected, with what is allowed", (option, options, allowed) => {
  const create = () => createAtlasClient(options as AtlasClientOptions);
  expect(create).toThrow(AtlasConfigurationError);
  expect(create).toThrow(allowed);
  expect(create).toThrow(expect.objectContaining({ option }));
});

test.each([
  { auth },
  { auth, baseUrl: undefined },
  { auth, userAgent: "x" },
  { auth, timeoutMs: Number.POSITIVE_INFINITY, userAgent: "my-script/1.0 (x)" },
])("%j is fine", (options) => {
  expect(() => createAtlasClient(options)).not.toThrow();
});

test("the options of a single call are checked as well", async () => {
  const atlas = createAtlasClient({ auth, onDeprecation: "silent" });
  const request = {
    groupId: "32b6e34b3d91647abb20e7b8",
    body: { providerSettings: { backingProviderName: "AWS", regionName: "x" } },
  } as const;
  const signal = {} as AbortSignal;
  await expect(atlas.upgradeSharedClusterToServerless(request, { signal })).rejects.toThrow("must be an AbortSignal");
  const rejected = [{ timeoutMs: -1 }, { deadlineMs: 0 }, { retry: { attempts: 0 } }, { timeout: 3 } as CallOptions];
  for (const options of rejected) {
    await expect(atlas.upgradeSharedClusterToServerless(request, options)).rejects.toBeInstanceOf(
      AtlasConfigurationError,
    );
  }
});

test("without options a client calls Atlas, tries three times, and gives up after three minutes", () => {
  expect(checkOptions({ auth })).toMatchObject({
    baseUrl: "https://cloud.mongodb.com",
    onDeprecation: "warn",
    maxResponseBytes: 10_000_000,
    limits: { timeoutMs: 60_000, deadlineMs: 180_000, retryUnsafe: false, retry: { attempts: 3, maxDelayMs: 60_000 } },
  });
  expect(() => checkOptions({ auth, timeoutMs: 2 ** 31 - 1 })).not.toThrow();
});

test("options are read only from own properties, not from a prototype", () => {
  const inherited = Object.assign(Object.create({ retryUnsafe: true, baseUrl: "https://evil.example" }), { auth });
  expect(checkOptions(inherited)).toMatchObject({
    baseUrl: "https://cloud.mongodb.com",
    limits: { retryUnsafe: false, retry: { attempts: 3 } },
  });
  const retry = Object.create({ attempts: 50 });
  expect(checkOptions({ auth, retry }).limits.retry.attempts).toBe(3);
});
