import { describe, expect, test } from "@jest/globals";
import { serviceAccount } from "../../src/index.js";
import { apiKey } from "../../src/node/index.js";
import type { EmulatedCredentials, EmulatedRequest } from "../../src/testing/index.js";
import { emulate, hash } from "../support/emulated.js";
import { m0, shared } from "../support/emulated-requests.js";

describe("credentials", () => {
  const account = { clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_1" };
  const key = { publicKey: "abcdefgh", privateKey: "01234567-89ab" };
  const all = { tokens: ["valid"], serviceAccounts: [account], apiKeys: [key], hash };
  const emulated = (credentials?: EmulatedCredentials) =>
    emulate({ clusters: [m0], ...(credentials && { credentials }) });
  const forToken = ({ operation }: EmulatedRequest) => operation === "token";

  test("a token expires, and the client requests a new one", async () => {
    using atlas = emulated(all);
    const client = atlas.client({ auth: serviceAccount(account) });
    await client.getCluster(shared);
    atlas.pass(3599);
    await client.getCluster(shared);
    atlas.revokeCredentials();
    await client.getCluster(shared);
    expect(atlas.requests.filter(forToken).length).toBeGreaterThan(1);
    expect(atlas.requests.map(({ response }) => response?.status)).toContain(401);
  });

  test("a revoked token is rejected", async () => {
    using atlas = emulated();
    const auth = serviceAccount(account);
    await atlas.client({ auth }).getCluster(shared);
    const { authorization } = Object.fromEntries(atlas.requests.at(-1)?.headers ?? []);
    await auth.revoke();
    const { status } = await atlas.fetch(atlas.requests.at(-2)?.url ?? "", {
      headers: { authorization: `${authorization}` },
    });
    expect(status).toBe(401);
  });

  test("at most ten tokens a minute, and a hundred valid ones", async () => {
    using atlas = emulated();
    const token = () => {
      const basic = btoa(`${account.clientId}:${account.clientSecret}`);
      const headers = { Authorization: `Basic ${basic}`, "Content-Type": "application/x-www-form-urlencoded" };
      const url = "https://cloud.mongodb.com/api/oauth/token";
      return atlas.fetch(url, { method: "POST", headers, body: "grant_type=client_credentials" });
    };
    for (let count = 0; count < 10; count += 1) expect((await token()).status).toBe(200);
    const rejected = await token();
    expect([rejected.status, rejected.headers.get("Retry-After")]).toEqual([429, "60"]);
    atlas.pass(60);
    for (let count = 10; count < 100; count += 1) {
      atlas.pass(6);
      expect((await token()).status).toBe(200);
    }
    atlas.pass(60);
    expect([(await token()).status, await (await token()).json()]).toMatchObject([403, { error: "access_denied" }]);
  });

  test.each<[string, () => Parameters<ReturnType<typeof emulate>["client"]>[0], object]>([
    [
      "a wrong secret",
      () => ({ auth: serviceAccount({ ...account, clientSecret: "no" }) }),
      { errorCode: "invalid_client" },
    ],
    ["a wrong private key", () => ({ auth: apiKey({ ...key, privateKey: "no" }) }), { status: 401 }],
    ["an unknown public key", () => ({ auth: apiKey({ ...key, publicKey: "no" }) }), { status: 401 }],
    ["an unknown token", () => ({}), { status: 401 }],
  ])("%s is rejected", async (_, options, expected) => {
    using atlas = emulated(all);
    await expect(atlas.client(options()).getCluster(shared)).rejects.toMatchObject(expected);
  });

  test.each([
    ["with a hash function, all of Digest is checked", all],
    ["without a hash function, its form is checked", {}],
  ])("%s, and an expired nonce is replaced", async (_, credentials) => {
    using atlas = emulated(credentials);
    const client = atlas.client({ auth: apiKey(key) });
    const statuses = () => atlas.requests.map(({ response }) => response?.status);
    await client.getCluster(shared);
    await client.getCluster(shared);
    expect(statuses()).toEqual([401, 200, 200]);
    atlas.pass(301);
    await client.getCluster(shared);
    expect(statuses()).toEqual([401, 200, 200, 401, 200]);
    expect(atlas.requests[3]?.response?.headers["WWW-Authenticate"]).toContain("stale=true");
    await atlas
      .client({ auth: apiKey({ ...key, privateKey: "no" }) })
      .getCluster(shared)
      .catch(() => {});
    expect(statuses().at(-1)).toBe(credentials === all ? 401 : 200);
  });
});
