import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { cli, PROJECT, TOKEN_FILE, temporaryFolder, typical } from "../support/cli.js";
import { emulate } from "../support/emulated.js";

// Code that uses the SDK can do this, the command line can't.
const CODE = /resumeUpgrade|upgradeCluster|error\.token|confirm/;

describe("watch", () => {
  test.each([
    [[], 640, "no upgrade has been seen: the cluster has been M0 and IDLE for 10 minutes"],
    [["--watchTimeout", "60"], 61, "the time limit of 1 minute was reached, and no upgrade has been seen"],
  ])("reports that a cluster is not being upgraded, %j", async (args, seconds, message) => {
    using atlas = typical();
    const startedAt = atlas.now();
    const { code, stdout, stderr, folder } = await cli(atlas, ["watch", "shop-dev", "--tier", "flex", ...args]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(atlas.now() - startedAt).toBeLessThan(seconds * 1000);
    expect(stderr).toContain("  shop-dev  waiting  IDLE  M0  No upgrade has been seen yet, and the cluster is M0.");
    expect(stderr).not.toContain("under way");
    expect(stderr).toContain(message);
    expect(stderr).toContain(
      ["To upgrade it:\n\n  npx atlas-tenant-upgrade upgrade shop-dev --tier FLEX", ...args].join(" "),
    );
    expect(stderr).not.toMatch(CODE);
    expect(existsSync(join(folder, TOKEN_FILE))).toBe(false);
  });

  test.each([["mine.json"], [TOKEN_FILE]])("of an upgrade that was not started does not change %s", async (file) => {
    using atlas = typical();
    const folder = temporaryFolder();
    const token = { version: 1, groupId: PROJECT, name: "shop-dev", target: "FLEX", sent: "unknown" };
    writeFileSync(join(folder, file), JSON.stringify(token));
    const { code } = await cli(atlas, ["watch", "--resume", file], { folder });
    expect(code).toBe(1);
    expect(JSON.parse(readFileSync(join(folder, file), "utf8"))).toMatchObject(token);
  });

  test.each([
    ["ledger", "FLEX", 1, "there is no upgrade from M10 to FLEX"],
    ["nope", "FLEX", 1, "there is no such cluster"],
    ["ledger", "M10", 0, "ledger is M10 already; nothing was sent."],
  ])("of %s to %s exits at once with %i", async (name, tier, expected, message) => {
    using atlas = typical();
    const startedAt = atlas.now();
    const { code, stdout, stderr } = await cli(atlas, ["watch", name, "--tier", tier]);
    expect(code).toBe(expected);
    expect(stdout + stderr).toContain(message);
    expect(stderr).not.toContain("To upgrade it");
    expect(atlas.now() - startedAt).toBeLessThan(15_000);
  });

  test.each([["blog"], ["--tier", "M10"], ["--projectId", "1".repeat(24)]])(
    "rejects %s with the token of another upgrade",
    async (...args) => {
      using atlas = typical();
      const typed = JSON.stringify({ version: 1, groupId: PROJECT, name: "shop-dev", target: "FLEX", sent: "yes" });
      const { code, stderr } = await cli(atlas, ["watch", "--resume", "-", ...args], { typed });
      expect(code).toBe(2);
      expect(stderr).toContain(`belongs to the upgrade of shop-dev in ${PROJECT} to FLEX, not to ${args.at(-1)}`);
      expect(atlas.requests).toEqual([]);
    },
  );

  test("waits for an upgrade that was started elsewhere, and with --json prints an object per line", async () => {
    using atlas = typical();
    await atlas.client().upgradeFlexCluster({
      groupId: PROJECT,
      body: {
        name: "blog",
        clusterType: "REPLICASET",
        replicationSpecs: [
          {
            regionConfigs: [
              {
                providerName: "AWS",
                regionName: "US_EAST_1",
                priority: 7,
                electableSpecs: { instanceSize: "M10", nodeCount: 3 },
              },
            ],
          },
        ],
      },
    });
    const { code, stdout, stderr } = await cli(atlas, ["watch", "blog", "--tier", "M10", "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.length).toBeGreaterThan(5);
    expect(lines[0]).toMatchObject({ phase: "accepted" });
    expect(lines.at(-1)).toMatchObject({ outcome: "upgraded", connectionStrings: {} });
    expect(atlas.accepted).toBe(1);
  });

  test("can be resumed after it was stopped", async () => {
    using atlas = emulate({ clusters: [{ name: "shop-dev", tier: "M0", stateName: "UPDATING" }] });
    const { code, stderr, folder } = await cli(atlas, ["watch", "shop-dev", "--tier", "FLEX"], {
      onWrite: (text, send) => text.includes("UPDATING") && send("SIGINT"),
    });
    expect(code).toBe(130);
    expect(stderr).toContain(`watch --resume ${TOKEN_FILE}\n`);
    expect(JSON.parse(readFileSync(join(folder, TOKEN_FILE), "utf8"))).toMatchObject({
      ...{ sent: "unknown", underWay: true, target: "FLEX" },
    });
  });

  test.each([
    ["[]", 'is not a file that "upgrade" wrote'],
    ["{", "is not JSON"],
    ['{"groupId":"x","name":"a","version":1}', "token.groupId has a form that is not allowed"],
    ['{"groupId":"x","name":"a","version":2}', "token.version must be 1, as this version of the package writes it"],
  ])("rejects %s as a token, and does not change its file", async (content, message) => {
    using atlas = typical();
    const folder = temporaryFolder();
    writeFileSync(join(folder, "mine.json"), content);
    const { code, stderr } = await cli(atlas, ["watch", "--resume", "mine.json"], { folder });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^atlas-tenant-upgrade: mine\.json is not /);
    expect(stderr).toContain(message);
    expect(readFileSync(join(folder, "mine.json"), "utf8")).toBe(content);
    expect(atlas.requests).toEqual([]);
  });
});
