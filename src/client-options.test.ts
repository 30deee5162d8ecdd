import { expect, test } from "@jest/globals";
import { bearer } from "./auth/bearer.js";
import { createAtlasClient } from "./client.js";
import type { AtlasClientOptions } from "./client-options.js";
import { AtlasConfigurationError } from "./errors.js";

const auth = bearer("t");

test.each<[string, object, string]>([
  ["auth", {}, "bearer"],
  ["auth", { auth: "token" }, "bearer"],
  ["baseUrl", { auth, baseUrl: "http://example.com" }, "https"],
  ["fetch", { auth, fetch: true }, "function"],
  ["onDeprecation", { auth, onDeprecation: "shout" }, '"silent"'],
  ["userAgent", { auth, userAgent: "" }, "ASCII"],
  ["userAgent", { auth, userAgent: "a\r\nX-Evil: 1" }, "ASCII"],
  ["timeoutMs", { auth, timeoutMs: 0 }, "Infinity"],
  ["timeoutMs", { auth, timeoutMs: Number.NaN }, "Infinity"],
  ["timeoutMs", { auth, timeoutMs: 2 ** 31 }, "Infinity"],
])("%s of %j is refused, with what is allowed", (option, options, allowed) => {
  const create = () => createAtlasClient(options as AtlasClientOptions);
  expect(create).toThrow(AtlasConfigurationError);
  expect(create).toThrow(allowed);
  expect(create).toThrow(expect.objectContaining({ option }));
});

test.each([{ auth }, { auth, timeoutMs: Number.POSITIVE_INFINITY, userAgent: "my-script/1.0 (x)" }])(
  "%j is fine",
  (options) => {
    expect(() => createAtlasClient(options)).not.toThrow();
  },
);

test("a time limit of a single call is checked as well", async () => {
  const atlas = createAtlasClient({ auth, onDeprecation: "silent" });
  const request = {
    groupId: "32b6e34b3d91647abb20e7b8",
    body: { providerSettings: { backingProviderName: "AWS", regionName: "x" } },
  } as const;
  await expect(atlas.upgradeSharedClusterToServerless(request, { timeoutMs: -1 })).rejects.toBeInstanceOf(
    AtlasConfigurationError,
  );
});
