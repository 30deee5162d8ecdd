import { describe, expect, test } from "@jest/globals";
import { createSecrets } from "../redaction/secrets.js";
import { makeCall } from "../test-support/call.js";
import { expectLinear } from "../test-support/linear.js";
import type { ReadResponse } from "./call.js";
import { redactResponse, toResponse as toResponseOf } from "./read-response.js";

const SECRET = "secret/token+0123456789==";

function toResponse(response: ReadResponse, ...known: string[]): Response {
  const secrets = createSecrets();
  for (const secret of known) secrets.keep(secret);
  const call = makeCall();
  Object.assign(call.progress, { sent: 1, responded: true });
  return toResponseOf(redactResponse(response, call, secrets), call);
}

function readResponse(status: number, body = "", properties: Partial<ReadResponse> = {}): ReadResponse {
  const bytes = new TextEncoder().encode(body);
  return { status, statusText: "", headers: new Headers(), bytes, ...properties };
}

test("a read response becomes a complete Response", async () => {
  const headers = new Headers([
    ["X-Two", "a"],
    ["X-Two", "b"],
    ["Set-Cookie", "c=1"],
    ["Set-Cookie", "d=2"],
  ]);
  const response = toResponse(readResponse(200, "{}", { statusText: "Fine", headers }));
  expect([response.status, response.statusText, response.url]).toEqual([
    200,
    "Fine",
    "https://cloud.mongodb.com/x?secret",
  ]);
  expect(response.headers.get("X-Two")).toBe("a, b");
  expect(response.headers.getSetCookie()).toEqual(["c=1", "d=2"]);
  expect(await response.text()).toBe("{}");
});

describe("credentials that a server echoes", () => {
  test.each([
    ["JSON", JSON.stringify({ detail: `bad ${SECRET}` }), '{"detail":"bad ***"}'],
    ["JSON with another way to write a slash", '{"detail":"secret\\/token+0123456789=="}', '{"detail":"***"}'],
    ["JSON with a character as a number", '{"detail":"\\u0073ecret/token+0123456789=="}', '{"detail":"***"}'],
    ["JSON with quotation marks in it", JSON.stringify({ a: [{ b: 'x "quoted"' }] }), '{"a":[{"b":"***"}]}'],
    ["a property's name", JSON.stringify({ [SECRET]: 1 }), '{"***":1}'],
    ["text", `<b>${SECRET}</b>`, "<b>***</b>"],
    ["JSON cut short", `{"detail":"${SECRET}`, '{"detail":"***'],
  ])("is redacted in an error of %s", async (_, body, clean) => {
    expect(await toResponse(readResponse(400, body), SECRET, 'x "quoted"').text()).toBe(clean);
  });

  test("are redacted in headers and in the reason phrase", () => {
    const headers = new Headers({ "X-Debug": `Bearer ${SECRET}` });
    const response = toResponse(readResponse(200, "", { statusText: `No ${SECRET}`, headers }), SECRET);
    expect([response.statusText, response.headers.get("X-Debug")]).toEqual(["No ***", "Bearer ***"]);
  });

  test("an error without any is left unchanged, byte for byte", async () => {
    const bytes = new Uint8Array([0xff, 0x7b, 0x20, 0x7d]);
    const response = toResponse(readResponse(400, "", { bytes }), SECRET);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  test("JSON without any is left as it was written", async () => {
    const text = '{ "a" : 1.0 }';
    expect(await toResponse(readResponse(400, text), SECRET).text()).toBe(text);
  });

  test("are left in the data of a success", async () => {
    expect(await toResponse(readResponse(200, SECRET), SECRET).text()).toBe(SECRET);
  });
});

// secrets.test.ts covers the texts that take longest to redact.
test.each(['"', SECRET])("a long error of %j takes linear time", (unit) => {
  expectLinear((size) => {
    const body = unit.repeat(size / unit.length);
    for (const text of [body, JSON.stringify({ detail: body })]) toResponse(readResponse(500, text), SECRET);
  });
});

test("an error with 1,000 nonces in its challenge takes linear time, and all are redacted", () => {
  const challenge = `Digest ${Array.from({ length: 1_000 }, (_, index) => `nonce="n${1e6 + index}"`).join(", ")}`;
  const headers = new Headers({ "WWW-Authenticate": challenge });
  expectLinear((size) => {
    const response = toResponse(readResponse(400, `n1000000 ${"a".repeat(size)}`, { headers }), SECRET);
    expect(response.headers.get("WWW-Authenticate")).not.toContain("n1000999");
  });
});

test.each([200, 400, 500])("JSON nested thousands of levels deep is a typed error, with status %i", (status) => {
  for (const depth of [500, 5_000, 100_000]) {
    const nested = `{"detail":${"[".repeat(depth)}${"]".repeat(depth)}}`;
    expect(() => toResponse(readResponse(status, nested))).toThrow(
      expect.objectContaining({ name: "AtlasUnexpectedResponseError", status, maybeSent: true }),
    );
  }
});

test("a text with many brackets is not JSON, and is left unchanged", async () => {
  const log = "[warn] {".repeat(600);
  expect(await toResponse(readResponse(502, log)).text()).toBe(log);
});

test("brackets in strings, or side by side, do not count as levels", async () => {
  const body = JSON.stringify({ detail: `\\"${"[{".repeat(2_000)}`, list: Array.from({ length: 2_000 }, () => [{}]) });
  expect(await toResponse(readResponse(400, body)).text()).toBe(body);
});

test.each([101, 600, 999, 42])("status %i, which no Response can have, is a typed error", (status) => {
  const cause = expect.any(Object);
  expect(() => toResponse(readResponse(status))).toThrow(expect.objectContaining({ status, maybeSent: true, cause }));
  expect(() => toResponse(readResponse(status))).toThrow("no HTTP response has that status");
});

test("a reason phrase that no Response accepts is left out", () => {
  expect(toResponse(readResponse(200, "", { statusText: "\u51b2" })).statusText).toBe("");
});

test.each([204, 205, 304])("%i has no body, whatever was sent", (status) => {
  expect(toResponse(readResponse(status, "x")).body).toBeNull();
});
