import { afterEach, describe, expect, test } from "@jest/globals";
import { createAtlasClient } from "../client.js";
import { AtlasConfigurationError } from "../errors.js";
import { contextOf } from "../test-support/auth-context.js";
import { authFromEnv } from "./auth-from-env.js";

const TOKEN = { ACCESS_TOKEN: "token-of-today" };
const ACCOUNT = { MONGODB_ATLAS_CLIENT_ID: "mdb_sa_id_1", MONGODB_ATLAS_CLIENT_SECRET: "mdb_sa_sk_hidden" };
const KEY = { MONGODB_ATLAS_PUBLIC_API_KEY: "abcdefgh", MONGODB_ATLAS_PRIVATE_API_KEY: "hidden-0123" };

// What the auth does shows its kind: it sends a token, requests one, or waits for a challenge.
async function wayOf(env: Record<string, string | undefined>): Promise<unknown> {
  const fetch = async () => Response.json({ access_token: "issued", token_type: "Bearer" });
  return authFromEnv(env).authorize(contextOf({ fetch }));
}

test.each<[string, Record<string, string | undefined>, string | null]>([
  ["a token", TOKEN, "Bearer token-of-today"],
  ["a service account", ACCOUNT, "Bearer issued"],
  ["an API key", KEY, null],
  ["the token before the account", { ...ACCOUNT, ...TOKEN }, "Bearer token-of-today"],
  ["the account before the key", { ...KEY, ...ACCOUNT }, "Bearer issued"],
  ["the token before half an account", { ...TOKEN, MONGODB_ATLAS_CLIENT_ID: "x" }, "Bearer token-of-today"],
  ["the account before half a key", { ...ACCOUNT, MONGODB_ATLAS_PUBLIC_API_KEY: "x" }, "Bearer issued"],
  ["the key, if the others are empty", { ...KEY, ACCESS_TOKEN: "", MONGODB_ATLAS_CLIENT_ID: "" }, null],
])("takes %s", async (_, env, expected) => {
  expect(await wayOf(env)).toBe(expected);
});

describe("reads the base URL of the credentials", () => {
  const originOf = async (env: Record<string, string>, options: { baseUrl?: string } = {}) => {
    const asked: string[] = [];
    const fetch = async (url: string) => {
      asked.push(new URL(url).origin);
      return Response.json({ access_token: "issued", expires_in: 3600 });
    };
    const atlas = createAtlasClient({ auth: authFromEnv(env), fetch, retry: { attempts: 1 }, ...options });
    await atlas.getCluster({ groupId: "32b6e34b3d91647abb20e7b8", clusterName: "shop-dev" }).catch(() => {});
    return [...new Set(asked)];
  };
  const BASE_URL = { MONGODB_ATLAS_BASE_URL: "http://127.0.0.1:4010/" };

  test.each([
    ["a token", TOKEN],
    ["a service account", ACCOUNT],
    ["an API key", KEY],
  ])("%s", async (_, credentials) => {
    expect(await originOf({ ...credentials, ...BASE_URL })).toEqual(["http://127.0.0.1:4010"]);
    expect(await originOf(credentials)).toEqual(["https://cloud.mongodb.com"]);
    expect(await originOf({ ...credentials, MONGODB_ATLAS_BASE_URL: "" })).toEqual(["https://cloud.mongodb.com"]);
    // The client's own option takes precedence.
    const options = { baseUrl: "https://gateway.example" };
    expect(await originOf({ ...credentials, ...BASE_URL }, options)).toEqual(["https://gateway.example"]);
  });

  test.each([
    ["http://atlas.example", "must be https:"],
    ["https://key:hidden@atlas.example", "must not have a user"],
    ["atlas.example", "is not an absolute URL"],
  ])("but not %s, which is named by its variable", (MONGODB_ATLAS_BASE_URL, problem) => {
    const make = () => authFromEnv({ ...TOKEN, MONGODB_ATLAS_BASE_URL });
    expect(make).toThrow(AtlasConfigurationError);
    expect(make).toThrow(`MONGODB_ATLAS_BASE_URL ${problem}`);
    expect(make).not.toThrow("hidden");
  });
});

describe("rejects", () => {
  test.each<[string, Record<string, string>, string]>([
    [
      "nothing, and lists what could be set",
      { PATH: "/bin" },
      "has no credentials for Atlas; set ACCESS_TOKEN, or MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET, or MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY",
    ],
    [
      "half an account, even if there is a key",
      { ...KEY, MONGODB_ATLAS_CLIENT_SECRET: "mdb_sa_sk_hidden" },
      "has MONGODB_ATLAS_CLIENT_SECRET but not MONGODB_ATLAS_CLIENT_ID; set both",
    ],
    [
      "half a key",
      { MONGODB_ATLAS_PUBLIC_API_KEY: "hidden" },
      "has MONGODB_ATLAS_PUBLIC_API_KEY but not MONGODB_ATLAS_PRIVATE_API_KEY; set both",
    ],
    [
      "a token with a line break",
      { ACCESS_TOKEN: "hidden\n" },
      "has no usable ACCESS_TOKEN: token of bearer() is not a bearer token",
    ],
    [
      "a secret with a blank",
      { ...ACCOUNT, MONGODB_ATLAS_CLIENT_SECRET: "hid den" },
      "has no usable MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET: clientSecret of serviceAccount() is not valid",
    ],
  ])("%s", (_, env, words) => {
    const make = () => authFromEnv(env);
    expect(make).toThrow(AtlasConfigurationError);
    expect(make).toThrow(`The environment ${words}`);
    expect(make).not.toThrow(/hid ?den/);
  });
});

describe("without an argument", () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = before;
  });

  test("reads the process's own environment", async () => {
    process.env = { ...TOKEN };
    expect(await authFromEnv().authorize(contextOf())).toBe("Bearer token-of-today");
  });
});
