import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { version } from "../../src/index.js";
import { BODY, cli, PROJECT, temporaryFolder, typical } from "../support/cli.js";
import { emulate } from "../support/emulated.js";

const COMMANDS = ["status", "plan", "upgrade", "watch"];

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

  test('is also shown without a command, as an error, and by "help"', async () => {
    using atlas = typical();
    const { stdout: help } = await cli(atlas, ["--help"]);
    const none = await cli(atlas, []);
    expect(none).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `${help}\natlas-tenant-upgrade: No command was given\n`,
    });
    const json = await cli(atlas, ["--json"]);
    expect(JSON.parse(json.stdout)).toEqual({ error: { name: "UsageError", message: "No command was given" } });
    expect((await cli(atlas, ["help", "plan"])).stdout).toBe((await cli(atlas, ["plan", "-h"])).stdout);
    expect(await cli(atlas, ["--version"])).toMatchObject({ code: 0, stdout: `${version}\n` });
    expect(atlas.requests).toEqual([]);
  });

  test.each([
    [
      ["upgarde", "a"],
      '"upgarde" is not a command; the commands are status, plan, upgrade, watch; did you mean upgrade?',
    ],
    [["version"], "did you mean --version?"],
    [["CLIENT_SECRET=hidden", "upgrade"], '"CLIENT_SECRET…" is not a command'],
    [["—token=hidden", "upgrade"], '"…" is not a command'],
    [["upgrade --token hidden"], '"upgrade…" is not a command'],
    [["mdb_sa_sk_hidden0123456789012345"], '"…" is not a command'],
    [["deploy", "a"], "the commands are status, plan, upgrade, watch\n"],
    [["status", "a", "--tier", "M10"], "--tier is not an option of status, but of plan, upgrade and watch\n"],
    [["plan", "a", "--yes", "--resume=x"], "plan, but of upgrade\n--resume is not an option of plan, but of watch\n"],
    [["upgrade", "--tier"], "--tier needs a value"],
    [["upgrade"], "Which cluster? Pass its name"],
    [["upgrade", "a", "b"], "One cluster at a time; you passed 2 names\n"],
    [["upgrade", "a", "m10"], "One cluster at a time; you passed 2 names; did you mean --tier m10?"],
    [["upgrade", "a", "--tier", "M5"], "--tier must be FLEX or a dedicated size"],
    [["upgrade", "../a"], "name"],
    [["upgrade", "a", "--watchTimeout", "soon"], "--watchTimeout must be seconds, such as 3600"],
    [["upgrade", "a", "--watchTimeout", "0"], "--watchTimeout must be seconds, such as 3600"],
    [["upgrade", "a", "-o", "yaml"], "--output must be json or text"],
    [["upgrade", "a", "-f", "none.json"], "none.json can't be read: there is no such file"],
    [
      ["upgrade", "a", "--baseUrl", "http://cloud.mongodb.com"],
      "--baseUrl (MONGODB_ATLAS_BASE_URL, or the profile's) must be https",
    ],
    [["upgrade", "a", "--projectId", "x"], "--projectId (MONGODB_ATLAS_PROJECT_ID, or the profile's) has a form"],
    [["upgrade", "a", "--watchTimeout", "99999999h"], "and at most 596h"],
    [["upgrade", "a", "--clientSecret", "hidden"], "credentials are not accepted as arguments"],
    [["watch", "a"], "Which tier is it upgraded to? Pass --tier"],
    [["watch", "--resume", "none.json"], "none.json can't be read"],
    [["plan", "-f", "-", "--tier", "M10"], "What is the cluster today? Pass --from M0 or --from FLEX"],
    [["plan", "shop-dev", "--from", "M0"], "--from is for a body without a cluster"],
    [["plan", "-f", "-", "--from", "M2"], "M2 no longer exists"],
    [["plan", "-f", "-", "--tier", "M0"], ": --tier must be FLEX or a dedicated size: M10 or larger\n"],
    [["plan", "b", "-f", "-"], "the body's name is not the name of the cluster to upgrade"],
  ])("%j is wrong: exit 2, and nothing is sent", async (args, message) => {
    using atlas = typical();
    const { code, stdout, stderr } = await cli(atlas, args, { typed: BODY });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("hidden");
    expect(atlas.requests).toEqual([]);
  });
});

