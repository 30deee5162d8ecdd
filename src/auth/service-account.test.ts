import { inspect } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { AtlasConfigurationError } from "../errors.js";
import { contextOf } from "../test-support/auth-context.js";
import type { FetchLike } from "../transport/send.js";
import { type ServiceAccountOptions, serviceAccount } from "./service-account.js";
import { AtlasTokenError } from "./token-error.js";

const CREDENTIALS = { clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_very-secret_~" };

/** A token endpoint that issues a new token for each request, and a clock that the test sets. */
function endpoint(respond: (count: number) => Response | Promise<Response> = issue) {
  const requests: { url: string; init: RequestInit }[] = [];
  const clock = { now: 1_000_000 };
  const fetch: FetchLike = async (url, init) => {
    requests.push({ url, init });
    const response = await respond(requests.length);
    Object.defineProperty(response, "url", { value: url });
    return response;
  };
  return { requests, clock, context: contextOf({ fetch, now: () => clock.now }) };
}

function issue(count: number, more: object = { expires_in: 3600 }): Response {
  return Response.json({ access_token: `token${count}`, token_type: "Bearer", ...more });
}

test("the token request has the form that Atlas requires", async () => {
  const { requests, context } = endpoint();
  expect(await serviceAccount(CREDENTIALS).authorize(context)).toBe("Bearer token1");
  expect(requests).toMatchObject([
    {
      url: "https://cloud.mongodb.com/api/oauth/token",
      init: {
        method: "POST",
        // The underscores are not encoded as %5F.
        headers: {
          Authorization: `Basic ${Buffer.from("mdb_sa_id_1:mdb_sa_sk_very-secret_~").toString("base64")}`,
          "Content-Type": "application/x-www-form-urlencoded",
          Accept: "application/json",
        },
        body: "grant_type=client_credentials",
      },
    },
  ]);
});

describe("a token is kept", () => {
  test.each<[string, object, ServiceAccountOptions["refreshBeforeMs"], number]>([
    ["a minute short of its hour", { expires_in: 3600 }, undefined, 3_540_000],
    ["an hour, if nothing is said", {}, undefined, 3_540_000],
    ["an hour, if nonsense is said", { expires_in: "soon" }, undefined, 3_540_000],
    ["an hour, if null is said", { expires_in: null }, undefined, 3_540_000],
    ["as long as a number in quotation marks says", { expires_in: "1000" }, undefined, 940_000],
    ["nine tenths of a short life", { expires_in: 10 }, undefined, 9_000],
    ["as long as is asked for", { expires_in: 3600 }, 100_000, 3_500_000],
    ["for ever, if that is asked for", { expires_in: 3600 }, 0, 3_600_000],
    ["not at all, if it expires at once", { expires_in: 0 }, undefined, 0],
    ["not at all, if it has expired", { expires_in: -5 }, undefined, 0],
  ])("%s", async (_, more, refreshBeforeMs, keptMs) => {
    const { requests, clock, context } = endpoint((count) => issue(count, more));
    const auth = serviceAccount({ ...CREDENTIALS, refreshBeforeMs });
    await auth.authorize(context);
    const start = clock.now;
    clock.now = start + keptMs - 1;
    if (keptMs > 0) expect(await auth.authorize(context)).toBe("Bearer token1");
    expect(requests).toHaveLength(1);
    clock.now = start + keptMs;
    expect(await auth.authorize(context)).toBe("Bearer token2");
    expect(requests).toHaveLength(2);
  });

  test("counted from the time of the request, however long the response takes", async () => {
    const { requests, clock, context } = endpoint((count) => {
      if (count === 1) clock.now += 3_540_000;
      return issue(count);
    });
    const auth = serviceAccount(CREDENTIALS);
    await auth.authorize(context);
    await auth.authorize(context);
    expect(requests).toHaveLength(2);
  });

  test("not after the clock was set back, since its age is unknown then", async () => {
    const { requests, clock, context } = endpoint();
    const auth = serviceAccount(CREDENTIALS);
    await auth.authorize(context);
    clock.now -= 1;
    expect(await auth.authorize(context)).toBe("Bearer token2");
    expect(requests).toHaveLength(2);
  });

  test("separately for each server", async () => {
    const { requests, context } = endpoint();
    const auth = serviceAccount(CREDENTIALS);
    expect(await auth.authorize(context)).toBe("Bearer token1");
    expect(await auth.authorize({ ...context, baseUrl: "http://127.0.0.1:9" })).toBe("Bearer token2");
    expect(requests.map(({ url }) => url)).toEqual([
      "https://cloud.mongodb.com/api/oauth/token",
      "http://127.0.0.1:9/api/oauth/token",
    ]);
  });
});

describe("concurrent callers", () => {
  test("share one request and its failure; the failure is not cached", async () => {
    const { requests, context } = endpoint((count) =>
      count === 1 ? Response.json({ error: "invalid_client" }, { status: 401 }) : issue(count),
    );
    const auth = serviceAccount(CREDENTIALS);
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => auth.authorize(context)));
    expect(requests).toHaveLength(1);
    const reasons = new Set(outcomes.map((outcome) => (outcome.status === "rejected" ? outcome.reason : "")));
    expect([...reasons]).toEqual([expect.any(AtlasTokenError)]);
    expect(await auth.authorize(context)).toBe("Bearer token2");
  });

  test("are not affected when one leaves; the last one to leave aborts the request", async () => {
    const signals: (AbortSignal | null | undefined)[] = [];
    let respond = (_: Response) => {};
    const { requests, context } = endpoint(() => new Promise((resolve) => (respond = resolve)));
    const fetch: FetchLike = (url, init) => {
      signals.push(init.signal);
      return context.fetch(url, init);
    };
    const auth = serviceAccount(CREDENTIALS);
    const callers = Array.from({ length: 3 }, () => new AbortController());
    const join = ({ signal }: AbortController) => auth.authorize({ ...context, fetch, signal });
    const [first, second] = callers.map(join);
    callers[0]?.abort("gone");
    await expect(first).rejects.toBe("gone");
    expect(signals[0]?.aborted).toBe(false);
    respond(issue(1));
    expect(await second).toBe("Bearer token1");

    const other = serviceAccount(CREDENTIALS);
    const leaving = callers.slice(1).map(({ signal }) => other.authorize({ ...context, fetch, signal }));
    for (const caller of callers) caller.abort("gone");
    for (const left of leaving) await expect(left).rejects.toBe("gone");
    expect(signals[1]?.aborted).toBe(true);
    // A later caller does not join the aborted request.
    const fresh = other.authorize({ ...context, fetch });
    respond(issue(3));
    expect(await fresh).toBe("Bearer token3");
    expect(requests).toHaveLength(3);
  });

  test("a call that has been aborted requests no token", async () => {
    const { requests, context } = endpoint();
    const signal = AbortSignal.abort("early");
    await expect(serviceAccount(CREDENTIALS).authorize({ ...context, signal })).rejects.toBe("early");
    expect(requests).toEqual([]);
  });
});

