import { inspect } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { AtlasAuthError, AtlasConfigurationError } from "../errors.js";
import { contextOf } from "../test-support/auth-context.js";
import { type ApiKeyOptions, apiKey } from "./api-key.js";

const KEY = { publicKey: "abcdefgh", privateKey: "01234567-very-secret" };

function challenge(nonce: string, { more = "", count = 1, authorization = null as string | null } = {}) {
  const headers = new Headers({ "WWW-Authenticate": `Digest realm="r", nonce="${nonce}", qop="auth"${more}` });
  return { headers, authorization, count };
}

test("is challenged first, then counts the uses of the nonce, separately for each server", async () => {
  const auth = apiKey(KEY);
  const context = contextOf({ url: "https://cloud.mongodb.com/api/x?y=1", method: "PATCH" });
  expect(await auth.authorize(context)).toBeNull();
  const first = await auth.reauthorize?.(challenge("n1"), context);
  expect(first).toMatch(
    /^Digest username="abcdefgh", realm="r", nonce="n1", uri="\/api\/x\?y=1", qop=auth, nc=00000001, /,
  );
  const second = await auth.authorize(context);
  expect(second).toContain("nc=00000002");
  const cnonces = [first, second].map((header) => /cnonce="(\w{32})"/.exec(header ?? "")?.[1]);
  expect(cnonces[0]).toBe(cnonces[1]);
  expect(await auth.authorize({ ...context, baseUrl: "http://127.0.0.1:9" })).toBeNull();
});

test("never chooses the same cnonce for two nonces", async () => {
  const auth = apiKey(KEY);
  const headers = ["n1", "n2"].map((nonce) => auth.reauthorize?.(challenge(nonce), contextOf()) as string);
  expect(new Set(headers.map((header) => /cnonce="(\w+)"/.exec(header)?.[1])).size).toBe(2);
});

describe("after a rejection", () => {
  async function rejected(second: ReturnType<typeof challenge>) {
    const auth = apiKey(KEY);
    const authorization = (await auth.reauthorize?.(challenge("n1"), contextOf())) ?? null;
    const header = await auth.reauthorize?.({ ...second, authorization }, contextOf());
    return { header, next: await auth.authorize(contextOf()) };
  }

  test.each([
    ["stale, in the same call", challenge("n2", { more: ", stale=true", count: 2 })],
    ["stale, in the next call", challenge("n2", { more: ", stale=true" })],
    ["forgotten, in the next call", challenge("n2")],
    ["stale, though the nonce is the same", challenge("n1", { more: ", stale=true", count: 2 })],
  ])("%s: the new challenge is met, and kept", async (_, second) => {
    const { header, next } = await rejected(second);
    expect(header).toContain("nc=00000001");
    expect(next).toContain("nc=00000002");
  });

  test.each([
    ["plainly, in the same call", challenge("n2", { count: 2 })],
    ["plainly, with the nonce that was used", challenge("n1")],
    ["without a challenge", { headers: new Headers(), authorization: null, count: 1 }],
  ])("%s: it is final, and the nonce is dropped", async (_, second) => {
    expect(await rejected(second)).toEqual({ header: undefined, next: null });
  });

  test("a nonce that another call has received in the meantime is kept", async () => {
    const auth = apiKey(KEY);
    const old = (await auth.reauthorize?.(challenge("n1"), contextOf())) ?? null;
    await auth.reauthorize?.(challenge("n2"), contextOf());
    await auth.reauthorize?.({ headers: new Headers(), authorization: old, count: 1 }, contextOf());
    expect(await auth.authorize(contextOf())).toContain('nonce="n2"');
  });
});

test("a nonce that expires at once is replaced once per call, and so is a kept one", async () => {
  const stale = { more: ", stale=true" };
  const auth = apiKey(KEY);
  const first = (await auth.reauthorize?.(challenge("n1"), contextOf())) ?? null;
  // A fresh nonce that is already stale is replaced once.
  const second =
    (await auth.reauthorize?.(challenge("n2", { ...stale, count: 2, authorization: first }), contextOf())) ?? null;
  expect(second).toContain('nonce="n2"');
  // In the next call it is a kept nonce: it may expire once, but its replacement may not.
  const third = (await auth.reauthorize?.(challenge("n3", { ...stale, authorization: second }), contextOf())) ?? null;
  expect(third).toContain('nonce="n3"');
  const fourth = await auth.reauthorize?.(challenge("n4", { ...stale, count: 2, authorization: third }), contextOf());
  expect(fourth).toBeUndefined();
});

test("a second challenge without a session of this server's is final", async () => {
  const stale = challenge("n1", { more: ", stale=true", count: 2, authorization: 'Digest nonce="n0"' });
  expect(await apiKey(KEY).reauthorize?.(stale, contextOf())).toBeUndefined();
});

test("credentials other than Digest, and an unknown challenge, are not an error", async () => {
  const odd = challenge("n", { more: ", algorithm=SHA-1", authorization: "," });
  expect(await apiKey(KEY).reauthorize?.(odd, contextOf())).toBeUndefined();
  const none = { headers: new Headers(), authorization: null, count: 1 };
  expect(await apiKey(KEY).reauthorize?.(none, contextOf())).toBeUndefined();
});

test("SHA-256 is used if the challenge asks for it", async () => {
  const header = await apiKey(KEY).reauthorize?.(challenge("n", { more: ", algorithm=SHA-256" }), contextOf());
  expect(header).toMatch(/response="[0-9a-f]{64}"/);
});

test("an unsupported form of Digest is an error that names the supported ones", () => {
  const reauthorize = () => apiKey(KEY).reauthorize?.(challenge("n", { more: ", algorithm=SHA-1" }), contextOf());
  expect(reauthorize).toThrow(AtlasAuthError);
  expect(reauthorize).toThrow("MD5 and SHA-256");
});

test.each<[string, unknown]>([
  ["publicKey", undefined],
  ["publicKey", "a:b"],
  ["privateKey", ""],
  ["privateKey", "very secret"],
  ["privateKey", 7],
])("%s of %j is rejected, and not shown", (option, value) => {
  const make = () => apiKey({ ...KEY, [option]: value });
  expect(make).toThrow(AtlasConfigurationError);
  expect(make).toThrow(expect.objectContaining({ option }));
  expect(make).toThrow(`${option} of apiKey() is `);
  expect(make).not.toThrow(/very|a:b/);
});

test("an unknown option is rejected", () => {
  expect(() => apiKey({ ...KEY, key: "x" } as ApiKeyOptions)).toThrow(
    "key is not an option of apiKey; known options: publicKey, privateKey",
  );
});

test("no log shows the key or a nonce", async () => {
  const auth = apiKey(KEY);
  await auth.reauthorize?.(challenge("nonce-of-today"), contextOf());
  expect(inspect(auth, { showHidden: true, depth: 9 }) + JSON.stringify(auth)).not.toMatch(/secret|nonce-of/);
});

test("each client is given the private key once, and redacts it", async () => {
  const auth = apiKey(KEY);
  const [first, second]: [string[], string[]] = [[], []];
  const one = contextOf({ keepSecret: (secret) => void first.push(secret) });
  const other = contextOf({ keepSecret: (secret) => void second.push(secret) });
  for (const context of [one, one, other, other, one]) await auth.authorize(context);
  expect([first, second]).toEqual([[KEY.privateKey], [KEY.privateKey]]);
});
