import { describe, expect, test } from "@jest/globals";
import {
  type AtlasUpgradeError,
  type FetchLike,
  resumeUpgrade,
  type UpgradeClusterOptions,
  type UpgradeResult,
} from "../../src/index.js";
import { medianTimeline, type Timeline } from "../../src/testing/index.js";
import { type Emulated, emulate } from "../support/emulated.js";
import { failureOf, follow, M0, posts, start } from "../support/upgrades.js";

const HOUR = 3_600_000;

const ends: [
  string,
  Timeline,
  Partial<UpgradeClusterOptions>,
  Partial<AtlasUpgradeError> | UpgradeResult["outcome"],
][] = [
  [
    "UPDATING again after the first IDLE",
    { ...medianTimeline, updatingAgain: { fromS: 712, untilS: 772 } },
    {},
    "upgraded",
  ],
  [
    "UPDATING again between two status checks",
    { ...medianTimeline, updatingAgain: { fromS: 711.5, untilS: 715 } },
    {},
    "upgraded",
  ],
  ["stale IDLE for 5 minutes", { ...medianTimeline, staleIdle: { fromS: 0, untilS: 300 } }, {}, "upgraded"],
  ["stale IDLE for 15 minutes", { ...medianTimeline, staleIdle: { fromS: 0, untilS: 900 } }, {}, "upgraded"],
  ["stale IDLE after the swap", { ...medianTimeline, staleIdle: { fromS: 200, untilS: 500 } }, {}, "upgraded"],
  ["no cluster of the name for a minute", { ...medianTimeline, missing: { fromS: 60, untilS: 120 } }, {}, "upgraded"],
  ["DELETING", { ...medianTimeline, deletingS: 100 }, {}, { reason: "failed" }],
  [
    "the cluster disappears",
    { ...medianTimeline, missing: { fromS: 100, untilS: Infinity } },
    {},
    { reason: "not-found" },
  ],
  [
    "the tier never changes",
    { ...medianTimeline, swapS: Infinity, stringsGoneS: Infinity },
    {},
    { reason: "time-limit" },
  ],
  ["it never ends", { ...medianTimeline, idleS: Infinity }, { timeLimitMs: HOUR }, { reason: "time-limit" }],
  ["done right before the limit", medianTimeline, { timeLimitMs: 716_500 }, "upgraded"],
];

describe.each(["FLEX", "M10"] as const)("M0 to %s", (target) => {
  test.each(ends)("%s", async (_, timeline, more, expected) => {
    using atlas = emulate({ clusters: [M0], timeline });
    const startedAt = atlas.now();
    const run = start(atlas, { target, ...more });
    if (typeof expected === "string") {
      expect(await run.result).toMatchObject({ outcome: expected });
      const [{ settledAt = Number.NaN } = {}] = atlas.clusters();
      expect(atlas.now()).toBeGreaterThanOrEqual(settledAt);
    } else {
      const error = await failureOf(run);
      expect(error).toMatchObject({ ...expected, token: { sent: "yes" } });
      const lateMs = atlas.now() - startedAt - (more.timeLimitMs ?? 3 * HOUR);
      // The time of the run's own requests comes on top.
      if (error.reason === "time-limit") expect(lateMs >= 0 && lateMs < 100).toBe(true);
    }
    expect([atlas.accepted, posts(atlas)]).toEqual([1, 1]);
  });
});

test("an upgrade that was accepted and never seen is not reported as continuing", async () => {
  using atlas = emulate({ clusters: [M0] });
  const fetch: FetchLike = async (url, init) =>
    init.method === "POST" ? Response.json({ stateName: "UPDATING" }) : atlas.fetch(url, init);
  const error = await failureOf(start(atlas, { timeLimitMs: HOUR }, atlas.client({ fetch })));
  expect(error).toMatchObject({ reason: "time-limit", hint: expect.stringContaining("Look at it in Atlas") });
  expect(error.message).toMatch(
    /limit of 60 minutes was reached, and the cluster has been M0 and IDLE for (59|60) minutes/,
  );
  const { source: _, oldId: __, ...token } = error.token;
  const resumed = resumeUpgrade(atlas.client(), token, { ...follow(atlas), timeLimitMs: HOUR });
  expect((await failureOf(resumed)).message).toContain("the cluster has been what it was and IDLE for");
});