describe("a rejected token", () => {
  const headers = new Headers();

  test("is replaced once, by one request for all callers", async () => {
    const { requests, context } = endpoint();
    const auth = serviceAccount(CREDENTIALS);
    const authorization = (await auth.authorize(context)) as string;
    const rejected = { headers, authorization, count: 1 };
    const again = await Promise.all([auth.reauthorize?.(rejected, context), auth.reauthorize?.(rejected, context)]);
    expect(again).toEqual(["Bearer token2", "Bearer token2"]);
    // A late caller with the old token gets the new one.
    expect(await auth.reauthorize?.(rejected, context)).toBe("Bearer token2");
    expect(requests).toHaveLength(2);
  });

  test("is final the second time, and a token that was not sent is not replaced", async () => {
    const { requests, context } = endpoint();
    const auth = serviceAccount(CREDENTIALS);
    expect(await auth.reauthorize?.({ headers, authorization: "Bearer x", count: 2 }, context)).toBeUndefined();
    expect(await auth.reauthorize?.({ headers, authorization: null, count: 1 }, context)).toBeUndefined();
    expect(requests).toEqual([]);
  });
});

test.each([1e12, 1e300, 1.7e308])("a token that lives for %d seconds is kept, and revoked", async (expires_in) => {
  const { requests, clock, context } = endpoint((count) => issue(count, { expires_in }));
  const auth = serviceAccount(CREDENTIALS);
  await auth.authorize(context);
  // Too late for a Date, and far too late for a timer.
  clock.now = 9e14;
  expect(await auth.authorize(context)).toBe("Bearer token1");
  await auth.revoke();
  expect(requests.map(({ init }) => init.body)).toEqual([
    "grant_type=client_credentials",
    "token=token1&token_type_hint=access_token",
  ]);
});

