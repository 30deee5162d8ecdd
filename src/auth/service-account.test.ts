import { inspect } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { AtlasConfigurationError } from "../errors.js";
import { CREDENTIALS, endpoint, issue } from "../test-support/token-endpoint.js";
import { type ServiceAccountOptions, serviceAccount } from "./service-account.js";
import { AtlasTokenError } from "./token-error.js";

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

test("concurrent callers share one request and its failure; the failure is not cached", async () => {
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

test.each<[string, unknown]>([
  ["clientId", undefined],
  ["clientId", ""],
  ["clientId", "a:b"],
  ["clientId", "id\n"],
  ["clientId", "mdb_sa_sk_very-secret"],
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
    "secret is not an option of serviceAccount; known options: clientId, clientSecret, refreshBeforeMs",
  );
  const auth = serviceAccount(CREDENTIALS);
  return expect(auth.revoke({ token: "x" } as object)).rejects.toThrow(
    "token is not an option of revoke; known options: signal",
  );
});

test("no log shows the secret, or a token", async () => {
  const { context } = endpoint();
  const auth = serviceAccount(CREDENTIALS);
  await auth.authorize(context);
  const shown = inspect(auth, { showHidden: true, depth: 9 }) + JSON.stringify(auth);
  expect(shown).not.toMatch(/very-secret|token1/);
});
