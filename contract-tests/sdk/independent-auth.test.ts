/** Our requests against independent servers, and compared with an independent client. */
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import OAuth2Server from "@node-oauth/oauth2-server";
import httpAuth from "http-auth";
import { chooseDigest, digestAuthorization } from "../../src/auth/digest.js";
import { parseChallenges } from "../../src/auth/www-authenticate.js";
import { serviceAccount } from "../../src/index.js";
import { apiKey } from "../../src/node/index.js";
import { clientOf, failureOf, request } from "../support/failure.js";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  CLUSTER,
  digestChallenge,
  PRIVATE_KEY,
  PUBLIC_KEY,
} from "../support/faults/credential-checker.js";
import { startFaultServer } from "../support/faults/fault-server.js";
import { receive, sendJson, startLoopback } from "../support/loopback.js";
import { serve } from "../support/serve.js";

describe("Digest, against the server of http-auth", () => {
  const md5 = (text: string) => createHash("md5").update(text).digest("hex");

  async function serveDigest(options: { algorithm?: string; qop?: string }) {
    const ha1 = md5(`${PUBLIC_KEY}:MMS Public API:${PRIVATE_KEY}`);
    const digest = httpAuth.digest({ realm: "MMS Public API", ...options }, (user, callback) => {
      callback(user === PUBLIC_KEY ? ha1 : "");
    });
    let requests = 0;
    const guarded = digest.check((_, response) => sendJson(response, 200, CLUSTER));
    const served = await serve((incoming, response) => {
      requests += 1;
      guarded(incoming, response);
    });
    return { ...served, digest, requests: () => requests };
  }

  test.each([
    ["MD5 with qop=auth", {}],
    ["MD5 without qop", { qop: "none" }],
    ["MD5-sess with qop=auth", { algorithm: "MD5-sess" }],
  ])("%s: one more round trip for the first call, none for the others", async (_, options) => {
    await using server = await serveDigest(options);
    const atlas = clientOf(server.url, { auth: apiKey({ publicKey: PUBLIC_KEY, privateKey: PRIVATE_KEY }) });
    for (let call = 0; call < 5; call += 1) {
      expect((await atlas.upgradeSharedClusterToServerless(request)).data).toEqual(CLUSTER);
    }
    await atlas.http.GET("/api/atlas/v2/groups/{groupId}/clusters/{clusterName}", {
      params: { path: { groupId: request.groupId, clusterName: "shop-dev" }, query: { pretty: true } },
    });
    expect(server.requests()).toBe(7);
  });

  test("a nonce that the server has forgotten is replaced", async () => {
    await using server = await serveDigest({});
    const atlas = clientOf(server.url, { auth: apiKey({ publicKey: PUBLIC_KEY, privateKey: PRIVATE_KEY }) });
    await atlas.upgradeSharedClusterToServerless(request);
    server.digest.nonces.length = 0;
    await atlas.upgradeSharedClusterToServerless(request);
    expect(server.requests()).toBe(4);
  });

  test("a wrong key is rejected after one attempt at the challenge", async () => {
    await using server = await serveDigest({});
    const atlas = clientOf(server.url, { auth: apiKey({ publicKey: PUBLIC_KEY, privateKey: "another-key" }) });
    expect(await failureOf(atlas.upgradeSharedClusterToServerless(request))).toMatchObject({ status: 401 });
    expect(server.requests()).toBe(2);
  });
});

