import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { type AtlasClientOptions, createAtlasClient, type FetchLike, serviceAccount } from "../../src/index.js";
import { apiKey } from "../../src/node/index.js";
import { request } from "../support/failure.js";

const BASE_URL = "https://cloud.mongodb.com";
const CLUSTER = { name: "shop-dev", stateName: "IDLE" };
const CLIENT = { clientId: "mdb_sa_id_0123456789", clientSecret: "mdb_sa_sk_secret/0123+456=" };
const BASIC = Buffer.from(`${CLIENT.clientId}:${CLIENT.clientSecret}`).toString("base64");
const TOKEN = "abc/DEF+ghi.JKL==";

type Responder = (sent: { form: string; authorization: string }) => Response;

/** A client with all hooks, and everything that they received, in every form that a log can show. */
function listen(
  responders: { token?: Responder; revoke?: Responder; api?: Responder },
  options: Partial<AtlasClientOptions> = {},
) {
  const {
    token = () => Response.json({ access_token: TOKEN, expires_in: 3600 }),
    revoke = () => new Response(null),
    api = () => Response.json(CLUSTER),
  } = responders;
  const fetch: FetchLike = async (url, { headers, body }) => {
    const sent = { form: String(body), authorization: new Headers(headers).get("Authorization") ?? "" };
    return (url.endsWith("/oauth/token") ? token : url.endsWith("/oauth/revoke") ? revoke : api)(sent);
  };
  const events: unknown[] = [];
  const note = (event: unknown) => void events.push(event);
  const hooks = { onRequest: note, onResponse: note, onRetry: note };
  const auth = serviceAccount(CLIENT);
  const client = (more: Partial<AtlasClientOptions> = {}) =>
    createAtlasClient({ auth, baseUrl: BASE_URL, fetch, onDeprecation: "silent", ...hooks, ...options, ...more });
  const atlas = client();
  const call = (by = atlas) => by.getCluster({ groupId: request.groupId, clusterName: "shop-dev" });
  return { auth, client, call, events, shown: (value: unknown) => show([value, events]) };
}

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect("a failure").toBe("a success"),
    (error) => error,
  );

function show(values: unknown[]): string {
  const options = { showHidden: true, depth: 20, maxStringLength: null, maxArrayLength: null };
  const shown = values.flatMap((value) => [inspect(value, options), JSON.stringify(value)]);
  // Anyone can read a token in one of these spellings. Stack traces have this file's name, which is not secret.
  return shown
    .map((text) => text.replaceAll("\\/", "/").replaceAll("\\\\", "\\"))
    .join("\n")
    .replaceAll("auth-secrets.test", "");
}

const spellings: [string, (token: string) => string][] = [
  ["unchanged", (token) => token],
  ["percent-encoded", encodeURIComponent],
  ["percent-encoded in lower case", (token) => encodeURIComponent(token).replace(/%../g, (hex) => hex.toLowerCase())],
  ["with escaped slashes", (token) => token.replaceAll("/", "\\/")],
  ["with escaped equals signs", (token) => token.replaceAll("=", "\\u003d")],
  ["with an escaped letter", (token) => `\\u0061${token.slice(1)}`],
];

describe("the token of a revocation is not shown, if the server repeats it", () => {
  test.each(spellings)("%s, in the body", async (_, spell) => {
    const body = `{"error":"said ${spell(TOKEN)}","error_description":"unknown: token=${spell(TOKEN)}&hint"}`;
    const { auth, call, shown } = listen({ revoke: () => new Response(body, { status: 400 }) });
    await call();
    const error = await failureOf(auth.revoke());
    expect(error).toMatchObject({ name: "AtlasTokenError", errorCode: "said ***" });
    expect(error.message).toMatch(/ 400 said \*\*\* \(unknown: token=\*\*\*&hint\)$/);
    expect(shown(error)).not.toMatch(/abc\/DEF|abc%2FDEF|ghi\.JKL/i);
  });

  test.each(spellings)("%s, in the headers and the status text", async (_, spell) => {
    const said = `said ${spell(TOKEN)}`;
    const headers = { "X-Request-Id": said, "X-Error-Code": said, "Retry-After": said };
    const revoke = () => Response.json({}, { status: 400, statusText: said, headers });
    const { auth, call, events, shown } = listen({ revoke });
    await call();
    const error = await failureOf(auth.revoke());
    expect(error).toMatchObject({ name: "AtlasTokenError", requestId: "said ***" });
    expect(events.at(-1)).toMatchObject({ requestId: "said ***" });
    expect(shown(error)).not.toMatch(/abc\/DEF|abc%2FDEF|ghi\.JKL/i);
  });

  test("in the whole form, or in a redirect", async () => {
    for (const status of [400, 307]) {
      const revoke: Responder = ({ form }) => Response.json({ error: form, error_description: form }, { status });
      const { auth, call, shown } = listen({ revoke });
      await call();
      expect(shown(await failureOf(auth.revoke()))).not.toMatch(/abc\/DEF|abc%2FDEF|ghi\.JKL/i);
    }
  });
});

