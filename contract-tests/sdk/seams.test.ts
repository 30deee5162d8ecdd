import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { type AtlasClientOptions, bearer, createAtlasClient, type FetchLike, isAtlasError } from "../../src/index.js";
import { request } from "../support/failure.js";

// Wherever a program's own code is called after a request may have been sent, it can throw, hang or return nonsense.
// The server has carried out the upgrade by then: the result must arrive, or a typed error that says so and names the
// cluster.

const PATH = "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless";

type Trouble = "throws" | "rejects" | "hangs" | "gives nonsense";

const trouble = (kind: Trouble): unknown => {
  switch (kind) {
    case "throws":
      throw new Error("mine");
    case "rejects": {
      const rejected = Promise.reject(new Error("mine"));
      // A promise that is not awaited, such as a clock's, is left to the program.
      rejected.catch(() => {});
      return rejected;
    }
    case "hangs":
      return new Promise(() => {});
    default:
      return Number.NaN;
  }
};
const causing = (kind: Trouble) => (): never => trouble(kind) as never;

const SUNSET = { Sunset: "Thu, 1 Jul 2027 00:00:00 GMT", "Content-Type": "application/json" };
const done = () => new Response('{"name":"shop-dev","stateName":"UPDATING"}', { headers: SUNSET });
const tampered = (name: string, kind: Trouble) => Object.defineProperty(done(), name, { get: causing(kind) });

interface Setting {
  options: Partial<AtlasClientOptions>;
  /** The server's first response. */
  first?: () => Response;
  /** A change of the last response. */
  last?: () => unknown;
  emitWarning?: () => never;
}

// The called function, and when it is called.
const SEAMS: Record<string, (kind: Trouble) => Setting> = {
  onResponse: (kind) => ({ options: { onResponse: causing(kind) } }),
  onRetry: (kind) => ({ options: { onRetry: causing(kind) }, first: () => new Response(null, { status: 429 }) }),
  "onDeprecation, called with a new sunset": (kind) => ({
    options: { onDeprecation: ({ code }) => (code.startsWith("ATLAS_SUNSET") ? causing(kind)() : undefined) },
  }),
  "the clock": (kind) => {
    let calls = 0;
    return { options: { now: () => (++calls > 1 ? causing(kind)() : 0) } };
  },
  "the source of random numbers": (kind) => ({
    options: { retry: { random: causing(kind), sleep: async () => {} } },
    first: () => new Response(null, { status: 429 }),
  }),
  sleep: (kind) => ({
    options: { retry: { sleep: causing(kind) } },
    first: () => new Response(null, { status: 503 }),
  }),
  "fetch, after the server has acted": (kind) => ({ options: {}, last: causing(kind) }),
  "the response's status": (kind) => ({ options: {}, last: () => tampered("status", kind) }),
  "the response's headers": (kind) => ({ options: {}, last: () => tampered("headers", kind) }),
  "the response's body": (kind) => ({ options: {}, last: () => tampered("body", kind) }),
  "the response's statusText": (kind) => ({ options: {}, last: () => tampered("statusText", kind) }),
  "process.emitWarning, called with a new sunset": (kind) => ({
    options: { onDeprecation: "warn" },
    emitWarning: causing(kind),
  }),
};

const emitWarning = jest.spyOn(process, "emitWarning");
// The fallback for warnings that it can't print.
jest.spyOn(console, "warn").mockImplementation(() => {});
beforeAll(() => {
  jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask", "setImmediate"] });
});
afterEach(() => {
  emitWarning.mockReset();
});
afterAll(() => {
  jest.useRealTimers();
});

/** Plays a call with trouble at one seam, and returns the outcome. */
async function play({ options, first, last = done, emitWarning: warn }: Setting, through: "named" | "http") {
  let posts = 0;
  const fetch = async () => {
    posts += 1;
    return posts === 1 && first ? first() : last();
  };
  Reflect.deleteProperty(globalThis, Symbol.for("atlas-tenant-upgrade.deprecations"));
  // The notice before the call works; the one after it has the trouble.
  if (warn)
    emitWarning.mockImplementation((_, { code = "" } = {} as { code?: string }) =>
      code.startsWith("ATLAS_SUNSET") ? warn() : undefined,
    );
  const atlas = createAtlasClient({
    auth: bearer("token-0123456789"),
    fetch: fetch as FetchLike,
    onDeprecation: "silent",
    deadlineMs: 60_000,
    // Sent again after a 503 too, so that a POST also has the steps between two attempts.
    retryUnsafe: true,
    ...options,
  });
  const { groupId, body } = request;
  const call =
    through === "named"
      ? atlas.upgradeSharedClusterToServerless(request)
      : atlas.http.POST(PATH, { params: { path: { groupId } }, body });
  const outcome = call.then(
    ({ data }) => ({ data }),
    (error: unknown) => ({ error }),
  );
  await jest.advanceTimersByTimeAsync(60_000);
  return { ...(await outcome), posts };
}

test("a result arrives, or a typed error that says that Atlas may have acted and names the cluster", async () => {
  const seam = fc.constantFrom(...Object.keys(SEAMS));
  const kinds = fc.constantFrom<Trouble>("throws", "rejects", "hangs", "gives nonsense");
  const ways = fc.constantFrom<"named" | "http">("named", "http");
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(seam, kinds, ways, async (name, kind, through) => {
      const { data, error, posts } = (await play(SEAMS[name]?.(kind) ?? { options: {} }, through)) as {
        data?: { stateName?: string };
        error?: Error;
        posts: number;
      };
      outcomes.add(error ? error.name : "result");
      if (!error) return data?.stateName === "UPDATING";
      // A failing sleep comes after a 503, whose outcome is unknown too.
      return isAtlasError(error) && error.maybeSent && error.message.includes("shop-dev") && posts > 0;
    }),
    { numRuns: 400, seed: 20_261_126 },
  );
  // Every possible ending must have occurred.
  expect([...outcomes].sort()).toEqual([
    "AtlasConnectionError",
    "AtlasTimeoutError",
    "AtlasTransportError",
    "AtlasUnexpectedResponseError",
    "result",
  ]);
});

test.each([
  "onResponse",
  "onRetry",
  "onDeprecation, called with a new sunset",
  "process.emitWarning, called with a new sunset",
])("%s can't lose the result, whatever it does", async (name) => {
  for (const kind of ["throws", "rejects", "hangs", "gives nonsense"] as const) {
    const { data } = (await play(SEAMS[name]?.(kind) ?? { options: {} }, "named")) as { data?: object };
    expect(data).toMatchObject({ stateName: "UPDATING" });
  }
});
