import { existsSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { medianTimeline } from "../../src/testing/index.js";
import { BODY, CLUSTERS, cli, TAGS, TOKEN_FILE, typical } from "../support/cli.js";
import { emulate } from "../support/emulated.js";

// The last sentence of a plan, whose words may be on two lines.
const PLAN_END = /nine\s+in\s+ten\s+at\s+most\s+[\d:]+\.\n\n/;

describe("upgrade", () => {
  const agreed = ["upgrade", "shop-dev", "--yes"];

  test("writes to pipes the plan and a line for each change on standard error, and the result on standard output", async () => {
    using atlas = typical();
    const { code, stdout, stderr, folder } = await cli(atlas, agreed);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^shop-dev was upgraded to FLEX in 1\d:\d\d\.\nSet afterwards: tags\.\nRestart .*\nmongodb\+srv:\/\/shop-dev\S+\n$/,
    );
    const [, progress = ""] = stderr.split(PLAN_END);
    const lines = progress.split("\n").filter(Boolean);
    const phases = lines.map((line) => line.split("  ")[2]);
    expect([...new Set(phases)]).toEqual(
      ["accepted", "offline", "swapped", "reachable", "settled"].filter((p) => phases.includes(p)),
    );
    expect(phases).toContain("swapped");
    // A line a minute if nothing changes, and no more than that.
    const minutes = medianTimeline.idleS / 60;
    expect(lines.length).toBeGreaterThan(minutes - 2);
    expect(lines.length).toBeLessThan(minutes + 8);
    expect(stderr).not.toContain("\x1b");
    expect(existsSync(join(folder, TOKEN_FILE))).toBe(false);
    expect(atlas.accepted).toBe(1);
    expect(atlas.clusters()[0]).toMatchObject({ tier: "FLEX", tags: TAGS });
  });

  test("takes tags and the name from an old body", async () => {
    using atlas = emulate({ clusters: [{ name: "shop-dev", tier: "M0" }] });
    const { code, stdout } = await cli(atlas, ["upgrade", "--force", "-f", "-", "-o", "json"], { typed: BODY });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "upgraded", applied: { request: { body: { tags: TAGS } } } });
  });

  test.each([["upgrade"], ["upgrade", "-y"], ["watch", "--tier", "FLEX"]])(
    "reports for a cluster already on its target tier only that nothing was sent: %s %s",
    async (command, ...options) => {
      using atlas = typical();
      const { code, stdout, stderr, folder } = await cli(atlas, [command, "blog", ...options]);
      expect(code).toBe(0);
      expect(stderr).toBe(
        [
          "0:00  blog  waiting  IDLE  FLEX  The cluster is FLEX already; checking that it stays so.\n",
          "0:05  blog  settled  IDLE  FLEX  The cluster is FLEX and ready.\n",
        ].join(""),
      );
      expect(stdout).toMatch(/^blog is FLEX already; nothing was sent\.\nmongodb\+srv:\S+\n$/);
      expect(existsSync(join(folder, TOKEN_FILE))).toBe(false);
    },
  );

  test("adds missing settings of the body to a cluster already on its target tier", async () => {
    using atlas = emulate({ clusters: [{ name: "shop-dev", tier: "FLEX" }] });
    const { code, stdout } = await cli(atlas, ["upgrade", "-f", "-"], { typed: BODY });
    expect(code).toBe(0);
    expect(stdout).toContain("shop-dev is FLEX already; no upgrade was sent.\nAdded: tags.\n");
  });

  test.each([
    ["yes", "FLEX", 0],
    ["Y", "FLEX", 0],
    ["YES", "FLEX", 0],
    ["no", "FLEX", 3],
    ["", "FLEX", 3],
    ["shop-dev", "M10", 0],
    ["yes", "M10", 3],
  ])("asks in a terminal: %j for %s exits with %i", async (reply, tier, expected) => {
    using atlas = typical();
    const typed = `${reply}\n`;
    const { code, stderr } = await cli(atlas, ["upgrade", "shop-dev", "--tier", tier], { columns: 80, typed });
    expect(code).toBe(expected);
    expect(stderr).toContain(`Upgrade shop-dev to ${tier}? Type ${tier === "FLEX" ? "yes" : "shop-dev"} to continue: `);
    expect(stderr.endsWith("to continue: Declined; nothing was sent.\n")).toBe(expected === 3);
    expect(atlas.accepted).toBe(expected === 0 ? 1 : 0);
  });

  test("does not treat the end of the input as a yes", async () => {
    using atlas = typical();
    expect(await cli(atlas, ["upgrade", "shop-dev"], { columns: 80 })).toMatchObject({ code: 3, stdout: "" });
    expect(atlas.accepted).toBe(0);
  });

  test("does not ask without a terminal, and explains how to agree", async () => {
    using atlas = typical();
    const { code, stderr } = await cli(atlas, ["upgrade", "shop-dev"], { typed: "yes\n" });
    expect(code).toBe(2);
    expect(stderr).toContain("From M0 to FLEX");
    expect(stderr).toContain(
      "There is no terminal to ask in, and nothing was sent. To accept the plan above, add --yes",
    );
    expect(atlas.accepted).toBe(0);
  });

  test("does not ask if the body was typed until the input's end", async () => {
    using atlas = typical();
    const { code, stderr } = await cli(atlas, ["upgrade", "-f", "-"], { columns: 80, typed: BODY });
    expect(code).toBe(2);
    expect(stderr).toContain("Standard input has ended, so you can't be asked, and nothing was sent. To agree");
    expect(atlas.accepted).toBe(0);
  });

  test("sends nothing for a cluster already on its target tier", async () => {
    using atlas = typical();
    const { code, stdout } = await cli(atlas, ["upgrade", "blog"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^blog is FLEX already; nothing was sent\.\nmongodb\+srv:/);
  });

  test("shows one line in a terminal, which is redrawn and erased at the end", async () => {
    using atlas = typical();
    const { stderr } = await cli(atlas, [...agreed, "--tier", "M10"], { columns: 60 });
    const [, after = ""] = stderr.split(PLAN_END);
    const frames = after.split("\r\x1b[K").slice(1);
    expect(frames.length).toBeGreaterThan(600);
    expect(frames.at(-1)).toBe("");
    expect(frames.join("")).not.toContain("\n");
    const widths = frames.map((frame) => stripVTControlCharacters(frame).length);
    expect(Math.max(...widths)).toBeLessThan(60);
    expect(frames.find((frame) => frame.includes("\x1b[1mswapped"))).toMatch(/\[#*-+\] {2}\d+:\d\d of about \d+:\d\d/);
    using second = typical();
    const { stderr: plain } = await cli(second, agreed, { columns: 60, env: { NO_COLOR: "1" } });
    expect(plain.replaceAll("\r\x1b[K", "")).not.toContain("\x1b");
    using third = typical();
    const { stderr: dumb } = await cli(third, agreed, { columns: 60, env: { TERM: "dumb" } });
    expect(dumb).not.toContain("\x1b");
  });

  test("shows in a terminal what it waits for and what is wrong, but never over the question", async () => {
    using atlas = typical();
    atlas.fail(503, { times: 2 });
    const { stderr } = await cli(atlas, ["upgrade", "shop-dev"], {
      columns: 80,
      onWrite: (text, _, tick) => text.includes("to continue: ") && tick(),
    });
    const [before = "", after] = stripVTControlCharacters(stderr).split("to continue: ");
    expect(before).toContain("shop-dev  probing  0:00  waiting for Atlas\r");
    expect(before).toContain("shop-dev  probing  0:02  the last status check failed with 503");
    expect(after).toBe("Declined; nothing was sent.\n");
  });

  test("is done even if the cluster is not as described", async () => {
    using atlas = typical();
    const fetch: typeof atlas.fetch = async (...request) => {
      const response = await atlas.fetch(...request);
      const body: { connectionStrings?: object } = await response.json();
      const odd = { ...body, createDate: 5, connectionStrings: { standardSrv: { a: 1 } } };
      return Response.json(body.connectionStrings ? odd : body, response);
    };
    const { code, stdout } = await cli({ ...atlas, fetch }, agreed);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^shop-dev was upgraded to FLEX/) });
    expect(stdout).toContain("Its creation date, 5, does not prove");
    expect(stdout).toMatch(/\n\{"a":1\}\n$/);
  });

  test("exits with 1 if it fails, and with --json prints one object with all details", async () => {
    const timeline = { ...medianTimeline, deletingS: 60 };
    using atlas = emulate({ clusters: CLUSTERS, timeline });
    const { code, stdout, stderr } = await cli(atlas, [...agreed, "--json"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /deleting the cluster\.\nThe state .* is saved in .*\. Remove it before you start a new one\.\n$/,
    );
    expect(JSON.parse(stdout)).toMatchObject({
      error: { name: "AtlasUpgradeError", reason: "failed" },
      token: { name: "shop-dev", sent: "yes" },
    });
    expect(stderr).toContain("shop-dev");
  });

  test("keeps no token if Atlas rejects it: there is nothing to resume", async () => {
    using atlas = typical();
    atlas.respond("upgradeSharedCluster", { status: 402 });
    const { code, stderr, folder } = await cli(atlas, agreed);
    expect(code).toBe(1);
    expect(stderr).toContain("Atlas has rejected the upgrade: 402");
    expect(stderr).not.toContain("--resume");
    expect(existsSync(join(folder, TOKEN_FILE))).toBe(false);
  });

  test("reports wrong credentials, and shows none", async () => {
    using atlas = emulate({ clusters: CLUSTERS, credentials: { tokens: ["another-token"] } });
    const { code, stdout, stderr } = await cli(atlas, [...agreed, "--json"]);
    expect(code).toBe(1);
    expect(stderr).toContain("401");
    expect(stderr).toContain("The credentials were the first of these that are set: ACCESS_TOKEN, ");
    expect(stdout + stderr).not.toContain("token-of-today");
  });
});