describe("the client redacts", () => {
  const secrets = (kept: string[]) => kept.splice(0);

  test("before the secret is sent, and as soon as a token is read", async () => {
    const kept: string[] = [];
    const { context } = endpoint((count) => {
      expect(secrets(kept)).toEqual([CREDENTIALS.clientSecret]);
      return Response.json({ access_token: `token${count}`, token_type: "mac" });
    });
    const keepSecret = (secret: string) => void kept.push(secret);
    const call = serviceAccount(CREDENTIALS).authorize({ ...context, keepSecret });
    await expect(call).rejects.toThrow("a token_type that is not Bearer");
    expect(kept).toEqual(["token1"]);
  });

  test("each client that uses a token, once for each token", async () => {
    const [first, second]: [string[], string[]] = [[], []];
    const { clock, context } = endpoint();
    const auth = serviceAccount(CREDENTIALS);
    const one = { ...context, keepSecret: (secret: string) => void first.push(secret) };
    const other = { ...context, keepSecret: (secret: string) => void second.push(secret) };
    await Promise.all([auth.authorize(one), auth.authorize(other)]);
    expect(new Set(first)).toEqual(new Set([CREDENTIALS.clientSecret, "token1"]));
    expect(secrets(second)).toEqual([CREDENTIALS.clientSecret, "token1"]);
    first.length = 0;
    for (let call = 0; call < 3; call += 1) await Promise.all([auth.authorize(one), auth.authorize(other)]);
    expect([first, second]).toEqual([[], []]);

    clock.now += 3_600_000;
    await auth.authorize(one);
    await auth.authorize(other);
    // The secret is registered again: a client redacts only the latest secrets, and this one has not requested a token.
    expect(secrets(second)).toEqual([CREDENTIALS.clientSecret, "token2"]);
  });

  test("a token again when it is revoked", async () => {
    const kept: string[] = [];
    const { context } = endpoint((count) => {
      if (count === 2) expect(secrets(kept)).toEqual([CREDENTIALS.clientSecret, "token1"]);
      return issue(count);
    });
    const auth = serviceAccount(CREDENTIALS);
    await auth.authorize({ ...context, keepSecret: (secret) => void kept.push(secret) });
    kept.length = 0;
    await auth.revoke();
    expect.assertions(1);
  });
});

test.each<[string, unknown]>([
  ["clientId", undefined],
  ["clientId", ""],
  ["clientId", "a:b"],
  ["clientId", "id\n"],
  ["clientSecret", ""],
  ["clientSecret", "very secret"],
  ["clientSecret", "gehe\u00efm"],
  ["refreshBeforeMs", -1],
])("%s of %j is rejected, and not shown", (option, value) => {
  const make = () => serviceAccount({ ...CREDENTIALS, [option]: value });
  expect(make).toThrow(AtlasConfigurationError);
  expect(make).toThrow(expect.objectContaining({ option }));
  if (option !== "refreshBeforeMs") expect(make).toThrow(`${option} of serviceAccount() is `);
  expect(make).not.toThrow(/gehe|very|a:b/);
});

test("an unknown option is rejected", () => {
  expect(() => serviceAccount({ ...CREDENTIALS, secret: "x" } as ServiceAccountOptions)).toThrow(
    "secret is not an option of serviceAccount; there are clientId, clientSecret, refreshBeforeMs",
  );
  const auth = serviceAccount(CREDENTIALS);
  return expect(auth.revoke({ token: "x" } as object)).rejects.toThrow(
    "token is not an option of revoke; there are signal",
  );
});

test("no log shows the secret, or a token", async () => {
  const { context } = endpoint();
  const auth = serviceAccount(CREDENTIALS);
  await auth.authorize(context);
  const shown = inspect(auth, { showHidden: true, depth: 9 }) + JSON.stringify(auth);
  expect(shown).not.toMatch(/very-secret|token1/);
});
