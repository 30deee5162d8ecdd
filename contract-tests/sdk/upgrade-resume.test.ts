import { describe, expect, test } from "@jest/globals";
import { AtlasInvalidRequestError, resumeUpgrade, type UpgradePhase, type UpgradeToken } from "../../src/index.js";
import { type Emulated, emulate } from "../support/emulated.js";
import { failureOf, follow, groupId, M0, name, posts, start, tags } from "../support/upgrades.js";

describe("an abort", () => {
  const phases: UpgradePhase[] = ["probing", "planned", "accepted", "offline", "swapped", "reachable"];
  test.each(phases)("when %s ends it at once, and the token goes on", async (phase) => {
    using atlas = emulate({ clusters: [M0] });
    const controller = new AbortController();
    const run = start(atlas, { signal: controller.signal });
    for await (const state of run) if (state.phase === phase) break;
    const before = atlas.requests.length;
    const reason = new Error("enough");
    controller.abort(reason);
    const error = await failureOf(run);
    expect(error.reason).toBe("aborted");
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    expect(atlas.requests.length).toBe(before);
    const { token } = error;
    const sent = token.sent !== "no";
    const rest = sent ? resumeUpgrade(atlas.client(), JSON.parse(JSON.stringify(token)), follow(atlas)) : start(atlas);
    expect(await rest.result).toMatchObject({ outcome: "upgraded", cluster: { tags } });
    expect(atlas.accepted).toBe(1);
  });

  test("before it begins sends nothing", async () => {
    using atlas = emulate({ clusters: [M0] });
    expect(await failureOf(start(atlas, { signal: AbortSignal.abort() }))).toMatchObject({ reason: "aborted" });
    expect(atlas.requests).toEqual([]);
  });
});

describe("a token", () => {
  const kept = async (atlas: Emulated, sent: UpgradeToken["sent"]): Promise<UpgradeToken> => {
    const tokens: UpgradeToken[] = [];
    const controller = new AbortController();
    const onToken = (token: UpgradeToken) => {
      tokens.push(token);
      // Gone between sending and the first look, as far as the run can tell.
      if (token.sent === "yes") controller.abort();
    };
    await failureOf(start(atlas, { onToken, signal: controller.signal }));
    const token = tokens.find((candidate) => candidate.sent === sent);
    if (!token) throw new Error(`there was no token of the kind "${sent}"`);
    return token;
  };

  test.each(["unknown", "yes"] as const)(
    "kept as %s before a crash resumes, after which what is due is applied",
    async (sent) => {
      using atlas = emulate({ clusters: [M0] });
      const token = await kept(atlas, sent);
      expect(JSON.stringify(token)).not.toMatch(/any-token/);
      const run = resumeUpgrade(atlas.client(), token, follow(atlas));
      expect(await run.result).toMatchObject({ outcome: "upgraded", cluster: { tags }, applied: {} });
      expect([atlas.accepted, posts(atlas)]).toEqual([1, 1]);
    },
  );

  test("is resumed after the end as well, and once more", async () => {
    using atlas = emulate({ clusters: [M0] });
    const token = await kept(atlas, "yes");
    atlas.pass(3_600);
    for (const applied of [true, false]) {
      const result = await resumeUpgrade(atlas.client(), token, follow(atlas)).result;
      expect([result.outcome, Boolean(result.applied)]).toEqual(["upgraded", applied]);
    }
    expect(posts(atlas)).toBe(1);
  });

  test("of which nothing was sent sends nothing", async () => {
    using atlas = emulate({ clusters: [M0] });
    const token = start(atlas, { signal: AbortSignal.abort() }).toJSON();
    expect(await failureOf(resumeUpgrade(atlas.client(), token, follow(atlas)))).toMatchObject({
      reason: "unknown-outcome",
    });
    expect(posts(atlas)).toBe(0);
  });

  test.each<[string, object]>([
    ["version", { version: 2 }],
    ["groupId", { groupId: "x" }],
    ["target", { target: "M5" }],
    ["sent", { sent: "perhaps" }],
    ["sentAt", { sentAt: "yesterday" }],
    ["afterwards", { afterwards: { operation: "upgradeFlexCluster" } }],
  ])("with %s that is not allowed is rejected", (property, wrong) => {
    using atlas = emulate({ clusters: [M0] });
    const token = { version: 1, groupId, name, target: "FLEX", sent: "yes", ...wrong } as UpgradeToken;
    expect(() => resumeUpgrade(atlas.client(), token)).toThrow(AtlasInvalidRequestError);
    expect(() => resumeUpgrade(atlas.client(), token)).toThrow(property);
  });
});