test("a cluster with its tier but without connection strings is reported as not ready", async () => {
  using atlas = emulate({ clusters: [M0], timeline: { stringsBackS: Infinity } });
  const error = await failureOf(start(atlas, { timeLimitMs: HOUR }));
  expect(error.message).toContain("the cluster is not FLEX and ready yet (state IDLE, tier FLEX)");
});

describe("a new cluster of the same name", () => {
  const SENT_AT = Date.UTC(2026, 10, 24, 9);

  // A new id comes with a new date; `headers` are those of the response to the upgrade request.
  const made = (atlas: Emulated, lateS: number, headers: Readonly<Record<string, string>> = {}) => {
    const [before] = atlas.clusters();
    const createDate = new Date(SENT_AT + lateS * 1000).toISOString();
    return atlas.client({
      fetch: async (url, init) => {
        const response = await atlas.fetch(url, init);
        const body: object = Object(await response.json());
        const isNew = response.ok && Reflect.get(body, "id") !== before?.id;
        return Response.json(
          { ...body, ...(isNew && { createDate }) },
          {
            status: response.status,
            headers: { ...Object.fromEntries(response.headers), ...headers },
          },
        );
      },
    });
  };

  test.each([0, 1, 30])("is not suspected at a date %d s after the upgrade request", async (lateS) => {
    using atlas = emulate({ clusters: [M0] });
    const result = await start(atlas, { target: "M10" }, made(atlas, lateS)).result;
    expect(result).not.toHaveProperty("unverified");
  });

  test.each(["yes", "unknown"] as const)("ends the run if it stays what the old one was: sent %s", async (sent) => {
    using atlas = emulate({ clusters: [M0] });
    const startedAt = atlas.now();
    if (sent === "unknown") atlas.fail("reset", { matching: "upgradeSharedCluster" });
    const other = { stateName: "IDLE", id: "f".repeat(24), createDate: "2026-11-24T09:05:00Z" };
    const replicationSpecs = [{ regionConfigs: [{ electableSpecs: { instanceSize: "M0" } }] }];
    const fetch: FetchLike = async (url, init) => {
      const response = await atlas.fetch(url, init);
      if (!response.ok || atlas.now() < startedAt + 300_000) return response;
      return Response.json({ ...Object(await response.json()), ...other, replicationSpecs }, response);
    };
    const error = await failureOf(start(atlas, { target: "M10" }, atlas.client({ fetch })));
    // It is no proof that an upgrade was sent.
    expect(error).toMatchObject({ reason: "failed", token: { sent } });
    expect(Boolean(error.token.underWay)).toBe(false);
    expect(error.message).toContain(
      "another cluster has this name now: it is M0, and its id is not that of the old one",
    );
    expect(atlas.now() - startedAt).toBeLessThan(1_000_000);
  });

  test("ends the run if recorded upgrades keep the date of the upgrade request", async () => {
    using atlas = emulate({ clusters: [M0] });
    const error = await failureOf(start(atlas, { target: "M10" }, made(atlas, 240)));
    expect(error).toMatchObject({ reason: "failed", token: { acceptedAt: "2026-11-24T09:00:00.000Z" } });
    expect(error.message).toContain(
      "another cluster has this name now: Atlas accepted the upgrade at 2026-11-24T09:00:00.000Z",
    );
  });

  test("is also detected by a resumed run", async () => {
    using atlas = emulate({ clusters: [M0] });
    const client = made(atlas, 240);
    const ended = new AbortController();
    const run = start(atlas, { target: "M10", signal: ended.signal }, client);
    for await (const { phase } of run) if (phase === "offline") break;
    ended.abort();
    expect(await failureOf(resumeUpgrade(client, run.toJSON(), follow(atlas)))).toMatchObject({ reason: "failed" });
  });

  test.each([
    ["to Flex, without recorded upgrades", "FLEX", 240, {}],
    ["without the time of the response", "M10", 240, { date: "" }],
    ["with an older date", "M10", -86_400, {}],
  ] as const)("is reported as possible: %s", async (_, target, lateS, headers) => {
    using atlas = emulate({ clusters: [M0] });
    expect(await start(atlas, { target }, made(atlas, lateS, headers)).result).toMatchObject({
      outcome: "upgraded",
      unverified: ["createDate"],
    });
  });
});
