import { expect, test } from "@jest/globals";
import { scrub, secretsOfAuthorization, secretsOfDigest } from "./secrets.js";

const basic = (text: string) => `Basic ${btoa(text)}`;

test.each([
  ["Bearer abcdefgh", ["abcdefgh"]],
  ["Bearer   abcdefgh ", ["abcdefgh"]],
  ["abcdefgh", ["abcdefgh"]],
  [" Basic dXNlcjpwYXNzd29yZA==", ["dXNlcjpwYXNzd29yZA==", "password"]],
  [basic(":password"), [btoa(":password"), "password"]],
  ["Custom a=b, c=d", ["a=b, c=d"]],
  [
    'ApiKey id="me", secret="s3cr3t-s3cr\\"3t"',
    ['id="me", secret="s3cr3t-s3cr\\"3t"', 's3cr3t-s3cr\\"3t', 's3cr3t-s3cr"3t'],
  ],
  ["Bearer abcdefg", []],
  [basic("user:password:1"), [btoa("user:password:1"), "password:1"]],
  [basic("nothing-else"), [btoa("nothing-else")]],
  ["Basic !!!not-base64!!!", ["!!!not-base64!!!"]],
  [
    'Digest username="pubkeyab", realm="MMS Public API", nonce="01234567", uri="/x", qop=auth, nc=00000001, cnonce="76543210", response="abcdef01", opaque="opaque-1"',
    ["pubkeyab", "01234567", "76543210", "abcdef01", "opaque-1"],
  ],
])("of %s", (header, expected) => {
  expect(secretsOfAuthorization(header)).toEqual(expected);
});

test("of a challenge and of what follows it", () => {
  expect(secretsOfDigest('Digest realm="long-enough", nonce="01234567", qop="auth"')).toEqual(["01234567"]);
  expect(secretsOfDigest('nextnonce="01234567", rspauth="abcdef01"')).toEqual(["01234567", "abcdef01"]);
  expect(secretsOfDigest("nonce=bare-nonce, stale=true")).toEqual(["bare-nonce"]);
  expect(secretsOfDigest('Digest nonce = "abc def, 01234567"')).toEqual(["abc def, 01234567"]);
  expect(secretsOfDigest('Digest nonce="ab\\"cdef01"')).toEqual(['ab\\"cdef01', 'ab"cdef01']);
});

test("are blacked out everywhere", () => {
  expect(scrub("a b a c", ["a", "c"])).toBe("*** b *** ***");
  expect(scrub("tokens and token", ["token", "tokens"])).toBe("*** and ***");
});
