import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { medianTimeline } from "../../src/testing/index.js";
import { BODY, CLUSTERS, cli, PROJECT, TAGS, TOKEN_FILE, temporaryFolder, typical } from "../support/cli.js";
import { emulate } from "../support/emulated.js";
import { posts } from "../support/upgrades.js";

// Code that uses the SDK can do this, the command line can't.
const CODE = /resumeUpgrade|upgradeCluster|error\.token|confirm/;

describe("an interrupted upgrade", () => {
  const agreed = ["upgrade", "shop-dev", "--yes"];

  test("exits with 4 when its time is up and keeps the token, and watch --resume finishes it, including tags", async () => {
    using atlas = typical();
    const ended = await cli(atlas, [...agreed, "--watchTimeout", "5m", "--baseUrl", "https://atlas.example"]);
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain(
      "shop-dev: the time limit of 5 minutes was reached, and the cluster is not FLEX and ready yet (state UPDATING, tier ",
    );
    expect(ended.stderr).toContain(
      `npx atlas-tenant-upgrade watch --resume ${TOKEN_FILE} --watchTimeout 5m --baseUrl https://atlas.example\n`,
    );
    const resumed = await cli(atlas, ["watch", "--resume", TOKEN_FILE, "--baseUrl", "https://atlas.example"], {
      folder: ended.folder,
      env: { MONGODB_ATLAS_PROJECT_ID: "" },
    });
    expect(resumed).toMatchObject({ code: 0, stdout: expect.stringContaining("Set afterwards: tags.") });
    expect(existsSync(join(ended.folder, TOKEN_FILE))).toBe(false);
    expect(atlas.accepted).toBe(1);
    expect(atlas.clusters()[0]).toMatchObject({ tier: "FLEX", tags: TAGS });
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("stops waiting at once on %s, and prints the command that resumes it", async (signal, expected) => {
    using atlas = typical();
    const { code, stdout, stderr, folder } = await cli(atlas, agreed, {
      onWrite: (text, send) => text.includes("  swapped  ") && send(signal),
    });
    expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
    expect(stderr).toContain("The upgrade of shop-dev continues in Atlas.");
    expect(stderr.endsWith(`\n\n  npx atlas-tenant-upgrade watch --resume ${TOKEN_FILE}\n`)).toBe(true);
    expect(JSON.parse(readFileSync(join(folder, TOKEN_FILE), "utf8"))).toMatchObject({ version: 1, sent: "yes" });
  });

  test("is not said to continue in Atlas if the cluster was seen as ready", async () => {
    using atlas = typical();
    const { stderr } = await cli(atlas, agreed, {
      onWrite: (text, send) => /reachable {2}IDLE/.test(text) && send("SIGINT"),
    });
    expect(stderr).not.toContain("continues in Atlas");
    expect(stderr).toContain(`The state of the upgrade is saved in ${TOKEN_FILE}. To watch it again:`);
  });

  test("warns if the cluster's date does not show that it is the upgraded cluster", async () => {
    using atlas = emulate({ clusters: [{ name: "shop-dev", tier: "FLEX" }] });
    const sentAt = new Date(atlas.now()).toISOString();
    const token = { version: 1, groupId: PROJECT, name: "shop-dev", target: "FLEX", source: "M0", sent: "yes", sentAt };
    const { code, stdout } = await cli(atlas, ["watch", "--resume", "-"], { typed: JSON.stringify(token) });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining(
        "Its creation date, 2025-11-24T09:00:00Z, does not prove that it is the cluster that was",
      ),
    });
    expect(stdout).not.toContain("Requested but not seen");
  });

  test("sends nothing if it ends at the question", async () => {
    using atlas = typical();
    const { code, stderr, folder } = await cli(atlas, ["upgrade", "shop-dev"], {
      columns: 80,
      onWrite: (text, send) => text.includes("to continue") && send("SIGINT"),
    });
    expect(code).toBe(130);
    expect(stderr.endsWith("Nothing was sent.\n")).toBe(true);
    expect(existsSync(join(folder, TOKEN_FILE))).toBe(false);
    expect(atlas.accepted).toBe(0);
  });

  test("asks nothing more if it ends right before the question", async () => {
    using atlas = typical();
    const { code, stderr } = await cli(atlas, ["upgrade", "shop-dev"], {
      columns: 80,
      onWrite: (text, send) => text.includes("Before you continue") && send("SIGINT"),
    });
    await new Promise(setImmediate);
    expect(code).toBe(130);
    expect(stderr.endsWith("\n\nNothing was sent.\n")).toBe(true);
  });

  test.each(["upgrade", "watch"])("is continued by %s with the same name, including tags", async (again) => {
    using atlas = typical();
    const { folder } = await cli(atlas, agreed, {
      onWrite: (text, send) => text.includes("  swapped  ") && send("SIGINT"),
    });
    const { code, stdout, stderr } = await cli(atlas, [again, "shop-dev", "--tier", "FLEX"], { folder });
    expect(code).toBe(0);
    expect(stderr).toContain(`Resuming the upgrade saved in ${TOKEN_FILE}`);
    // How long it took is not known: it may have been done before.
    expect(stdout).toMatch(/^shop-dev was upgraded to FLEX\.\nSet afterwards: tags\.\n/);
    expect(atlas.accepted).toBe(1);
    expect(atlas.clusters()[0]).toMatchObject({ tags: TAGS });
    expect(existsSync(join(folder, TOKEN_FILE))).toBe(false);
  });

  test("keeps its own settings if it is continued with another body, and says so", async () => {
    using atlas = typical();
    const { folder } = await cli(atlas, agreed, {
      onWrite: (text, send) => text.includes("  swapped  ") && send("SIGINT"),
    });
    const typed = JSON.stringify({ ...JSON.parse(BODY), tags: [] });
    const { stderr } = await cli(atlas, [...agreed, "-f", "-"], { folder, typed });
    expect(stderr).toContain(`saved in ${TOKEN_FILE}, with its settings and not those of -. To start a new one`);
    expect(atlas.clusters()[0]).toMatchObject({ tags: TAGS });
  });

  test("exits with 4 if Atlas rejects its status checks, since the upgrade continues", async () => {
    using atlas = typical();
    const onWrite = (text: string) => {
      if (text.includes("  swapped  ")) atlas.respond("getFlexCluster", { status: 403, times: 1 });
    };
    const { code, stderr, folder } = await cli(atlas, agreed, { onWrite });
    expect(stderr).toMatch(/403 .*; the upgrade continues in Atlas\n/);
    expect(stderr).toContain(`watch --resume ${TOKEN_FILE}\n`);
    expect(code).toBe(4);
    const resumed = await cli(atlas, ["watch", "--resume", TOKEN_FILE], { folder });
    expect([resumed.code, atlas.accepted]).toEqual([0, 1]);
  });

  test("exits with 1 if the cluster is upgraded but a setting is rejected", async () => {
    using atlas = typical();
    atlas.respond("updateFlexCluster", { status: 403 });
    const { code, stderr } = await cli(atlas, agreed);
    expect(stderr).toContain("the cluster is FLEX now, but tags could not be set: 403");
    expect(code).toBe(1);
  });

  test("whose cluster stays what it was is not said to continue when its time is up", async () => {
    const timeline = { ...medianTimeline, staleIdle: { fromS: 0, untilS: Number.POSITIVE_INFINITY } };
    using atlas = emulate({ clusters: CLUSTERS, timeline });
    const { code, stderr } = await cli(atlas, [...agreed, "--watchTimeout", "20m"]);
    expect(code).toBe(4);
    expect(stderr).toContain(
      "the cluster has been M0 and IDLE for 20 minutes: the upgrade seems to have had no effect",
    );
    expect(stderr).not.toContain("continues in Atlas");
  });

  test("that was started elsewhere keeps the token too, with the settings that are still due", async () => {
    using atlas = typical();
    await cli(atlas, agreed, { onWrite: (text, send) => text.includes("  accepted  ") && send("SIGINT") });
    const { code, stderr, folder } = await cli(atlas, agreed, {
      onWrite: (text, send) => text.includes("  swapped  ") && send("SIGINT"),
    });
    expect(code).toBe(130);
    expect(stderr).toContain("The upgrade of shop-dev continues in Atlas.");
    const { code: resumed } = await cli(atlas, ["watch", "--resume", TOKEN_FILE], { folder });
    expect(resumed).toBe(0);
    expect(atlas.accepted).toBe(1);
    expect(atlas.clusters()[0]).toMatchObject({ tags: TAGS });
  });

  test("is not sent again by a second command started at the same time", async () => {
    using atlas = typical();
    const folder = temporaryFolder();
    const both = await Promise.all([cli(atlas, agreed, { folder }), cli(atlas, agreed, { folder })]);
    const [first, second] = both.sort((a, b) => a.code - b.code);
    expect([first?.code, second?.code, posts(atlas)]).toEqual([0, 2, 1]);
    expect(second?.stderr).toContain(`${TOKEN_FILE} already exists: another command may have just created it`);
    expect(first?.stdout).toContain("Set afterwards: tags.");
    expect(existsSync(join(folder, TOKEN_FILE))).toBe(false);
  });

  test("is not continued at another server, such as a mock for a rehearsal", async () => {
    using atlas = typical();
    const { folder } = await cli(atlas, agreed, {
      onWrite: (text, send) => text.includes("  swapped  ") && send("SIGINT"),
    });
    const before = readFileSync(join(folder, TOKEN_FILE), "utf8");
    using mock = emulate({ clusters: [{ name: "shop-dev", tier: "FLEX" }] });
    for (const args of [agreed, ["watch", "shop-dev", "--tier", "FLEX"], ["watch", "--resume", TOKEN_FILE]]) {
      const { code, stderr } = await cli(mock, [...args, "--baseUrl", "http://localhost:4010/"], { folder });
      expect(code).toBe(2);
      expect(stderr).toContain("at https://cloud.mongodb.com, and not at http://localhost:4010");
      expect(readFileSync(join(folder, TOKEN_FILE), "utf8")).toBe(before);
    }
    expect(mock.requests).toEqual([]);
    expect((await cli(atlas, ["watch", "--resume", TOKEN_FILE], { folder })).code).toBe(0);
  });

  test("with an unknown outcome prints how to continue, and keeps the token", async () => {
    using atlas = typical();
    atlas.fail("reset", { matching: "upgradeSharedCluster" });
    const env = { MONGODB_ATLAS_PROJECT_ID: "1".repeat(24) };
    const { code, stderr, folder } = await cli(atlas, [...agreed, "--projectId", PROJECT], { env });
    expect(code).toBe(1);
    expect(stderr).toContain(`upgrade shop-dev --tier FLEX --yes --projectId ${PROJECT}\n`);
    expect(stderr).toContain("That proves nothing");
    expect(stderr).toContain(`if nothing is under way there, remove ${TOKEN_FILE} and upgrade it again:`);
    expect(stderr).not.toMatch(CODE);
    expect(stderr).toContain(`watch --resume ${TOKEN_FILE}`);
    expect(JSON.parse(readFileSync(join(folder, TOKEN_FILE), "utf8"))).toMatchObject({ sent: "unknown" });
  });

  test("names all options that were given in the commands to type, quoted for the shell", async () => {
    using atlas = typical();
    atlas.fail("reset", { matching: "upgradeSharedCluster" });
    const folder = temporaryFolder();
    writeFileSync(join(folder, "-it's $HOME.json"), BODY);
    const given = ["--file=-it's $HOME.json", "--watchTimeout", "20m", "-o", "json"];
    const { code, stderr } = await cli(atlas, ["upgrade", "shop-dev", ...given, "-y"], { folder });
    expect(code).toBe(1);
    const file = "'--file=-it'\\''s $HOME.json'";
    const [watch, upgrade] = stderr.split("\n").filter((line) => line.startsWith("  npx "));
    expect(watch).toBe(`  npx atlas-tenant-upgrade watch --resume ${TOKEN_FILE} --watchTimeout 20m --output json`);
    expect(upgrade).toBe(
      `  npx atlas-tenant-upgrade upgrade shop-dev --tier FLEX ${file} --watchTimeout 20m --output json --yes`,
    );
  });
});