test("the message about a retired tier names a command, not the package's functions", async () => {
  using atlas = typical();
  const { stderr } = await cli(atlas, ["plan", "-f", "-", "--from", "M2"], { typed: BODY });
  expect(stderr).toContain('use "plan NAME -f FILE" without --from');
  expect(stderr).not.toMatch(/getFlexCluster|getCluster/);
});

test.each([
  [
    ["upgrade", "a", "b", "--tier", "M0", "--watchTimeout", "soon", "--baseUrl", "x"],
    [
      /^atlas-tenant-upgrade: One cluster/,
      /^--tier/,
      /^--watchTimeout/,
      /^Which project/,
      /^There are no cred/,
      /^--base/,
    ],
  ],
  [
    ["upgrade", "-f", "none.json", "--projectId", "x"],
    [/none\.json can't be read/, /^--projectId/, /^There are no cred/],
  ],
  [
    ["plan", "-f", "-", "--tier", "M0"],
    [/Standard input is empty/, /^--tier must be/],
  ],
  [
    ["plan", "--from", "M0", "../a", "--tier", "X"],
    [/name has a form/, /^--tier must be/, /^--from is for a body/, /^Which project/, /^There are/],
  ],
  [
    ["watch", "--json"],
    [/Which cluster/, /^Which tier/, /^Which project/, /^There are no cred/],
  ],
])("all that is wrong with %j is reported at once", async (args, lines) => {
  using atlas = typical();
  const { code, stderr } = await cli(atlas, args, { env: { ACCESS_TOKEN: "", MONGODB_ATLAS_PROJECT_ID: "" } });
  expect(code).toBe(2);
  expect(stderr.trimEnd().split("\n")).toEqual(lines.map((line) => expect.stringMatching(line)));
  expect(atlas.requests).toEqual([]);
});

test("Atlas's strings can't control the terminal", async () => {
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
  const fetch = async () => Response.json({ stateName: "IDLE", providerSettings: { providerName: "M\x1b[2J\n\x9b" } });
  const { stderr } = await cli({ ...atlas, fetch }, ["upgrade", "shop-dev"]);
  expect(stderr).toBe("atlas-tenant-upgrade: shop-dev: there is no upgrade from M [2J  to FLEX; nothing was sent\n");
});

test("status shows a cluster that is not as described", async () => {
  using atlas = typical();
  const cluster = { stateName: 5, id: { a: "\u001b" }, providerSettings: { providerName: {} }, connectionStrings: "x" };
  const fetch = async () => Response.json(cluster);
  const { code, stdout } = await cli({ ...atlas, fetch }, ["status", "shop-dev"]);
  expect(code).toBe(0);
  expect(stdout).toContain('stateName          5\nid                 {"a":"\\u001b"}\ncreateDate         -\n');
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

  test("come from a flag, otherwise from the environment, otherwise from the profile", async () => {
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

  test("of an unreadable profile cause an error only if one is missing, or if the profile is named", async () => {
    using atlas = typical();
    const folder = profiles("[default\n");
    const status = (args: string[], env = {}) => cli(atlas, ["status", "ledger", ...args], { folder, env });
    expect(await status([])).toMatchObject({ code: 0 });
    for (const ended of [await status(["-P", "default"]), await status([], NONE)]) {
      expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining("is not TOML") });
    }
  });

  test("that are missing are named, with the remedy", async () => {
    expect(await status(["-P", "nope"], {})).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /nope does not exist in .*, which has default, .*\. Name another one, also by MONGODB_/,
      ),
    });
    const keychain = await status(["-P", "keychain"], {});
    expect(keychain.code).toBe(2);
    expect(keychain.stderr).toContain("keychain, which is not read here. Set MONGODB_ATLAS_PUBLIC_API_KEY and");
    using atlas = typical();
    const { stderr: noProject } = await cli(atlas, ["status", "ledger"], { env: NONE });
    expect(noProject).toContain("Which project? Pass --projectId, or set MONGODB_ATLAS_PROJECT_ID");
    const { stderr: none } = await cli(atlas, ["status", "ledger", "--projectId", PROJECT], { env: NONE });
    expect(none).toContain("There are no credentials. Set MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET");
  });
});
