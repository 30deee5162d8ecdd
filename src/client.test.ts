import { expect, test } from "@jest/globals";
import { bearer } from "./auth/bearer.js";
import { createAtlasClient } from "./client.js";
import type { AtlasClientOptions } from "./client-options.js";
import { version } from "./version.js";

const path = { groupId: "32b6e34b3d91647abb20e7b8", clusterName: "shop-dev" };

function recording(options: Partial<AtlasClientOptions> = {}) {
  const sent: Headers[] = [];
  const fetch = async (_url: unknown, init?: RequestInit) => {
    sent.push(new Headers(init?.headers));
    return Response.json({});
  };
  return { sent, atlas: createAtlasClient({ auth: bearer("t"), fetch: fetch as typeof globalThis.fetch, ...options }) };
}

test.each([
  [undefined, `atlas-tenant-upgrade/${version}`],
  ["my-script/1.0", `my-script/1.0 atlas-tenant-upgrade/${version}`],
])("with the user agent %s, Atlas is told %s", async (userAgent, told) => {
  const { sent, atlas } = recording(userAgent === undefined ? {} : { userAgent });
  await atlas.getCluster(path);
  expect(sent.map((headers) => headers.get("User-Agent"))).toEqual([told]);
});

test("the client underneath checks path members as the named operations do", async () => {
  const { sent, atlas } = recording();
  const call = atlas.http.GET("/api/atlas/v2/groups/{groupId}/clusters/{clusterName}", {
    params: { path: { ...path, groupId: "32b6e34b" } },
  });
  await expect(call).rejects.toThrow(/^groupId has a form .*it must match/);
  expect(sent).toEqual([]);
});

test.each<[string, unknown, string]>([
  ["a map", new Map([["name", "shop-dev"]]), "must be a plain object or an array, which JSON can hold"],
  ["a date", new Date(0), "must be a plain object or an array, which JSON can hold"],
  ["a number that JSON lacks", { size: 1n }, "can't be written as JSON"],
  ["an object that gives nothing", { toJSON: () => undefined }, "has a toJSON that gives nothing"],
])("%s is no body", async (_, body, problem) => {
  const { sent, atlas } = recording({ onDeprecation: "silent" });
  const call = atlas.upgradeFlexCluster({ groupId: path.groupId, body: body as never });
  await expect(call).rejects.toThrow(`body ${problem}; nothing was sent`);
  expect(sent).toEqual([]);
});
