import { describe, expect, test } from "@jest/globals";
import {
  AtlasInvalidRequestError,
  type FollowOptions,
  resumeUpgrade,
  type UpgradePhase,
  type UpgradeToken,
} from "../../src/index.js";
import { medianTimeline } from "../../src/testing/index.js";
import { type Emulated, emulate } from "../support/emulated.js";
import { failureOf, follow, groupId, M0, name, phasesOf, posts, start, tags } from "../support/upgrades.js";

describe("an abort", () => {
  const phases: UpgradePhase[] = ["probing", "planned", "accepted", "offline", "swapped", "reachable"];
  test.each(phases)("when %s ends the run at once, and the token can be resumed", async (phase) => {
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

  test("with another run's error is still this run's own abort", async () => {
    using atlas = emulate({ clusters: [M0] });
    const controller = new AbortController();
    const sleep: FollowOptions["sleep"] = (ms, signal) =>
      ms > 1_000 ? new Promise(() => {}) : atlas.sleep(ms, signal);
    const run = start(atlas, { signal: controller.signal, sleep });
    for await (const { nextPollMs = 0 } of run) if (nextPollMs > 1_000) break;
    const other = await failureOf(start(atlas, { name: "nope" }));
    controller.abort(other);
    const error = await failureOf(run);
    expect(error).toMatchObject({ reason: "aborted", token: { name, sent: "yes" } });
    expect(error.message).not.toContain("nope");
  });

  test("before the run begins sends nothing", async () => {
    using atlas = emulate({ clusters: [M0] });
    expect(await failureOf(start(atlas, { signal: AbortSignal.abort() }))).toMatchObject({ reason: "aborted" });
    expect(atlas.requests).toEqual([]);
  });
});

describe("a token", () => {
  const afterwards = (body: unknown) => ({ operation: "updateFlexCluster", request: { name, body } });
  const fail = () => {
    throw new Error("a getter of the caller");
  };
  const kept = async (atlas: Emulated, sent: UpgradeToken["sent"]): Promise<UpgradeToken> => {
    const tokens: UpgradeToken[] = [];
    const controller = new AbortController();
    const onToken = (token: UpgradeToken) => {
      tokens.push(token);
      // Missing between the request and the first status check, as far as the run can detect.
      if (token.sent === "yes") controller.abort();
    };
    await failureOf(start(atlas, { onToken, signal: controller.signal }));
    const token = tokens.find((candidate) => candidate.sent === sent);
    if (!token) throw new Error(`there was no token of the kind "${sent}"`);
    return token;
  };

  test.each(["unknown", "yes"] as const)(
    "stored as %s before a crash can be resumed, and then due settings are applied",
    async (sent) => {
      using atlas = emulate({ clusters: [M0] });
      const token = await kept(atlas, sent);
      expect(JSON.stringify(token)).not.toMatch(/any-token/);
      const run = resumeUpgrade(atlas.client(), token, follow(atlas));
      expect(await run.result).toMatchObject({ outcome: "upgraded", cluster: { tags }, applied: {} });
      expect([atlas.accepted, posts(atlas)]).toEqual([1, 1]);
    },
  );

  test("can be resumed after the end too, and again", async () => {
    using atlas = emulate({ clusters: [M0] });
    const token = await kept(atlas, "yes");
    atlas.pass(3_600);
    for (const applied of [true, false]) {
      const result = await resumeUpgrade(atlas.client(), token, follow(atlas)).result;
      expect([result.outcome, Boolean(result.applied)]).toEqual(["upgraded", applied]);
    }
    expect(posts(atlas)).toBe(1);
  });

  test("of a run that sent nothing sends nothing", async () => {
    using atlas = emulate({ clusters: [M0] });
    const token = start(atlas, { signal: AbortSignal.abort() }).toJSON();
    expect(await failureOf(resumeUpgrade(atlas.client(), token, follow(atlas)))).toMatchObject({
      reason: "unknown-outcome",
    });
    expect(posts(atlas)).toBe(0);
  });

  test("of an upgrade that was started elsewhere and not seen waits ten minutes for it", async () => {
    using atlas = emulate({ clusters: [M0] });
    const startedAt = atlas.now();
    const run = resumeUpgrade(
      atlas.client(),
      { version: 1, groupId, name, target: "FLEX", sent: "unknown" },
      follow(atlas),
    );
    const phases = new Set<string>();
    const messages = new Set<string>();
    const iterating = (async () => {
      for await (const { phase, message } of run) {
        phases.add(phase);
        messages.add(message);
      }
    })();
    const error = await failureOf(run);
    await iterating.catch(() => {});
    expect([...phases]).toEqual(["probing", "waiting"]);
    expect([...messages].at(-1)).toBe("No upgrade has been seen yet, and the cluster is M0.");
    expect(error).toMatchObject({ reason: "unknown-outcome", token: { sent: "unknown", source: "M0" } });
    expect(error.message).toContain("no upgrade has been seen: the cluster has been M0 and IDLE for 10 minutes");
    expect(atlas.now() - startedAt).toBeLessThan(640_000);
  });

  test("of an upgrade that was started elsewhere follows it once it is seen, and a wrong target ends the run at once", async () => {
    const timeline = { ...medianTimeline, staleIdle: { fromS: 0, untilS: 300 } };
    using atlas = emulate({ clusters: [M0, { name: "ledger", tier: "M10" }], timeline });
    const first = new AbortController();
    const begun = start(atlas, { signal: first.signal });
    for await (const { phase } of begun) if (phase === "accepted") break;
    first.abort();
    const token = { version: 1, groupId, name, target: "FLEX", sent: "unknown" } as const;
    const run = resumeUpgrade(atlas.client(), token, follow(atlas));
    expect(await phasesOf(run)).toEqual(["probing", "waiting", "swapped", "reachable", "settled"]);
    expect(await run.result).toMatchObject({ outcome: "upgraded" });
    expect(run.toJSON()).toMatchObject({ underWay: true, source: "M0" });

    const before = atlas.now();
    const wrong = resumeUpgrade(atlas.client(), { ...token, name: "ledger", target: "M20" }, follow(atlas));
    expect((await failureOf(wrong)).message).toContain("there is no upgrade from M10 to M20");
    expect(atlas.now() - before).toBeLessThan(1_000);
  });

  test("of a request with an unknown outcome is not given up at the first status check, however old it is", async () => {
    const timeline = { ...medianTimeline, staleIdle: { fromS: 0, untilS: 900 } };
    using atlas = emulate({ clusters: [M0], timeline });
    const token = await kept(atlas, "unknown");
    atlas.pass(700);
    for (const sentAt of [token.sentAt ?? "", "2099-01-01T00:00:00Z"]) {
      const run = resumeUpgrade(atlas.client(), { ...token, sentAt }, follow(atlas));
      expect(await run.result).toMatchObject({ outcome: "upgraded" });
    }
  });

  test("may be a run, and its unknown properties are dropped", async () => {
    using atlas = emulate({ clusters: [M0] });
    const token = await kept(atlas, "yes");
    const afterwards = {
      operation: "updateFlexCluster",
      request: { name, groupId: "1".repeat(24), secret: "x", body: { tags, secret: "x" } },
    };
    const run = resumeUpgrade(atlas.client(), { ...token, afterwards, secret: "x" } as UpgradeToken, follow(atlas));
    expect(run.toJSON()).toEqual({
      ...token,
      afterwards: { operation: "updateFlexCluster", request: { name, body: { tags } } },
    });
    const again = resumeUpgrade(atlas.client(), run as unknown as UpgradeToken, follow(atlas));
    expect(again.toJSON()).toEqual(run.toJSON());
    await Promise.all([run.result, again.result]);
    expect(atlas.requests.every(({ url }) => !url.includes("1".repeat(24)))).toBe(true);
  });

  test.each<[string, object]>([
    ["version", { version: 2 }],
    ["groupId", { groupId: "x" }],
    ["target", { target: "M5" }],
    ["sent", { sent: "perhaps" }],
    ["sentAt", { sentAt: "yesterday" }],
    ["name", { name: 5 }],
    ["underWay", { underWay: "yes" }],
    ["afterwards", { afterwards: { operation: "upgradeFlexCluster" } }],
    ["afterwards", { target: "M10", afterwards: afterwards({ tags }) }],
    ["afterwards.request.body", { afterwards: afterwards(null) }],
    ["afterwards.request.body.tags", { afterwards: afterwards({ tags: "team" }) }],
    ["token", { toJSON: () => fail() }],
  ])("with an invalid %s is rejected", (property, wrong) => {
    using atlas = emulate({ clusters: [M0] });
    const token = { version: 1, groupId, name, target: "FLEX", sent: "yes", ...wrong } as UpgradeToken;
    expect(() => resumeUpgrade(atlas.client(), token)).toThrow(AtlasInvalidRequestError);
    expect(() => resumeUpgrade(atlas.client(), token)).toThrow(property);
  });
});
