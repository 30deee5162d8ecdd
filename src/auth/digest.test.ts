import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { chooseDigest, type DigestHash, type DigestInput, digestAuthorization } from "./digest.js";
import { parseChallenges } from "./www-authenticate.js";

const hash: DigestHash = (algorithm, text) =>
  createHash(algorithm === "MD5" ? "md5" : "sha256")
    .update(text)
    .digest("hex");

function authorizationFor(header: string, input: Partial<DigestInput> = {}): string | undefined {
  const challenge = chooseDigest(parseChallenges(header));
  const usual = { username: "Mufasa", password: "Circle of Life", method: "GET", uri: "/dir/index.html", count: 1 };
  return challenge && digestAuthorization(challenge, { ...usual, cnonce: "0a4f113b", ...input }, hash);
}

describe("the examples of the RFCs", () => {
  // RFC 7616, section 3.9.1.
  const realm = 'realm="http-auth@example.org"';
  const nonce = 'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"';
  const opaque = 'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';
  const cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
  test.each([
    ["MD5", "8ca523f5e9506fed4657c9700eebdbec"],
    ["SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"],
  ])("RFC 7616, %s", (algorithm, response) => {
    const header = `Digest ${realm}, qop="auth, auth-int", algorithm=${algorithm}, ${nonce}, ${opaque}`;
    expect(authorizationFor(header, { cnonce })).toBe(
      `Digest username="Mufasa", ${realm}, ${nonce}, uri="/dir/index.html", algorithm=${algorithm}, qop=auth, nc=00000001, cnonce="${cnonce}", response="${response}", ${opaque}`,
    );
  });

  test("RFC 7616: the first of two challenges is chosen", () => {
    const headers = ["SHA-256", "MD5"].map((a) => `Digest ${realm}, qop="auth", algorithm=${a}, ${nonce}, ${opaque}`);
    expect(authorizationFor(headers.join(", "), { cnonce })).toContain("algorithm=SHA-256");
  });

  const old = 'realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"';
  test("RFC 2617, section 3.5", () => {
    const header = authorizationFor(`Digest ${old}, qop="auth,auth-int", opaque="5ccc069c403ebaf9f0171e9517f40e41"`, {
      password: "Circle Of Life",
    });
    expect(header).toContain('response="6629fae49393a05397450978507c4ef1"');
  });

  test("RFC 2069, section 2.4, with its erratum: without qop, nc and cnonce are not sent", () => {
    const header = authorizationFor(`Digest ${old}, opaque="5ccc069c403ebaf9f0171e9517f40e41"`, {
      password: "CircleOfLife",
    });
    expect(header).toContain('response="1949323746fe6a43ef61f9606e7febea"');
    expect(header).not.toMatch(/nc=|qop=|algorithm=/);
    const bare = authorizationFor(`Digest ${old}`, { password: "CircleOfLife" });
    expect(bare).toMatch(/, response="1949323746fe6a43ef61f9606e7febea"$/);
  });
});

test.each(["MD5", "SHA-256"] as const)("%s-sess binds the credentials to the nonce and the cnonce", (algorithm) => {
  const header = `Digest realm="r", nonce="n", algorithm=${algorithm}-sess, qop=auth`;
  const h = (text: string) => hash(algorithm, text);
  const a1 = h(`${h("Mufasa:r:Circle of Life")}:n:0a4f113b`);
  const expected = h(`${a1}:n:00000002:0a4f113b:auth:${h("GET:/dir/index.html")}`);
  expect(authorizationFor(header, { count: 2 })).toContain(`response="${expected}"`);
  // The cnonce is sent even without qop: the server can't compute the key without it.
  expect(authorizationFor(`Digest realm="r", nonce="n", algorithm=${algorithm}-sess`)).toContain('cnonce="0a4f113b"');
});

test("the server's values are sent back unchanged, quoted where required", () => {
  const header = authorizationFor('digest REALM="a \\"b\\" \\\\c", nonce=bare, algorithm=md5, qop=AUTH, opaque=""');
  expect(header).toContain('realm="a \\"b\\" \\\\c", nonce="bare"');
  expect(header).toContain("algorithm=md5, qop=auth");
  expect(header).toContain('opaque=""');
});

test("the nonce count has eight hexadecimal digits", () => {
  expect(authorizationFor('Digest realm="r", nonce="n", qop="auth"', { count: 0xabc })).toContain("nc=00000abc");
});

test.each([
  ["", undefined],
  ["Basic realm=x", undefined],
  ['Basic realm="r", nonce="n"', undefined],
  ['Digest realm="r"', undefined],
  ['Digest nonce="n"', undefined],
  ['Digest realm="r", nonce=""', undefined],
  ['Digest realm="r", nonce="n", qop="auth-int"', undefined],
  ['Digest realm="r", nonce="n", algorithm=SHA-512-256', undefined],
  ['Digest realm="r", nonce="n", algorithm=xMD5', undefined],
  ['Digest realm="r", nonce="n", algorithm=MD5-session', undefined],
  ['Digest realm="r", nonce="n", algorithm=none', undefined],
  ['Digest realm="r", nonce="n\u{e9}"', undefined],
  ['Digest realm="\u{1F600}", nonce="n"', undefined],
  ['Digest realm="r", nonce="n", opaque="\n"', undefined],
  ['Digest realm="", nonce="n"', { realm: "", nonce: "n", hash: "MD5", session: false, stale: false }],
  [
    'Digest realm="r", nonce="n", stale=TRUE, qop=""',
    { realm: "r", nonce: "n", hash: "MD5", session: false, stale: true },
  ],
  [
    'Negotiate, Digest realm="r", nonce="n", algorithm=FOO, Digest realm="s", nonce="m", algorithm="SHA-256", qop="auth-int,auth"',
    { realm: "s", nonce: "m", hash: "SHA-256", algorithm: "SHA-256", session: false, qop: "auth", stale: false },
  ],
])("chooses from %j", (header, expected) => {
  expect(chooseDigest(parseChallenges(header))).toStrictEqual(expected);
});
