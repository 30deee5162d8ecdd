import { describe, expect, test } from "@jest/globals";
import { expectLinear } from "../../contract-tests/support/linear.js";
import { toResponse } from "./answer.js";
import { type Answer, type Call, createProgress } from "./call.js";
import { DEFAULT_RETRY } from "./retry-options.js";

const SECRET = "secret/token+0123456789==";

function callOf(...secrets: string[]): Call {
  return {
    request: { method: "POST", url: "https://cloud.mongodb.com/x?y", headers: new Headers(), body: undefined },
    limits: { timeoutMs: 1, deadlineMs: 1, retry: DEFAULT_RETRY, retryUnsafe: false },
    signal: new AbortController().signal,
    progress: { ...createProgress(), secrets: new Set(secrets) },
    purpose: "operation",
  };
}

function answer(status: number, body = "", members: Partial<Answer> = {}): Answer {
  return { status, statusText: "", headers: new Headers(), bytes: new TextEncoder().encode(body), ...members };
}

test("an answer becomes a Response with everything that it had", async () => {
  const headers = new Headers([
    ["X-Two", "a"],
    ["X-Two", "b"],
    ["Set-Cookie", "c=1"],
    ["Set-Cookie", "d=2"],
  ]);
  const response = toResponse(answer(200, "{}", { statusText: "Fine", headers }), callOf());
  expect([response.status, response.statusText, response.url]).toEqual([200, "Fine", "https://cloud.mongodb.com/x?y"]);
  expect(response.headers.get("X-Two")).toBe("a, b");
  expect(response.headers.getSetCookie()).toEqual(["c=1", "d=2"]);
  expect(await response.text()).toBe("{}");
});

describe("what a server says back of the credentials", () => {
  test.each([
    ["JSON", JSON.stringify({ detail: `bad ${SECRET}` }), '{"detail":"bad ***"}'],
    ["JSON with another way to write a slash", '{"detail":"secret\\/token+0123456789=="}', '{"detail":"***"}'],
    ["JSON with a character as a number", '{"detail":"\\u0073ecret/token+0123456789=="}', '{"detail":"***"}'],
    ["JSON with quotation marks in it", JSON.stringify({ a: [{ b: 'x "quoted"' }] }), '{"a":[{"b":"***"}]}'],
    ["a member's name", JSON.stringify({ [SECRET]: 1 }), '{"***":1}'],
    ["text", `<b>${SECRET}</b>`, "<b>***</b>"],
    ["JSON cut short", `{"detail":"${SECRET}`, '{"detail":"***'],
  ])("is blacked out in an error of %s", async (_, body, clean) => {
    expect(await toResponse(answer(400, body), callOf(SECRET, 'x "quoted"')).text()).toBe(clean);
  });

  test("is blacked out in headers and in the words beside the status", () => {
    const headers = new Headers({ "X-Debug": `Bearer ${SECRET}` });
    const response = toResponse(answer(200, "", { statusText: `No ${SECRET}`, headers }), callOf(SECRET));
    expect([response.statusText, response.headers.get("X-Debug")]).toEqual(["No ***", "Bearer ***"]);
  });

  test("leaves an error without any of it as it was, byte by byte", async () => {
    const bytes = new Uint8Array([0xff, 0x7b, 0x20, 0x7d]);
    const response = toResponse(answer(400, "", { bytes }), callOf(SECRET));
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  test("leaves JSON without any of it as it was written", async () => {
    const text = '{ "a" : 1.0 }';
    expect(await toResponse(answer(400, text), callOf(SECRET)).text()).toBe(text);
  });

  test("is left in data, which is what was asked for", async () => {
    expect(await toResponse(answer(200, SECRET), callOf(SECRET)).text()).toBe(SECRET);
  });
});

test.each(["a", '"', "\\", "{", "[", SECRET.slice(0, -1), SECRET])(
  "an error of 1 MB of %j takes linear time",
  (unit) => {
    expectLinear((size) => {
      const body = unit.repeat(size / unit.length);
      for (const text of [body, JSON.stringify({ detail: body })]) toResponse(answer(500, text), callOf(SECRET));
    });
  },
);

test.each([101, 600, 999, 42])("no Response can have the status %i: a typed error", (status) => {
  const cause = expect.any(Object);
  expect(() => toResponse(answer(status), callOf())).toThrow(
    expect.objectContaining({ status, maybeSent: true, cause }),
  );
  expect(() => toResponse(answer(status), callOf())).toThrow("no HTTP answer has that status");
});

test("words beside the status that no Response takes are left out", () => {
  expect(toResponse(answer(200, "", { statusText: "\u51b2" }), callOf()).statusText).toBe("");
});

test.each([204, 205, 304])("%i has no body, whatever came", (status) => {
  expect(toResponse(answer(status, "x"), callOf()).body).toBeNull();
});
