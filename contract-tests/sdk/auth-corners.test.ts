import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type AtlasAuth, AtlasAuthError, serviceAccount } from "../../src/index.js";
import { clientOf, failureOf, request } from "../support/failure.js";
import { CLIENT_ID, CLIENT_SECRET, CLUSTER } from "../support/faults/credential-checker.js";
import type { Step } from "../support/faults/fault.js";
import { type FaultServer, startFaultServer } from "../support/faults/fault-server.js";
import { createAuth } from "../support/faults/run-fault.js";
import { failure, reset, respond, stall } from "../support/faults/steps.js";
import { stopClock } from "../support/stop-clock.js";

let server: FaultServer;
beforeAll(async () => {
  server = await startFaultServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const { groupId } = request;
const account = () => serviceAccount({ clientId: CLIENT_ID, clientSecret: CLIENT_SECRET });

test("a call that is aborted with another call's error fails with its own error", async () => {
  using clock = stopClock();
  server.play({ api: [stall], stalled: () => void clock.pass(20) });
  const atlas = clientOf(server.url);
  const other = await failureOf(
    atlas.getCluster({ groupId, clusterName: "other" }, { timeoutMs: 20, retry: { attempts: 1 } }),
  );
  const controller = new AbortController();
  server.play({ api: [stall], stalled: () => controller.abort(other) });
  const error = await failureOf(atlas.upgradeSharedClusterToServerless(request, { signal: controller.signal }));
  expect(error).toMatchObject({ name: "AtlasAbortError", maybeSent: true, cause: other });
  expect(error.message).toContain("look at the cluster shop-dev");
});

test("if credentials for a second attempt could not be obtained, the error still mentions the first attempt", async () => {
  const auth = account();
  const atlas = clientOf(server.url, { auth, retryUnsafe: true, onRetry: () => server.credentials.forget() });
  server.play({ api: [reset], token: [undefined, respond(401, '{"error":"invalid_client"}')] });
  const error = await failureOf(atlas.upgradeSharedClusterToServerless(request));
  expect(error).toBeInstanceOf(AtlasAuthError);
  expect(error.message).toContain(
    "invalid_client; Atlas may have acted on the attempt before, so look at the cluster shop-dev",
  );
  expect(server.seen.api).toHaveLength(1);
});

test("a stalled token request does not stall later calls", async () => {
  using clock = stopClock();
  const stalled = new Promise<void>((resolve) => server.play({ token: [stall, undefined], stalled: resolve }));
  const inner = account();
  let asked = () => {};
  const auth: AtlasAuth = {
    ...inner,
    authorize: (context) => {
      const authorization = inner.authorize(context);
      asked();
      return authorization;
    },
  };
  const atlas = clientOf(server.url, { auth, timeoutMs: 150, retry: { attempts: 1 } });
  const call = () => atlas.getCluster({ groupId, clusterName: "shop-dev" });
  // Each call joins the token request under way, so that one is always under way.
  const joined: Promise<unknown>[] = [];
  for (const _ of Array(3)) {
    const joining = new Promise<void>((resolve) => {
      asked = resolve;
    });
    joined.push(call().catch(() => {}));
    await Promise.all([joining, stalled]);
    await clock.pass(50);
  }
  expect((await call()).data).toEqual(CLUSTER);
  await Promise.all(joined);
  expect(server.seen.token).toHaveLength(2);
});

test("a revocation that stalls ends with the time limit, and the next try revokes the token", async () => {
  const auth = account();
  const atlas = clientOf(server.url, { auth, timeoutMs: 200 });
  server.play({});
  await atlas.getCluster({ groupId, clusterName: "shop-dev" });
  using clock = stopClock();
  server.play({ token: [stall, failure(503), undefined], stalled: () => void clock.pass(200) });
  expect(await failureOf(auth.revoke())).toMatchObject({ name: "AtlasTokenError", step: "connection" });
  expect(await failureOf(auth.revoke())).toMatchObject({ name: "AtlasTokenError", status: 503 });
  await auth.revoke();
  await auth.revoke();
  expect(server.seen.token.map(({ target }) => target)).toEqual(Array(3).fill("/api/oauth/revoke"));
});

test("a token that is still being requested is revoked too", async () => {
  const auth = account();
  let revoked: Promise<void> | undefined;
  const sell: Step = (exchange) => {
    revoked = auth.revoke();
    server.credentials.usual.token(exchange);
  };
  server.play({ token: [sell, undefined] });
  await clientOf(server.url, { auth })
    .getCluster({ groupId, clusterName: "shop-dev" })
    .catch(() => {});
  await revoked;
  expect(server.seen.token.map(({ target }) => target)).toContain("/api/oauth/revoke");
});

test("a nonce that expires during each wait does not turn a 429 into a 401", async () => {
  const atlas = clientOf(server.url, { auth: createAuth("an API key"), onRetry: () => server.credentials.forget() });
  server.play({ api: [failure(429), failure(429), undefined] });
  expect((await atlas.upgradeSharedClusterToServerless(request)).data).toEqual(CLUSTER);
  expect(server.seen.rejected).toHaveLength(3);
});

test("a cached nonce may expire once in an attempt, like a new one", async () => {
  const atlas = clientOf(server.url, { auth: createAuth("an API key"), retry: { attempts: 1 } });
  server.play({});
  await atlas.upgradeSharedClusterToServerless(request);
  server.credentials.forget();
  const stale = 'Digest realm="MMS Public API", nonce="nonce-of-yesterday", qop="auth", stale=true';
  server.play({ challenge: [respond(401, "", { "WWW-Authenticate": stale })] });
  expect(await failureOf(atlas.upgradeSharedClusterToServerless(request))).toMatchObject({ status: 401 });
  expect(server.seen.rejected).toHaveLength(2);
});

test("a call that is aborted before it begins makes no attempt", async () => {
  const signal = AbortSignal.abort();
  const error = await failureOf(clientOf(server.url).upgradeSharedClusterToServerless(request, { signal }));
  expect(error.request).toMatchObject({ attempts: 0 });
});
