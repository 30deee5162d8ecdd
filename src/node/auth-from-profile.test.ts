import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { AtlasConfigurationError } from "../errors.js";
import { contextOf } from "../test-support/auth-context.js";
import { authFromProfile } from "./auth-from-profile.js";
import { profilesFile, readProfile } from "./profile.js";

let folder: string;
let env: Record<string, string>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "atlas-profile-"));
  env = { XDG_CONFIG_HOME: folder };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(toml: string): void {
  mkdirSync(join(folder, "atlascli"));
  writeFileSync(join(folder, "atlascli", "config.toml"), toml);
}

async function failure(name?: string): Promise<AtlasConfigurationError> {
  const error = await authFromProfile(name, env).catch((thrown: unknown) => thrown);
  if (!(error instanceof AtlasConfigurationError)) throw new Error("no AtlasConfigurationError");
  return error;
}

const inFolders = process.platform === "linux" ? describe : describe.skip;

inFolders("authFromProfile", () => {
  test("reads the access token of the named profile, in upper or lower case, of the environment's, or of the default one", async () => {
    write('[default]\naccess_token = "token-default"\n[staging]\nAccess_Token = "token-staging"\n');
    const headerOf = async (name?: string) => (await authFromProfile(name, env)).authorize(contextOf());
    expect(await headerOf()).toBe("Bearer token-default");
    expect(await headerOf("Staging")).toBe("Bearer token-staging");
    env.MONGODB_ATLAS_PROFILE = "staging";
    expect(await headerOf()).toBe("Bearer token-staging");
    expect(await headerOf("default")).toBe("Bearer token-default");
  });

  test("reads the base URL from the environment first, then from the profile", async () => {
    write(`[default]\naccess_token = "t"\nbase_url = "https://profile.example"
[government]\naccess_token = "t"\nservice = "cloudgov"
[plain]\naccess_token = "t"
[open]\naccess_token = "t"\nops_manager_url = "http://manager.example"`);
    expect(await authFromProfile("default", env)).toMatchObject({ baseUrl: "https://profile.example" });
    expect(await authFromProfile("government", env)).toMatchObject({ baseUrl: "https://cloud.mongodbgov.com" });
    expect(await authFromProfile("plain", env)).not.toHaveProperty("baseUrl");
    expect((await failure("open")).message).toContain("The base URL of the profile open must be https:");
    env.MONGODB_ATLAS_BASE_URL = "https://environment.example";
    expect(await authFromProfile("open", env)).toMatchObject({ baseUrl: "https://environment.example" });
  });

  test("reads a service account, or an API key, which waits for a challenge", async () => {
    write(`[account]\nclient_id = "mdb_sa_id_1"\nclient_secret = "mdb_sa_sk_hidden"
[key]\npublic_api_key = "abcdefgh"\nprivate_api_key = "hidden-0123"`);
    expect(await authFromProfile("account", env)).toHaveProperty("revoke");
    const key = await authFromProfile("key", env);
    expect(await key.authorize(contextOf())).toBeNull();
  });

  test.each([
    ["service_account", ". Set MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET"],
    ["api_keys", ". Set MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY"],
    [
      "user_account",
      "for a service account, or MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY for an API key",
    ],
  ])("names the keychain and what to set for %s", async (type, advice) => {
    write(`[default]\nauth_type = "${type}"\nproject_id = "32b6e34b3d91647abb20e7b8"\n`);
    const { message } = await failure();
    expect(message).toContain("keychain");
    expect(message).toContain(join("atlascli", "config.toml"));
    expect(message.endsWith(advice)).toBe(true);
  });

  test("rejects a missing profile and names the file, whether or not the file exists", async () => {
    const file = join(folder, "atlascli", "config.toml");
    const { message } = await failure("prod");
    expect(message).toContain(
      `The profile prod does not exist: the Atlas CLI keeps its profiles in ${file}, and there is no such file. Name`,
    );
    expect(message).toMatch(
      /Name another one, also by MONGODB_ATLAS_PROFILE, or set ACCESS_TOKEN, or MONGODB_ATLAS_CLIENT_ID and .*_SECRET, or/,
    );
    write('version = 2\n[default]\naccess_token = "t"\n[Staging]\n');
    expect((await failure("constructor")).message).toContain(
      `The profile constructor does not exist in ${file}, which has default, staging. Name another one`,
    );
  });

  test("shows no content of a file that is not TOML, or that has only one of a pair", async () => {
    write('[default]\nprivate_api_key = "very-secret\n');
    const { message } = await failure();
    expect(message).toMatch(/config\.toml is not TOML: see line 2, column \d+$/);
    writeFileSync(join(folder, "atlascli", "config.toml"), '[default]\nprivate_api_key = "very-secret"\n');
    expect((await failure()).message).toBe("The profile default has private_api_key but not public_api_key; set both");
  });

  test("rejects an unreadable file", async () => {
    mkdirSync(join(folder, "atlascli", "config.toml"), { recursive: true });
    expect((await failure()).message).toMatch(/config\.toml can't be read: EISDIR$/);
  });
});

test.each([
  ["linux", { XDG_CONFIG_HOME: "/x" }, "/x/atlascli/config.toml"],
  ["linux", {}, "/home/me/.config/atlascli/config.toml"],
  ["darwin", { XDG_CONFIG_HOME: "/x" }, "/home/me/Library/Application Support/atlascli/config.toml"],
  ["win32", { APPDATA: "C:\\Data" }, "C:\\Data\\atlascli\\config.toml"],
] as const)("on %s with %j the profiles are in %s", (platform, variables, file) => {
  expect(profilesFile({ env: variables, platform, home: "/home/me" })).toBe(file);
});

test("top-level properties take precedence over the profile's, and values other than strings are ignored", async () => {
  write('output = "json"\nversion = 2\n[default]\noutput = "text"\nproject_id = "p"\nskip_update_check = true\n');
  const profile = await readProfile("default", { env, platform: "linux", home: folder }, "");
  expect(profile.values).toEqual({ output: "json", project_id: "p" });
});
