import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { BODY, cli, PROJECT, TAGS, temporaryFolder, typical } from "../support/cli.js";
import { emulate } from "../support/emulated.js";

describe("plan", () => {
  test("makes a plan of a body, from a file or a pipe, without the network", async () => {
    using atlas = typical();
    const folder = temporaryFolder();
    writeFileSync(join(folder, "body.json"), BODY);
    const env = { ACCESS_TOKEN: "", MONGODB_ATLAS_PROJECT_ID: "" };
    const ofFile = await cli(atlas, ["plan", "-f", "body.json"], { folder, env });
    expect(ofFile).toMatchObject({ code: 0, stderr: "" });
    expect(ofFile.stdout).toContain("replaced    providerSettings.providerName = FLEX\n            instead of");
    expect(ofFile.stdout).toContain("POST /api/atlas/v2/groups/{groupId}/clusters/tenantUpgrade\n");
    expect(ofFile.stdout).toContain("It is not known how long it takes");
    const toDedicated = ["plan", "-f", "body.json", "--tier", "M10", "--from", "M0"];
    expect((await cli(atlas, toDedicated, { folder, env })).stdout).toMatch(/Recorded upgrades took 1\d:\d\d/);
    expect(ofFile.stdout.replace(/\s+/g, " ")).toContain(
      "as if shop-dev were M0. To plan from the cluster itself, use",
    );
    const { stdout: ofProject } = await cli(atlas, ["plan", "-f", "body.json"], { folder });
    expect(ofProject).toContain(`POST /api/atlas/v2/groups/${PROJECT}/clusters/tenantUpgrade\n`);
    expect((await cli(atlas, ["plan"], { typed: BODY, env })).stdout).toBe(ofFile.stdout);
    expect((await cli(atlas, ["plan", "-f", "-"], { typed: BODY, env, columns: 80 })).stdout).toBe(ofFile.stdout);
    const json = await cli(atlas, ["plan", "-o", "json", "--tier", "m10", "--from", "flex"], { typed: BODY, env });
    expect(JSON.parse(json.stdout)).toMatchObject({
      source: "FLEX",
      target: "M10",
      operation: "upgradeFlexCluster",
      request: { body: { name: "shop-dev", tags: TAGS } },
    });
    expect(atlas.requests).toEqual([]);
  });

  test.each([
    ["", "Standard input is empty; it should be the body for tenantUpgradeToServerless, since no cluster is named"],
    ['{\n  "name": "a"\n  "tags": []\n}', "Standard input is not JSON (see line 3); it should be the body for"],
    ['{\0"\0', "Standard input is not JSON in UTF-8"],
    ['{"name":"a"}', "Standard input: providerSettings is missing"],
    ["[]", "Standard input: body is an array"],
  ])("rejects %j with the reason", async (typed, message) => {
    using atlas = typical();
    const { code, stderr } = await cli(atlas, ["plan"], { typed });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test("reports all that is wrong in a body, with the locations", async () => {
    using atlas = typical();
    const typed = JSON.stringify({ name: "a", providerSettings: { regionName: 5 }, tags: [{ key: "a" }] });
    const { code, stderr } = await cli(atlas, ["upgrade", "a", "-f", "-", "--watchTimeout", "soon"], { typed });
    expect(code).toBe(2);
    const lines = ["providerSettings.backingProviderName", "providerSettings.regionName", "tags[0].value"];
    expect(stderr.split("\n").slice(0, -1)).toEqual([
      ...lines.map((location) => expect.stringContaining(`Standard input: ${location} is `)),
      expect.stringContaining("--watchTimeout must be"),
    ]);
  });

  test("shows what can't be undone for an existing cluster, and sends no upgrade", async () => {
    using atlas = typical();
    const { code, stdout, stderr } = await cli(atlas, ["plan", "shop-dev", "--tier", "M10"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`POST /api/atlas/v2/groups/${PROJECT}/clusters/tenantUpgrade\n`);
    expect(stdout).toContain("current backup snapshots are deleted for good");
    expect(stdout).toMatch(/Recorded upgrades took 1\d:\d\d/);
    const { stdout: json } = await cli(atlas, ["plan", "shop-dev", "--json"]);
    expect(JSON.parse(json)).toMatchObject({
      source: "M0",
      target: "FLEX",
      afterwards: { request: { body: { tags: TAGS } } },
    });
    expect(atlas.accepted).toBe(0);
    expect(atlas.requests.every(({ method }) => method === "GET")).toBe(true);
  });

  test.each([
    ["ledger", "FLEX", "there is no upgrade from M10 to FLEX; nothing was sent"],
    ["ledger", "M20", "there is no upgrade from M10 to M20; a dedicated cluster is resized instead"],
    ["nope", "FLEX", "there is no such cluster"],
  ])("reports for %s that there is no upgrade to %s", async (name, tier, message) => {
    using atlas = typical();
    const { code, stdout, stderr } = await cli(atlas, ["plan", name, "--tier", tier]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(message);
  });

  test("reports for a cluster already on its target tier that no upgrade is needed, without an error", async () => {
    using atlas = typical();
    const [text, json] = [await cli(atlas, ["plan", "blog"]), await cli(atlas, ["plan", "blog", "--json"])];
    expect(text).toMatchObject({ code: 0, stdout: "blog is FLEX already: no upgrade is needed.\n" });
    expect(JSON.parse(json.stdout)).toEqual({ outcome: "already-there", name: "blog", target: "FLEX" });
  });

  test.each([["plan"], ["status"], ["upgrade"]])("a failing %s prints one object with --json", async (command) => {
    using atlas = typical();
    const { code, stdout } = await cli(atlas, [command, "nope", "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { message: expect.any(String), status: 404, errorCode: "CLUSTER_NOT_FOUND" },
    });
    const { stdout: usage } = await cli(atlas, [command, "a", "b", "-o", "json"]);
    expect(JSON.parse(usage)).toEqual({
      error: { name: "UsageError", message: expect.stringContaining("One cluster") },
    });
    const env = { MONGODB_ATLAS_OUTPUT: "json" };
    for (const args of [[command], [command, "--bad", "-o", "json"], [command, "--json=x", "--json"]]) {
      const { stdout } = await cli(atlas, args, { typed: "x", env: args.length > 1 ? {} : env });
      expect(JSON.parse(stdout)).toMatchObject({ error: { name: "UsageError" } });
    }
    const { stdout: noProfile } = await cli(atlas, [command, "a", "-P", "nope"], { env });
    expect(JSON.parse(noProfile)).toMatchObject({ error: { name: "AtlasConfigurationError" } });
  });

  test("says within seconds that Atlas can't be reached, and shows in a terminal what it waits for", async () => {
    using atlas = typical();
    const startedAt = atlas.now();
    const fetch = () => Promise.reject(new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } }));
    const log = await cli({ ...atlas, fetch }, ["plan", "shop-dev"]);
    expect(log).toMatchObject({ code: 1, stdout: "" });
    expect(log.stderr).toMatch(/^0:00 {2}shop-dev {2}probing {2}.*failed with ECONNREFUSED\n.*\(ECONNREFUSED\)\n$/);
    expect(atlas.now() - startedAt).toBeLessThan(10_000);
    for (const command of ["plan", "status"]) {
      const { stderr } = await cli({ ...atlas, fetch }, [command, "shop-dev"], { columns: 80, env: { NO_COLOR: "1" } });
      const [, first, ...frames] = stderr.split("\r\x1b[K");
      expect(first).toBe("shop-dev  probing  0:00  waiting for Atlas");
      expect(frames.at(-1)).toMatch(/^atlas-tenant-upgrade: /);
    }
  });

  test("suggests watch for a cluster that is being changed", async () => {
    using atlas = typical();
    await atlas.client().upgradeSharedCluster({
      groupId: PROJECT,
      body: {
        name: "shop-dev",
        providerSettings: { providerName: "AWS", instanceSizeName: "M10", regionName: "US_EAST_1" },
      },
    });
    atlas.pass(5);
    const { code, stderr } = await cli(atlas, ["plan", "shop-dev"]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'shop-dev is being changed. If this is an upgrade, "watch shop-dev --tier TIER" waits for it',
    );
  });
});

describe("status", () => {
  test.each([
    ["shop-dev", "M0", "Atlas made it Free (M0)", "It can become Flex"],
    ["blog", "FLEX", "Atlas made it Flex", "It can become dedicated"],
    ["ledger", "M10", "Atlas made it dedicated", "It is dedicated: there is no further upgrade"],
  ])(
    "shows for %s that it is %s, the rule if it was serverless, and the possible upgrades",
    async (name, tier, rule, next) => {
      using atlas = typical();
      const { code, stdout, stderr } = await cli(atlas, ["status", name]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(new RegExp(`^tier +${tier}\n`, "m"));
      expect(stdout.replace(/\s+/g, " ")).toContain(`Only if it was a serverless instance: ${rule}`);
      expect(stdout).toContain(next);
      const { stdout: json } = await cli(atlas, ["status", name, "--json"]);
      expect(JSON.parse(json)).toMatchObject({ name, tier, stateName: "IDLE", groupId: PROJECT });
      expect(JSON.parse(json).formerServerless).toContain(rule);
      expect(JSON.parse(json).next).toEqual([expect.stringContaining(next)]);
    },
  );

  test("reports a missing cluster, and one that is being changed", async () => {
    using atlas = emulate({ clusters: [{ name: "busy", tier: "M0", stateName: "UPDATING" }] });
    expect((await cli(atlas, ["status", "busy"], { columns: 120 })).stdout).toContain('"watch busy --tier TIER" waits');
    const { code, stderr } = await cli(atlas, ["status", "nope"]);
    expect(code).toBe(1);
    expect(stderr).toContain("404 CLUSTER_NOT_FOUND");
  });
});