describe("a service account, against the token endpoint of @node-oauth/oauth2-server", () => {
  async function serveTokens() {
    const tokens = new Map<string, Date>();
    const oauth = new OAuth2Server({
      accessTokenLifetime: 3600,
      model: {
        getClient: async (id, secret) =>
          id === CLIENT_ID && secret === CLIENT_SECRET ? { id, grants: ["client_credentials"] } : undefined,
        getUserFromClient: async () => ({}),
        saveToken: async (token, client, user) => {
          tokens.set(token.accessToken, token.accessTokenExpiresAt ?? new Date());
          return { ...token, client, user };
        },
        getAccessToken: async (accessToken) => {
          const accessTokenExpiresAt = tokens.get(accessToken);
          return (
            accessTokenExpiresAt && {
              accessToken,
              accessTokenExpiresAt,
              client: { id: CLIENT_ID, grants: [] },
              user: {},
            }
          );
        },
      },
    });
    const served = await serve((incoming, response) => {
      receive(incoming, async ({ method, target, headers, body }) => {
        const asked = new OAuth2Server.Request({
          method,
          headers: headers as Record<string, string>,
          query: {},
          body: Object.fromEntries(new URLSearchParams(body)),
        });
        const reply = new OAuth2Server.Response();
        try {
          if (target.endsWith("/api/oauth/token")) {
            await oauth.token(asked, reply);
            sendJson(response, reply.status ?? 200, reply.body);
          } else {
            await oauth.authenticate(asked, reply);
            sendJson(response, 200, CLUSTER);
          }
        } catch (error) {
          const { code, name } = error as { code: number; name: string };
          sendJson(response, code, { error: name });
        }
      });
    });
    return { ...served, tokens };
  }

  test("a token is issued, accepted, and replaced when the server has forgotten it", async () => {
    await using server = await serveTokens();
    const atlas = clientOf(server.url, { auth: serviceAccount({ clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }) });
    for (let call = 0; call < 3; call += 1) await atlas.upgradeSharedClusterToServerless(request);
    expect(server.tokens.size).toBe(1);
    server.tokens.clear();
    expect((await atlas.upgradeSharedClusterToServerless(request)).data).toEqual(CLUSTER);
    expect(server.tokens.size).toBe(1);
  });

  test("a wrong secret is rejected with OAuth's error", async () => {
    await using server = await serveTokens();
    const atlas = clientOf(server.url, { auth: serviceAccount({ clientId: CLIENT_ID, clientSecret: "wrong-secret" }) });
    const error = await failureOf(atlas.upgradeSharedClusterToServerless(request));
    expect(error).toMatchObject({ name: "AtlasTokenError", step: "rejection", errorCode: "invalid_client" });
    expect(error.message).toMatch(/\/api\/oauth\/token got 40[01] invalid_client/);
  });
});

const hasCurl = (() => {
  try {
    execFileSync("curl", ["--version"]);
    return true;
  } catch {
    return false;
  }
})();

// Without curl, these tests report that they were skipped.
(hasCurl ? describe : describe.skip)("curl --digest", () => {
  const curl = (url: string) =>
    promisify(execFile)("curl", ["--silent", "--digest", "--user", `${PUBLIC_KEY}:${PRIVATE_KEY}`, url]);

  test("has valid credentials for the fault server", async () => {
    await using server = await startFaultServer();
    server.play({});
    const { stdout } = await curl(`${server.url}/api/x?y=1`);
    expect(JSON.parse(stdout)).toEqual(CLUSTER);
    expect([server.seen.rejected.length, server.seen.api.length]).toEqual([1, 1]);
  });

  test.each([
    ["Atlas's own challenge", digestChallenge("0123456789abcdef0123456789abcdef")],
    ["MD5-sess", 'Digest realm="r", nonce="n1", algorithm=MD5-sess, qop="auth"'],
    ["SHA-256", 'Digest realm="r", nonce="n1", algorithm=SHA-256, qop="auth", opaque="o p"'],
    ["SHA-256-sess", 'Digest realm="r", nonce="n1", algorithm=SHA-256-sess, qop="auth"'],
    ["no algorithm and no qop", 'Digest realm="r", nonce="n1"'],
  ])("responds to %s as we do", async (_, header) => {
    await using server = await startLoopback((response, { headers }) => {
      if (headers.authorization?.includes("response=")) sendJson(response, 200, {});
      else response.writeHead(401, { "WWW-Authenticate": header }).end();
    });
    await curl(`${server.url}/api/x?y=1`);
    const sent = server.requests[1]?.headers.authorization ?? "";
    const [theirs] = parseChallenges(sent);
    const challenge = chooseDigest(parseChallenges(header));
    if (!theirs || !challenge) throw new Error("nothing to compare");
    const hash = (algorithm: string, text: string) =>
      createHash(algorithm === "MD5" ? "md5" : "sha256")
        .update(text)
        .digest("hex");
    const cnonce = theirs.parameters.get("cnonce") ?? "";
    const input = { username: PUBLIC_KEY, password: PRIVATE_KEY, method: "GET", uri: "/api/x?y=1", count: 1, cnonce };
    const [ours] = parseChallenges(digestAuthorization(challenge, input, hash));
    const sorted = (parameters: ReadonlyMap<string, string> | undefined) => Object.fromEntries(parameters ?? []);
    expect(sorted(ours?.parameters)).toEqual(sorted(theirs.parameters));
  });
});
