import { expect, test } from "@jest/globals";
import { bearer } from "./auth/bearer.js";
import { createAtlasClient } from "./client.js";
import { AtlasConfigurationError } from "./errors.js";
import type { AtlasClientOptions } from "./options/client-options.js";
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
])("with the user agent %s, Atlas receives %s", async (userAgent, received) => {
  const { sent, atlas } = recording(userAgent === undefined ? {} : { userAgent });
  await atlas.getCluster(path);
  expect(sent.map((headers) => headers.get("User-Agent"))).toEqual([received]);
});

test("the client underneath checks path parameters as the named operations do", async () => {
  const { sent, atlas } = recording();
  const call = atlas.http.GET("/api/atlas/v2/groups/{groupId}/clusters/{clusterName}", {
    params: { path: { ...path, groupId: "32b6e34b" } },
  });
  await expect(call).rejects.toThrow(/^groupId has a form .*it must match/);
  expect(sent).toEqual([]);
});

test("a body that JSON can't hold is rejected before anything is sent", async () => {
  const { sent, atlas } = recording({ onDeprecation: "silent" });
  const call = atlas.upgradeFlexCluster({ groupId: path.groupId, body: new Map() as never });
  await expect(call).rejects.toThrow("body is of type Map, which JSON can't hold; nothing was sent");
  expect(sent).toEqual([]);
});

test.each(["fetch", "Headers", "Request", "Response", "TextDecoder"])(
  "a platform without %s is reported at once",
  (name) => {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
    Reflect.deleteProperty(globalThis, name);
    try {
      expect(() => createAtlasClient({ auth: bearer("t") })).toThrow(AtlasConfigurationError);
      expect(() => createAtlasClient({ auth: bearer("t") })).toThrow(`The platform lacks ${name}; `);
    } finally {
      Object.defineProperty(globalThis, name, descriptor ?? {});
    }
  },
);

test.each<(response: Response) => Response>([Object.freeze, Object.seal, Object.preventExtensions])(
  "a response is not lost after %p",
  async (protect) => {
    const fetch = async (): Promise<Response> => protect(new Response('{"stateName":"IDLE"}'));
    const atlas = createAtlasClient({ auth: bearer("a"), fetch });
    const { data, response } = await atlas.getFlexCluster({ groupId: "32b6e34b3d91647abb20e7b8", name: "shop-dev" });
    expect(data.stateName).toBe("IDLE");
    expect(response.url).toMatch(/\/flexClusters\/shop-dev$/);
  },
);
