import { describe, expect, test } from "@jest/globals";
import { contextOf } from "../test-support/auth-context.js";
import { AtlasConnectionError } from "../transport/transport-errors.js";
import type { AuthContext } from "./auth.js";
import { serviceAccount } from "./service-account.js";

/** A service account, and a server that issues the tokens A, B, C, … and revokes them as the test decides. */
function account(revocation: (token: string, init: RequestInit) => Response | undefined | Promise<Response>) {
  const live = new Set<string>();
  const asked: string[] = [];
  const clock = { now: 1_000_000 };
  let issued = 0;
  const fetch = async (url: string, init: RequestInit) => {
    if (url.endsWith("/api/oauth/token")) {
      const token = `token-${String.fromCharCode(65 + issued)}`;
      issued += 1;
      live.add(token);
      return Response.json({ access_token: token, expires_in: 3600 });
    }
    const token = new URLSearchParams(String(init.body)).get("token") ?? "";
    asked.push(token);
    const response = (await revocation(token, init)) ?? new Response(null);
    if (response.ok) live.delete(token);
    return response;
  };
  const context = contextOf({ fetch, now: () => clock.now });
  const auth = serviceAccount({ clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_very-secret" });
  const call = (more: Partial<AuthContext> = {}) => auth.authorize({ ...context, ...more });
  const reauthorize = (token: string) =>
    auth.reauthorize?.({ headers: new Headers(), authorization: `Bearer ${token}`, count: 1 }, context);
  const revoke = (signal?: AbortSignal) => auth.revoke({ signal }).catch((error: unknown) => error);
  return { live, clock, call, reauthorize, revoke, asked: () => asked.splice(0).join() };
}

const rejection = (status: number) => Response.json({ error: `rejected with ${status}` }, { status });

test("revokes the token in use, and forgets it", async () => {
  const { call, revoke, asked } = account(() => undefined);
  expect(await revoke()).toBeUndefined();
  expect(asked()).toBe("");
  await call();
  await revoke();
  await revoke();
  expect(asked()).toBe("token-A");
  expect(await call()).toBe("Bearer token-B");
});

test("revokes each token at the server that issued it", async () => {
  const { live, call, revoke } = account(() => undefined);
  await Promise.all([call(), call({ baseUrl: "http://127.0.0.1:9" })]);
  expect(live.size).toBe(2);
  await revoke();
  expect([...live]).toEqual([]);
});

describe("a failure", () => {
  test("is thrown, and the other tokens are revoked all the same", async () => {
    const statuses: Record<string, number> = { "token-A": 503, "token-B": 500 };
    const { live, call, revoke, asked } = account((token) => {
      const status = statuses[token];
      return status === undefined ? undefined : rejection(status);
    });
    for (let job = 0; job < 3; job += 1) {
      await call();
      await revoke();
    }
    expect(asked()).toBe("token-A,token-A,token-B,token-A,token-B,token-C");
    expect([...live]).toEqual(["token-A", "token-B"]);
    expect(await revoke()).toMatchObject({ name: "AtlasTokenError", status: 503 });
    delete statuses["token-A"];
    expect(await revoke()).toMatchObject({ name: "AtlasTokenError", status: 500 });
    expect([...live]).toEqual(["token-B"]);
  });

  test("at one server does not stop revocation at another", async () => {
    const { live, call, revoke } = account((token) => (token === "token-A" ? rejection(500) : undefined));
    await call();
    await call({ baseUrl: "http://127.0.0.1:9" });
    expect(await revoke()).toMatchObject({ status: 500 });
    expect([...live]).toEqual(["token-A"]);
  });

  test.each([400, 404, 405, 410, 422])("%d: the token is forgotten", async (status) => {
    const { call, revoke, asked } = account(() => rejection(status));
    await call();
    expect(await revoke()).toMatchObject({
      name: "AtlasTokenError",
      step: "rejection",
      status,
      message: `The access token was not revoked: POST https://cloud.mongodb.com/api/oauth/revoke got ${status} rejected with ${status}`,
    });
    expect(await revoke()).toBeUndefined();
    expect(asked()).toBe("token-A");
  });

  test.each([307, 401, 403, 408, 429, 500, 503])("%d: the token is kept until it expires", async (status) => {
    const { clock, call, revoke, asked } = account(() => rejection(status));
    await call();
    await revoke();
    clock.now += 3_599_999;
    expect(await revoke()).toMatchObject({ status });
    clock.now += 1;
    expect(await revoke()).toBeUndefined();
    expect(asked()).toBe("token-A,token-A");
    // The token is no longer used for calls.
    expect(await call()).toBe("Bearer token-B");
  });

  test("a failed connection: the token is kept", async () => {
    const request = { method: "POST", url: "https://cloud.mongodb.com/api/oauth/revoke", attempts: 1 };
    let failure: Error | undefined = new AtlasConnectionError("failed", { request, sent: 1 });
    const { live, call, revoke, asked } = account(async () => {
      if (failure) throw failure;
      return new Response(null);
    });
    await call();
    expect(await revoke()).toMatchObject({ name: "AtlasTokenError", step: "connection", cause: failure });
    failure = undefined;
    expect(await revoke()).toBeUndefined();
    expect(asked()).toBe("token-A,token-A");
    expect([...live]).toEqual([]);
  });
});

describe("concurrent callers", () => {
  /** A server that responds to a revocation only when the test lets it. */
  function stalled() {
    const revocations: { respond: (response: Response) => void; signal: AbortSignal | null | undefined }[] = [];
    const server = account((_, { signal }) => new Promise((resolve) => revocations.push({ respond: resolve, signal })));
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    return { ...server, revocations, turn };
  }

  test("share one request for a token, and its failure", async () => {
    const { call, revoke, asked, revocations, turn } = stalled();
    await call();
    const all = [revoke(), revoke()];
    await turn();
    all.push(revoke());
    await turn();
    for (const { respond } of revocations) respond(rejection(503));
    const errors = await Promise.all(all);
    expect(new Set(errors).size).toBe(1);
    expect(errors[0]).toMatchObject({ status: 503 });
    expect(asked()).toBe("token-A");
  });

  test("wait until all tokens have been tried, even if the first could not be revoked", async () => {
    const { clock, call, revoke, revocations, turn } = stalled();
    await call();
    clock.now += 3_599_000;
    await call();
    await call({ baseUrl: "http://127.0.0.1:9" });
    let ended = false;
    const revoking = revoke().finally(() => (ended = true));
    await turn();
    for (const { respond } of revocations.splice(0, 2)) {
      respond(rejection(503));
      await turn();
      expect(ended).toBe(false);
    }
    revocations[0]?.respond(rejection(400));
    expect(await revoking).toMatchObject({ status: 503 });
  });

  test("can leave one by one, by their own signals; the last to leave aborts the request", async () => {
    const { call, revoke, revocations, turn } = stalled();
    await call();
    const callers = [new AbortController(), new AbortController()];
    const [first, second] = callers.map(({ signal }) => revoke(signal));
    await turn();
    callers[0]?.abort("enough");
    expect(await first).toBe("enough");
    expect(revocations[0]?.signal?.aborted).toBe(false);
    callers[1]?.abort("me too");
    expect(await second).toBe("me too");
    expect(revocations).toHaveLength(1);
    expect(revocations[0]?.signal?.aborted).toBe(true);
    // The token has still not been revoked.
    const third = revoke();
    await turn();
    revocations[1]?.respond(new Response(null));
    expect(await third).toBeUndefined();
  });

  test("do not count if their signal was aborted beforehand", async () => {
    const { call, revoke, asked } = stalled();
    await call();
    expect(await revoke(AbortSignal.abort("early"))).toBe("early");
    expect(asked()).toBe("");
  });
});

describe("revoke() covers every valid token:", () => {
  test("one that was replaced before it expired", async () => {
    const { live, clock, call, revoke } = account(() => undefined);
    await call();
    clock.now += 3_599_000;
    expect(await call()).toBe("Bearer token-B");
    await revoke();
    expect([...live]).toEqual([]);
  });

  test("one whose request is still in flight", async () => {
    const { live, call, revoke } = account(() => undefined);
    const calls = Array.from({ length: 20 }, () => call());
    await revoke();
    expect(await Promise.all(calls)).toEqual(Array(20).fill("Bearer token-A"));
    expect([...live]).toEqual([]);
  });

  test("but not one that the server has rejected", async () => {
    const { call, reauthorize, revoke, asked } = account(() => undefined);
    await call();
    expect(await reauthorize("token-A")).toBe("Bearer token-B");
    await revoke();
    expect(asked()).toBe("token-B");
  });

  test("but not one that has expired", async () => {
    const { clock, call, revoke, asked } = account(() => undefined);
    await call();
    clock.now += 3_600_000;
    await call();
    await revoke();
    expect(asked()).toBe("token-B");
  });
});
