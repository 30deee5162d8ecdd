import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type CliOptions, cli, PROJECT, TAGS, TOKEN_FILE, temporaryFolder, typical } from "../support/cli.js";
import { emulate } from "../support/emulated.js";

describe("an upgrade that is left alone", () => {
  const agreed = ["upgrade", "shop-dev", "--yes"];

  test("whose time is up exits with 4 and leaves the token, and watch --resume finishes, tags included", async () => {
    using atlas = typical();
    const ended = await cli(atlas, [...agreed, "--watchTimeout", "5m", "--baseUrl", "https://atlas.example"]);
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain(
      "The time is up, and the upgrade of shop-dev to FLEX is not finished (last seen: UPDATING, ",
    );
    expect(ended.stderr).toContain(
      `npx atlas-tenant-upgrade watch --resume ${TOKEN_FILE} --baseUrl https://atlas.example\n`,
    );
    const resumed = await cli(atlas, ["watch", "--resume", TOKEN_FILE], {
      folder: ended.folder,
      env: { MONGODB_ATLAS_PROJECT_ID: "" },
    });
    expect(resumed).toMatchObject({ code: 0, stdout: expect.stringContaining("Set afterwards: tags.") });
    expect(resumed.stderr).toContain(`${TOKEN_FILE} is not needed any more`);
    expect(atlas.accepted).toBe(1);
    expect(atlas.clusters()[0]).toMatchObject({ tier: "FLEX", tags: TAGS });
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("ended by %s stops waiting at once and prints the line that resumes", async (signal, expected) => {
    using atlas = typical();
    const { code, stdout, stderr, folder } = await cli(atlas, agreed, {
      onWrite: (text, send) => text.includes("  swapped  ") && send(signal),
    });
    expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
    expect(stderr).toContain("Atlas goes on with shop-dev, whether it is watched or not.");
    expect(stderr.endsWith(`\n\n  npx atlas-tenant-upgrade watch --resume ${TOKEN_FILE}\n`)).toBe(true);
    expect(JSON.parse(readFileSync(join(folder, TOKEN_FILE), "utf8"))).toMatchObject({ version: 1, sent: "yes" });
  });

  test("ended while it asks has sent nothing", async () => {
    using atlas = typical();
    const { code, stderr, folder } = await cli(atlas, ["upgrade", "shop-dev"], {
      columns: 80,
      onWrite: (text, send) => text.includes("to go on") && send("SIGINT"),
    });
    expect(code).toBe(130);
    expect(stderr.endsWith("Nothing was sent.\n")).toBe(true);
    expect(existsSync(join(folder, TOKEN_FILE))).toBe(false);
    expect(atlas.accepted).toBe(0);
  });

  test("keeps the token before it sends, so that a process that is killed can be resumed", async () => {
    using atlas = typical();
    const folder = temporaryFolder();
    const kept: unknown[] = [];
    const { fetch } = atlas;
    const watched = Object.assign(Object.create(atlas) as typeof atlas, {
      fetch: (...[url, init]: Parameters<typeof fetch>) => {
        if (init?.method === "POST") kept.push(JSON.parse(readFileSync(join(folder, TOKEN_FILE), "utf8")));
        return fetch(url, init);
      },
    });
    await cli(watched, agreed, { folder });
    expect(kept).toEqual([expect.objectContaining({ sent: "unknown", target: "FLEX", groupId: PROJECT })]);
  });

  test("keeps the token elsewhere where the folder takes no file, and shows it where nothing does", async () => {
    const folder = join(temporaryFolder(), "a-file", "folder");
    writeFileSync(join(folder, ".."), "");
    const interrupted = async (temporary: string) => {
      using atlas = typical();
      const onWrite: CliOptions["onWrite"] = (text, send) => text.includes("  swapped  ") && send("SIGINT");
      return (await cli(atlas, agreed, { folder, temporary, onWrite })).stderr;
    };
    const elsewhere = temporaryFolder();
    const file = join(elsewhere, TOKEN_FILE);
    expect(await interrupted(elsewhere)).toContain(`watch --resume ${file}\n`);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ sent: "yes" });
    const stderr = await interrupted(folder);
    expect(stderr).toContain("watch --resume -\n");
    const [typed = ""] = /\{"version".*?\}(?= To watch)/.exec(stderr) ?? [];
    using atlas = emulate({ clusters: [{ name: "shop-dev", tier: "FLEX", tags: TAGS }] });
    expect((await cli(atlas, ["watch", "--resume", "-"], { typed })).code).toBe(0);
  });

  test("whose outcome is not known says how to go on, and keeps the token", async () => {
    using atlas = typical();
    atlas.fail("reset", { matching: "upgradeSharedCluster" });
    const { code, stderr, folder } = await cli(atlas, agreed);
    expect(code).toBe(1);
    expect(stderr).toContain("That proves nothing");
    expect(stderr).toContain(`watch --resume ${TOKEN_FILE}`);
    expect(JSON.parse(readFileSync(join(folder, TOKEN_FILE), "utf8"))).toMatchObject({ sent: "unknown" });
  });
});

describe("watch", () => {
  test("waits for somebody else's upgrade, and with --json prints an object in each line", async () => {
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

  test("that is stopped can be resumed as well", async () => {
    using atlas = emulate({ clusters: [{ name: "shop-dev", tier: "M0", stateName: "UPDATING" }] });
    const { code, stderr, folder } = await cli(atlas, ["watch", "shop-dev", "--tier", "FLEX"], {
      onWrite: (text, send) => text.includes("UPDATING") && send("SIGINT"),
    });
    expect(code).toBe(130);
    expect(stderr).toContain(`watch --resume ${TOKEN_FILE}\n`);
    expect(JSON.parse(readFileSync(join(folder, TOKEN_FILE), "utf8"))).toMatchObject({ sent: "yes", target: "FLEX" });
  });

  test.each([
    ["[]", "is not the token of an upgrade"],
    ["{", "is not JSON"],
    ['{"groupId":"x","version":1}', "groupId has a form that is not allowed"],
  ])("rejects %s for a token", async (typed, message) => {
    using atlas = typical();
    const { code, stderr } = await cli(atlas, ["watch", "--resume", "-"], { typed });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(atlas.requests).toEqual([]);
  });
});