describe("a client's secrets are not shown, whichever server repeats them:", () => {
  const reject = (detail: string) => Response.json({ error: 400, errorCode: "X", detail }, { status: 400 });

  test("the client's secret, by the API", async () => {
    const said = `${BASIC} ${CLIENT.clientSecret} ${encodeURIComponent(CLIENT.clientSecret)}`;
    const { call, shown } = listen({ api: () => reject(said) });
    const error = await failureOf(call());
    expect(error).toMatchObject({ detail: "*** *** ***" });
    expect(shown(error)).not.toMatch(/secret|bWRi/);
  });

  test("a token that the API rejected, by the token endpoint", async () => {
    let issued = false;
    const token: Responder = () => {
      if (issued) return Response.json({ error: "x", error_description: `not while ${TOKEN} lives` }, { status: 400 });
      issued = true;
      return Response.json({ access_token: TOKEN });
    };
    const { call, shown } = listen({ token, api: () => new Response(null, { status: 401 }) });
    const error = await failureOf(call());
    expect(error.message).toContain("(not while *** lives)");
    expect(shown(error)).not.toContain("abc/DEF");
  });

  test("a token and the secret, by the API, to a client that has not requested the token itself", async () => {
    const said = `${TOKEN} ${CLIENT.clientSecret}`;
    const { client, call, shown } = listen({});
    await call();
    const other = client({ fetch: async () => reject(said) });
    const error = await failureOf(call(other));
    expect(error).toMatchObject({ detail: "*** ***" });
    expect(shown(error)).not.toMatch(/abc\/DEF|secret/);
  });

  test("a private key, which was never sent, by the API", async () => {
    const privateKey = "01234567-89ab-cdef-0123-456789abcdef";
    const auth = apiKey({ publicKey: "abcdefgh", privateKey });
    const { call, shown } = listen({ api: () => reject(`expected ${privateKey}`) }, { auth });
    const error = await failureOf(call());
    expect(error).toMatchObject({ detail: "expected ***" });
    expect(shown(error)).not.toContain(privateKey);
  });

  test.each([
    ["unchanged", JSON.stringify({ access_token: TOKEN }), TOKEN],
    ["in a longer name", JSON.stringify({ access_token: TOKEN }), `request-for-${TOKEN}`],
    ["escaped here", JSON.stringify({ access_token: TOKEN }), encodeURIComponent(TOKEN)],
    ["escaped there", JSON.stringify({ access_token: TOKEN }).replace("/", "\\/"), TOKEN],
  ])("the new token, by the token endpoint, as the name of the request: %s", async (_, body, requestId) => {
    const token = () => new Response(body, { headers: { "X-Request-Id": requestId } });
    const { call, events, shown } = listen({ token });
    await call();
    expect(events.length).toBeGreaterThan(2);
    expect(shown({})).not.toMatch(/abc\/DEF|abc%2FDEF/);
  });
});

describe("a stalled token request", () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask", "setImmediate"] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test("does not end a call that joined it late: that call makes a new request", async () => {
    let requests = 0;
    const fetch: FetchLike = async (url) => {
      if (!url.endsWith("/oauth/token")) return Response.json(CLUSTER);
      requests += 1;
      return requests === 1 ? new Promise(() => {}) : Response.json({ access_token: TOKEN });
    };
    const { call } = listen({}, { fetch, timeoutMs: 1_000, retry: { attempts: 1 } });
    const first = call().catch((error: Error) => error);
    await jest.advanceTimersByTimeAsync(800);
    const late = Promise.all([call(), call()]);
    await jest.advanceTimersByTimeAsync(200);
    expect(await first).toMatchObject({ name: "AtlasTimeoutError", maybeSent: false });
    expect((await late).map(({ data }) => data)).toEqual([CLUSTER, CLUSTER]);
    expect(requests).toBe(2);
  });

  test("ends the call the second time: its own time is up then", async () => {
    let requests = 0;
    const fetch: FetchLike = () => {
      requests += 1;
      return new Promise(() => {});
    };
    const { call } = listen({}, { fetch, timeoutMs: 1_000, retry: { attempts: 1 } });
    const first = call().catch((error: Error) => error);
    await jest.advanceTimersByTimeAsync(800);
    let ended = false;
    const late = call().catch((error: Error) => error);
    late.finally(() => (ended = true));
    await jest.advanceTimersByTimeAsync(999);
    expect(ended).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(await Promise.all([first, late])).toMatchObject([
      { name: "AtlasTimeoutError" },
      { name: "AtlasTimeoutError" },
    ]);
    expect(requests).toBe(2);
  });
});
