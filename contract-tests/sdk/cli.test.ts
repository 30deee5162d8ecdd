import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { version } from "../../src/index.js";
import { medianTimeline } from "../../src/testing/index.js";
import { type CliOptions, cli, PROJECT, temporaryFolder } from "../support/cli.js";
import { emulate } from "../support/emulated.js";

const TAGS = [{ key: "team", value: "storefront" }];
const BODY = JSON.stringify({
  name: "shop-dev",
  providerSettings: { providerName: "SERVERLESS", backingProviderName: "AWS", regionName: "US_EAST_1" },
  tags: TAGS,
});
const CLUSTERS = [
  { name: "shop-dev", tier: "M0", tags: TAGS },
  { name: "blog", tier: "FLEX" },
  { name: "ledger", tier: "M10" },
] as const;
const COMMANDS = ["status", "plan", "upgrade", "watch"];
const TOKEN_FILE = "atlas-upgrade-shop-dev.json";
const typical = () => emulate({ clusters: CLUSTERS });

describe("help", () => {
  test.each([[[]], ...COMMANDS.map((name) => [[name]])])(
    "%j --help fits into 80 columns and 32 lines",
    async (words) => {
      using atlas = typical();
      const { code, stdout, stderr } = await cli(atlas, [...words, "--help"]);
      expect([code, stderr]).toEqual([0, ""]);
      const lines = stdout.split("\n");
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
      expect(lines.length).toBeLessThanOrEqual(33);
      expect(stdout).toContain(words.length > 0 ? `npx atlas-tenant-upgrade ${words[0]}` : "watch");
    },
  );

  test("is given without a command as well, as an error, and in the form that git has", async () => {
    using atlas = typical();
    const { stdout: help } = await cli(atlas, ["--help"]);
    expect(await cli(atlas, [])).toMatchObject({ code: 2, stdout: "", stderr: help });
    expect((await cli(atlas, ["help", "plan"])).stdout).toBe((await cli(atlas, ["plan", "-h"])).stdout);
    expect(await cli(atlas, ["--version"])).toMatchObject({ code: 0, stdout: `${version}\n` });
    expect(atlas.requests).toEqual([]);
  });

  test.each([
    [["upgrad", "shop-dev"], '"upgrad" is not a command; there are status, plan, upgrade, watch'],
    [["plan", "--resume", "x"], "--resume is not an option of plan"],
    [["upgrade", "--tier"], "--tier needs a value"],
    [["upgrade"], "Which cluster? Give its name"],
    [["upgrade", "a", "b"], "One cluster at a time; there are 2 names"],
    [["upgrade", "a", "--tier", "M5"], "target must be FLEX or a dedicated size"],
    [["upgrade", "../a"], "name"],
    [["upgrade", "a", "--watchTimeout", "soon"], "--watchTimeout must be seconds, such as 3600"],
    [["upgrade", "a", "--watchTimeout", "0"], "--watchTimeout must be seconds, such as 3600"],
    [["upgrade", "a", "-o", "yaml"], "--output must be json or text"],
    [["upgrade", "a", "-f", "none.json"], "none.json can't be read: ENOENT"],
    [["upgrade", "a", "--baseUrl", "http://cloud.mongodb.com"], "baseUrl must be https"],
    [["upgrade", "a", "--projectId", "x"], "groupId"],
    [["upgrade", "a", "--clientSecret", "hidden"], "credentials are not taken as arguments"],
    [["watch", "a"], "What is it becoming? Give --tier"],
    [["watch", "--resume", "none.json"], "none.json can't be read"],
    [["plan", "-f", "-", "--tier", "M10"], "What is the cluster today? Give --from M0 or --from FLEX"],
    [["plan", "shop-dev", "--from", "M0"], "--from is for a body without a cluster"],
    [["plan", "-f", "-", "--from", "M2"], "M2 is history"],
  ])("%j is wrong: exit 2, and nothing is sent", async (args, message) => {
    using atlas = typical();
    const { code, stdout, stderr } = await cli(atlas, args, { typed: BODY });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("hidden");
    expect(atlas.requests).toEqual([]);
  });
});

