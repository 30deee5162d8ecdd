import { describe, expect, test } from "@jest/globals";
import type { AtlasUpgradeError, UpgradeClusterOptions, UpgradeResult } from "../../src/index.js";
import { medianTimeline, type Timeline } from "../../src/testing/index.js";
import { emulate } from "../support/emulated.js";
import { failureOf, M0, posts, start } from "../support/upgrades.js";

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
    "UPDATING again between two looks",
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
    "the cluster vanishes",
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
      // The turns of its own requests come on top.
      if (error.reason === "time-limit") expect(lateMs >= 0 && lateMs < 100).toBe(true);
    }
    expect([atlas.accepted, posts(atlas)]).toEqual([1, 1]);
  });
});
