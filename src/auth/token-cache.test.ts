import { describe, expect, test } from "@jest/globals";
import { CREDENTIALS, endpoint, issue } from "../test-support/token-endpoint.js";
import { type ServiceAccountOptions, serviceAccount } from "./service-account.js";

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
