import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { bearer } from "../auth/bearer.js";
import { type AtlasClient, createAtlasClient } from "../client.js";

// Counts the objects that a call creates, since times depend on the machine. A higher number needs a good reason.

const COUNTED = ["Request", "Headers", "URL", "AbortController", "Response", "ReadableStream", "TextDecoder"] as const;
type Count = Partial<Record<(typeof COUNTED)[number] | "setTimeout", number>>;

let made: Count = {};
const restore: (() => void)[] = [];

function replace(name: keyof Count, value: unknown): void {
  const original = Object.getOwnPropertyDescriptor(globalThis, name) ?? {};
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  restore.push(() => Object.defineProperty(globalThis, name, original));
}

const count = (name: keyof Count) => {
  made[name] = (made[name] ?? 0) + 1;
};

beforeEach(() => {
  for (const name of COUNTED) {
    const construct = (target: typeof Request, args: never[], newTarget: typeof Request) => {
      count(name);
      return Reflect.construct(target, args, newTarget);
    };
    replace(name, new Proxy(Reflect.get(globalThis, name), { construct }));
  }
  const apply = (target: typeof setTimeout, self: unknown, args: never[]) => {
    count("setTimeout");
    return Reflect.apply(target, self, args);
  };
  replace("setTimeout", new Proxy(setTimeout, { apply }));
});
afterEach(() => {
  for (const undo of restore.splice(0)) undo();
});

const groupId = "32b6e34b3d91647abb20e7b8";
const body = { name: "shop-dev" } as never;
const path = "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless";

/** Makes a call twice and counts the second time, to leave out what is created only once. */
async function costOf(call: (atlas: AtlasClient) => Promise<unknown>, own: Response[]): Promise<Count> {
  const fetch = async () => own.pop() as Response;
  const atlas = createAtlasClient({ auth: bearer("token-0123456789"), fetch, onDeprecation: "silent" });
  await call(atlas);
  made = {};
  await call(atlas);
  return made;
}

const responses = (init?: ResponseInit) => [0, 1].map(() => Response.json({ name: "shop-dev" }, init));

test.each<[string, (atlas: AtlasClient) => Promise<unknown>, Count]>([
  [
    "a POST",
    (atlas) => atlas.upgradeSharedClusterToServerless({ groupId, body }),
    { AbortController: 1, setTimeout: 2 },
  ],
  ["a GET", (atlas) => atlas.getCluster({ groupId, clusterName: "a" }), { AbortController: 1, setTimeout: 2 }],
  [
    "a GET without limits of time",
    (atlas) => {
      const none = Number.POSITIVE_INFINITY;
      return atlas.getCluster({ groupId, clusterName: "a" }, { timeoutMs: none, deadlineMs: none });
    },
    { AbortController: 1 },
  ],
  [
    "a call through openapi-fetch",
    (atlas) => atlas.http.POST(path, { params: { path: { groupId } }, body }),
    { Request: 1, Headers: 2, AbortController: 1, Response: 1, setTimeout: 2 },
  ],
])("%s creates no platform object that it does not need", async (_, call, expected) => {
  expect(await costOf(call, responses())).toEqual(expected);
});

test("a response that is an error or shows a secret costs at most one more Response", async () => {
  const headers = { "X-Debug": "token-0123456789" };
  const call = (atlas: AtlasClient) => atlas.getCluster({ groupId, clusterName: "a" });
  const shows = await costOf(call, responses({ headers }));
  expect(shows).toEqual({ AbortController: 1, setTimeout: 2, Headers: 1, Response: 1 });
  const failing = (atlas: AtlasClient) => call(atlas).catch(() => {});
  expect(await costOf(failing, responses({ status: 404 }))).toEqual({
    AbortController: 1,
    setTimeout: 2,
    TextDecoder: 2,
  });
});