describe("plan", () => {
  test("of a body, from a file or through a pipe, asks nobody", async () => {
    using atlas = typical();
    const folder = temporaryFolder();
    writeFileSync(join(folder, "body.json"), BODY);
    const env = { ACCESS_TOKEN: "", MONGODB_ATLAS_PROJECT_ID: "" };
    const ofFile = await cli(atlas, ["plan", "-f", "body.json"], { folder, env });
    expect(ofFile).toMatchObject({ code: 0, stderr: "" });
    expect(ofFile.stdout).toContain("replaced    providerSettings.providerName = FLEX\n            in place of");
    expect(ofFile.stdout).toContain("POST /api/atlas/v2/groups/{groupId}/clusters/tenantUpgrade\n");
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
    ["", "Standard input is not JSON; it should be the body for tenantUpgradeToServerless"],
    ['{"name":"a"}', "providerSettings is missing"],
  ])("of %j says what is wrong", async (typed, message) => {
    using atlas = typical();
    const { code, stderr } = await cli(atlas, ["plan"], { typed });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test("of a cluster as it is shows what can't be undone, and sends nothing", async () => {
    using atlas = typical();
    const { code, stdout, stderr } = await cli(atlas, ["plan", "shop-dev", "--tier", "M10"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`POST /api/atlas/v2/groups/${PROJECT}/clusters/tenantUpgrade\n`);
    expect(stdout).toContain("snapshots of the cluster as it is now are deleted for good");
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
    ["ledger", "there is no upgrade from M10 to FLEX", 1],
    ["blog", "blog is FLEX already: there is nothing to send", 2],
    ["nope", "there is no such cluster", 1],
  ])("of %s says that there is none", async (name, message, expected) => {
    using atlas = typical();
    const { code, stdout, stderr } = await cli(atlas, ["plan", name]);
    expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
    expect(stderr).toContain(message);
  });

  test("of a cluster that is being upgraded says to watch it", async () => {
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
    expect(stderr).toContain('shop-dev is being upgraded: "watch shop-dev" waits for it');
  });
});

describe("status", () => {
  test.each([
    ["shop-dev", "M0", "Atlas made it Free (M0)", "It can become Flex"],
    ["blog", "FLEX", "Atlas made it Flex", "It can become dedicated"],
    ["ledger", "M10", "Atlas made it dedicated", ""],
  ])("of %s: it is %s, by which rule if it was serverless, and what it can become", async (name, tier, rule, next) => {
    using atlas = typical();
    const { code, stdout, stderr } = await cli(atlas, ["status", name]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`^tier +${tier}\n`, "m"));
    expect(stdout.replace(/\s+/g, " ")).toContain(`If it was a serverless instance: ${rule}`);
    expect(stdout).toContain(next);
    const { stdout: json } = await cli(atlas, ["status", name, "--json"]);
    expect(JSON.parse(json)).toMatchObject({ name, tier, stateName: "IDLE", groupId: PROJECT });
    expect(JSON.parse(json).formerServerless).toContain(rule);
  });

  test("of what is not there, or is being changed", async () => {
    using atlas = emulate({ clusters: [{ name: "busy", tier: "M0", stateName: "UPDATING" }] });
    expect((await cli(atlas, ["status", "busy"], { columns: 120 })).stdout).toContain('"watch busy --tier TIER" waits');
    const { code, stderr } = await cli(atlas, ["status", "nope"]);
    expect(code).toBe(1);
    expect(stderr).toContain("404 CLUSTER_NOT_FOUND");
  });
});

describe("upgrade", () => {
  const agreed = ["upgrade", "shop-dev", "--yes"];

  test("through a pipe: the plan and a line for each change on standard error, the result on standard output", async () => {
    using atlas = typical();
    const { code, stdout, stderr, folder } = await cli(atlas, agreed);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^shop-dev is upgraded to FLEX, after 1\d:\d\d\.\nSet afterwards: tags\.\nRestart .*\nmongodb\+srv:\/\/shop-dev\S+\n$/,
    );
    const [, progress = ""] = stderr.split(/go on:\n\n(?:- .*\n| {2}.*\n)+\n/);
    const lines = progress.split("\n").filter(Boolean);
    const phases = lines.map((line) => line.split("  ")[2]);
    expect([...new Set(phases)]).toEqual(
      ["accepted", "offline", "swapped", "reachable", "settled"].filter((p) => phases.includes(p)),
    );
    expect(phases).toContain("swapped");
    // A line a minute where nothing changes, and no more than that.
    const minutes = medianTimeline.idleS / 60;
    expect(lines.length).toBeGreaterThan(minutes - 2);
    expect(lines.length).toBeLessThan(minutes + 8);
    expect(stderr).not.toContain("\x1b");
    expect(existsSync(join(folder, TOKEN_FILE))).toBe(false);
    expect(atlas.accepted).toBe(1);
    expect(atlas.clusters()[0]).toMatchObject({ tier: "FLEX", tags: TAGS });
  });

  test("takes tags from the body that somebody still has, and the name as well", async () => {
    using atlas = emulate({ clusters: [{ name: "shop-dev", tier: "M0" }] });
    const { code, stdout } = await cli(atlas, ["upgrade", "--force", "-f", "-", "-o", "json"], { typed: BODY });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "upgraded", applied: { request: { body: { tags: TAGS } } } });
  });

  test.each([
    ["yes", "FLEX", 0],
    ["Y", "FLEX", 0],
    ["no", "FLEX", 3],
    ["", "FLEX", 3],
    ["shop-dev", "M10", 0],
    ["yes", "M10", 3],
  ])("asks in a terminal: %j for %s exits with %i", async (answer, tier, expected) => {
    using atlas = typical();
    const typed = `${answer}\n`;
    const { code, stderr } = await cli(atlas, ["upgrade", "shop-dev", "--tier", tier], { columns: 80, typed });
    expect(code).toBe(expected);
    expect(stderr).toContain(`Upgrade shop-dev to ${tier}? Type ${tier === "FLEX" ? "yes" : "shop-dev"} to go on: `);
    expect(atlas.accepted).toBe(expected === 0 ? 1 : 0);
  });

  test("does not take the end of the input for a yes", async () => {
    using atlas = typical();
    expect(await cli(atlas, ["upgrade", "shop-dev"], { columns: 80 })).toMatchObject({ code: 3, stdout: "" });
    expect(atlas.accepted).toBe(0);
  });

  test("without a terminal asks nobody, and says how to agree", async () => {
    using atlas = typical();
    const { code, stderr } = await cli(atlas, ["upgrade", "shop-dev"], { typed: "yes\n" });
    expect(code).toBe(2);
    expect(stderr).toContain("From M0 to FLEX");
    expect(stderr).toContain(
      "There is no terminal to ask in, and nothing was sent. To agree to the plan above, add --yes",
    );
    expect(atlas.accepted).toBe(0);
  });

  test("of a cluster that is what it was to become, sends nothing", async () => {
    using atlas = typical();
    const { code, stdout } = await cli(atlas, ["upgrade", "blog"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^blog is FLEX already; nothing was sent\.\nmongodb\+srv:/);
  });

  test("in a terminal is one line that is drawn anew and erased at the end", async () => {
    using atlas = typical();
    const { stderr } = await cli(atlas, [...agreed, "--tier", "M10"], { columns: 60 });
    const frames = stderr.split("\r\x1b[K").slice(1);
    expect(frames.length).toBeGreaterThan(600);
    expect(frames.at(-1)).toBe("");
    expect(frames.join("")).not.toContain("\n");
    const widths = frames.map((frame) => stripVTControlCharacters(frame).length);
    expect(Math.max(...widths)).toBeLessThan(60);
    expect(frames.find((frame) => frame.includes("\x1b[1mswapped"))).toMatch(/\[#*-+\] {2}\d+:\d\d of about \d+:\d\d/);
    const { stderr: plain } = await cli(emulate({ clusters: CLUSTERS }), agreed, {
      columns: 60,
      env: { NO_COLOR: "1" },
    });
    expect(plain.replaceAll("\r\x1b[K", "")).not.toContain("\x1b");
    const { stderr: dumb } = await cli(emulate({ clusters: CLUSTERS }), agreed, { columns: 60, env: { TERM: "dumb" } });
    expect(dumb).not.toContain("\x1b");
  });

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
        if (init.method === "POST") kept.push(JSON.parse(readFileSync(join(folder, TOKEN_FILE), "utf8")));
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

  test("that fails exits with 1, and with --json prints one object that says all", async () => {
    const timeline = { ...medianTimeline, deletingS: 60 };
    using atlas = emulate({ clusters: CLUSTERS, timeline });
    const { code, stdout, stderr } = await cli(atlas, [...agreed, "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { name: "AtlasUpgradeError", reason: "failed" },
      token: { name: "shop-dev", sent: "yes" },
    });
    expect(stderr).toContain("shop-dev");
  });

  test("that Atlas rejects leaves no token: there is nothing to resume", async () => {
    using atlas = typical();
    atlas.respond("upgradeSharedCluster", { status: 402 });
    const { code, stderr, folder } = await cli(atlas, agreed);
    expect(code).toBe(1);
    expect(stderr).toContain("Atlas has rejected the upgrade: 402");
    expect(stderr).not.toContain("--resume");
    expect(existsSync(join(folder, TOKEN_FILE))).toBe(false);
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

  test("whose credentials are wrong says so, and shows none", async () => {
    using atlas = emulate({ clusters: CLUSTERS, credentials: { tokens: ["another-token"] } });
    const { code, stdout, stderr } = await cli(atlas, [...agreed, "--json"]);
    expect(code).toBe(1);
    expect(stderr).toContain("401");
    expect(stdout + stderr).not.toContain("token-of-today");
  });
});

test("what Atlas says can't draw on the terminal", async () => {
  using atlas = emulate({ clusters: [{ name: "shop-dev", tier: "M0", region: "US\x1b[2J\x9b\u202eX\r\n" }] });
  for (const args of [
    ["plan", "shop-dev"],
    ["status", "shop-dev"],
    ["upgrade", "shop-dev"],
  ]) {
    const { stdout, stderr } = await cli(atlas, args);
    expect(stdout + stderr).not.toMatch(/\p{Cc}(?<!\n)|\u202e/u);
  }
  expect((await cli(atlas, ["plan", "shop-dev"])).stdout).toContain("regionName = US [2J X\n");
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

describe("settings", () => {
  const profiles = (toml: string) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, ".config", "atlascli"), { recursive: true });
    writeFileSync(join(folder, ".config", "atlascli", "config.toml"), toml);
    return folder;
  };
  const TOML = `[default]
project_id = "${PROJECT}"
base_url = "https://profile.example"
output = "json"
access_token = "token-of-the-profile"
[government]
service = "cloudgov"
access_token = "token-of-the-profile"
project_id = "${PROJECT}"
[keychain]
auth_type = "api_keys"
project_id = "${PROJECT}"
`;
  const NONE = { ACCESS_TOKEN: "", MONGODB_ATLAS_PROJECT_ID: "" };

  async function status(args: string[], env: Record<string, string>) {
    using atlas = typical();
    const ended = await cli(atlas, ["status", "ledger", ...args], { folder: profiles(TOML), env: { ...NONE, ...env } });
    const [request] = atlas.requests;
    const origin = request && new URL(request.url).origin;
    return { ...ended, origin, token: request?.headers.get("Authorization") };
  }

  test("come from a flag, or else from the environment, or else from the profile", async () => {
    const env = { MONGODB_ATLAS_BASE_URL: "https://environment.example", ACCESS_TOKEN: "token-of-today" };
    const flags = ["--baseUrl", "https://flag.example", "-o", "text"];
    expect(await status(flags, env)).toMatchObject({
      code: 0,
      origin: "https://flag.example",
      token: "Bearer token-of-today",
    });
    expect(await status([], env)).toMatchObject({ origin: "https://environment.example" });
    const ofProfile = await status([], {});
    expect(ofProfile).toMatchObject({ origin: "https://profile.example", token: "Bearer token-of-the-profile" });
    expect(JSON.parse(ofProfile.stdout)).toMatchObject({ tier: "M10" });
    expect(await status(["-P", "Government"], {})).toMatchObject({ code: 0, origin: "https://cloud.mongodbgov.com" });
    expect(await status([], { MONGODB_ATLAS_PROFILE: "government" })).toMatchObject({
      origin: "https://cloud.mongodbgov.com",
    });
  });

  test("that are missing are named, with what to do", async () => {
    expect(await status(["-P", "nope"], {})).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("nope does not exist"),
    });
    const keychain = await status(["-P", "keychain"], {});
    expect(keychain.code).toBe(2);
    expect(keychain.stderr).toContain("keychain, which is not read here. Set MONGODB_ATLAS_PUBLIC_API_KEY and");
    using atlas = typical();
    const { stderr: noProject } = await cli(atlas, ["status", "ledger"], { env: NONE });
    expect(noProject).toContain("Which project? Give --projectId, or set MONGODB_ATLAS_PROJECT_ID");
    const { stderr: none } = await cli(atlas, ["status", "ledger", "--projectId", PROJECT], { env: NONE });
    expect(none).toContain("There are no credentials. Set MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET");
  });
});
