import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { clientOf, failureOf, request } from "../support/failure.js";
import { digestChallenge } from "../support/faults/credential-checker.js";
import type { Fault, Script, Step } from "../support/faults/fault.js";
import { type FaultServer, startFaultServer } from "../support/faults/fault-server.js";
import { authKinds, createAuth, runFault } from "../support/faults/run-fault.js";
import { failure, respond } from "../support/faults/steps.js";
import { tokenFaults } from "../support/faults/token-faults.js";

let server: FaultServer;
beforeAll(async () => {
  server = await startFaultServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

describe("the token endpoint:", () => {
  test.each(tokenFaults)("$name", async (fault) => {
    await runFault(server, fault, fault.post, { auth: createAuth("a service account"), method: "POST" });
  });
});

describe("if valid credentials are rejected forever,", () => {
  const final = { error: "AtlasApiError", status: 401, requests: 1, accepted: 0 };
  test.each<[string, Fault["post"]]>([
    ["a token", final],
    ["a custom scheme", final],
    ["a service account", { ...final, requests: 2, tokens: 2 }],
    ["an API key", final],
  ])("%s gives up", async (kind, expected) => {
    await runFault(server, { script: { api: [failure(401)] } }, expected, { auth: createAuth(kind), method: "POST" });
  });

  const staleForEver: Step = (exchange) => {
    const challenge = digestChallenge(server.credentials.giveNonce(), true);
    failure(401, { "WWW-Authenticate": challenge })(exchange);
  };
  const wrongKey: Step = (exchange) => {
    failure(401, { "WWW-Authenticate": digestChallenge(randomBytes(16).toString("hex")) })(exchange);
  };
  test.each<[string, Step, number]>([
    ["a stale nonce is replaced once", staleForEver, 2],
    ["a plain second 401 is final", wrongKey, 1],
  ])("%s", async (_, step, requests) => {
    const auth = createAuth("an API key");
    await runFault(server, { script: { api: [step] } }, { ...final, requests }, { auth, method: "POST" });
  });
});

test.each([
  ["a service account", 1],
  ["an API key", 0],
])("%s: a token or nonce that the server has forgotten is replaced, once", async (kind, tokens) => {
  const atlas = clientOf(server.url, { auth: createAuth(kind) });
  server.play({});
  await atlas.upgradeSharedClusterToServerless(request);
  server.credentials.forget();
  server.play({});
  await atlas.upgradeSharedClusterToServerless(request);
  const { api, rejected, token } = server.seen;
  expect([api.length, rejected.length, token.length]).toEqual([1, 1, tokens]);
});

test("the second call with an API key is one round trip, with a higher nonce count", async () => {
  const atlas = clientOf(server.url, { auth: createAuth("an API key") });
  server.play({});
  for (let call = 0; call < 3; call += 1) await atlas.upgradeSharedClusterToServerless(request);
  expect(server.seen.rejected).toHaveLength(1);
  const counts = server.seen.api.map(({ headers }) => /nc=(\w+)/.exec(headers.authorization ?? "")?.[1]);
  expect(counts).toEqual(["00000001", "00000002", "00000003"]);
});

describe("an API key fails if the server asks for", () => {
  const challenge = (header: string): Script => ({ challenge: [respond(401, "", { "WWW-Authenticate": header })] });
  test.each([
    ["Basic", 'Basic realm="x"', "AtlasApiError"],
    ["nothing", "", "AtlasApiError"],
    ["auth-int only", 'Digest realm="x", nonce="abcdefgh", qop="auth-int"', "AtlasAuthError"],
    ["another hash", 'Digest realm="x", nonce="abcdefgh", algorithm=SHA-512-256', "AtlasAuthError"],
    ["no nonce", 'Digest realm="x", qop="auth"', "AtlasAuthError"],
    ["something unreadable", 'Digest realm="x, nonce=', "AtlasAuthError"],
  ])("%s", async (_, header, error) => {
    await runFault(
      server,
      { script: challenge(header) },
      { error, requests: 0 },
      { auth: createAuth("an API key"), method: "POST" },
    );
    expect(server.seen.token).toEqual([]);
  });
});

test("only Digest sends a request without credentials, to get a challenge", async () => {
  server.play({});
  for (const value of [null, undefined, "", "a\nb"]) {
    const atlas = clientOf(server.url, { auth: { authorize: () => value as string } });
    const error = await failureOf(atlas.upgradeSharedClusterToServerless(request));
    expect(error).toMatchObject({ name: "AtlasAuthError" });
  }
  expect(server.seen).toEqual({ api: [], rejected: [], token: [] });
});

test("a closed port: the error of every kind of credentials says what was not sent", async () => {
  const closed = await startFaultServer();
  await closed[Symbol.asyncDispose]();
  for (const kind of Object.keys(authKinds)) {
    const retries: unknown[] = [];
    const atlas = clientOf(closed.url, { auth: createAuth(kind), onRetry: (event) => retries.push(event) });
    const error = await failureOf(atlas.upgradeSharedClusterToServerless(request));
    expect(error.name).toBe(kind === "a service account" ? "AtlasTokenError" : "AtlasConnectionError");
    expect(error.message).toContain("ECONNREFUSED");
    expect(error.message).toMatch(/nothing was sent|was not sent/);
    expect(retries).toHaveLength(2);
  }
});
