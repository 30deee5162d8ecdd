import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { expectLinear } from "../test-support/linear.js";
import { chooseDigest } from "./digest.js";
import { parseChallenges } from "./www-authenticate.js";

function parse(header: string) {
  return parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
}

test.each<[string, unknown[]]>([
  ["", []],
  ["Basic", [["basic", {}]]],
  ['Basic realm="a, b=c"', [["basic", { realm: "a, b=c" }]]],
  ["Negotiate a87421000492aa874209af8bc028==", [["negotiate", {}]]],
  [
    "Negotiate, Basic realm=x",
    [
      ["negotiate", {}],
      ["basic", { realm: "x" }],
    ],
  ],
  [
    "Negotiate abc=, Digest nonce=n",
    [
      ["negotiate", {}],
      ["digest", { nonce: "n" }],
    ],
  ],
  [
    'Digest Realm = "r" , NONCE=n ,, qop="auth,auth-int"',
    [["digest", { realm: "r", nonce: "n", qop: "auth,auth-int" }]],
  ],
  ['Digest a="1", a="2"', [["digest", { a: "1" }]]],
  ['Digest a="x\\"y\\\\z"', [["digest", { a: 'x"y\\z' }]]],
  ['Digest a="never closed, b=1', [["digest", { a: '"never closed, b=1' }]]],
  ["a=1, Digest b=2", [["digest", { b: "2" }]]],
  ["Digest b=1, a=", [["digest", { b: "1", a: "" }]]],
  [
    '"odd" Digest a=1',
    [
      ["odd", {}],
      ["digest", { a: "1" }],
    ],
  ],
  [
    'Newauth realm="apps", type=1, title="Login to \\"apps\\"", Basic realm="simple"',
    [
      ["newauth", { realm: "apps", type: "1", title: 'Login to "apps"' }],
      ["basic", { realm: "simple" }],
    ],
  ],
])("reads %j", (header, expected) => {
  expect(parse(header)).toEqual(expected);
});

test("at most fifty challenges are kept", () => {
  const schemes = (count: number) => Array.from({ length: count }, (_, index) => `Scheme${index}`).join(", ");
  expect(parse(schemes(50))).toHaveLength(50);
  expect(parse(schemes(52)).at(-1)).toEqual(["scheme49", {}]);
  expect(parse(`${schemes(50)}, a=1`).at(-1)).toEqual(["scheme49", {}]);
});

test("a quoted string can contain an escaped line break", () => {
  expect(parse('Digest a="b\\\nc"')).toEqual([["digest", { a: "b\nc" }]]);
});

// The pieces of a hostile header.
const piece = fc.oneof(
  fc.constantFrom("Digest", "Basic ", "realm=", 'nonce="n"', "qop=auth", '"', "\\", ",", "=", " ", "stale=true", "\t"),
  // fast-check's own unit for any character takes two seconds to build.
  fc.string({ unit: fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)), maxLength: 6 }),
);

describe("any header", () => {
  test("is parsed without an error, and a chosen challenge has a header", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const digest = chooseDigest(parseChallenges(pieces.join("")));
        return digest === undefined || (digest.nonce !== "" && !/[\r\n]/.test(digest.nonce));
      }),
      { numRuns: 10_000, seed: 7616 },
    );
  });

  test("survives being written and parsed again", () => {
    const value = fc.string({ unit: fc.constantFrom(..."ab,=\"\\ 0'"), maxLength: 8 });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("realm", "nonce", "opaque", "qop"), value), (parameters) => {
        const quoted = Object.entries(parameters).map(([k, v]) => `${k}="${v.replace(/["\\]/g, "\\$&")}"`);
        expect(parse(`Digest ${quoted.join(", ")}`)).toEqual([["digest", { ...parameters }]]);
      }),
      { numRuns: 2_000, seed: 9110 },
    );
  });
});

test.each<[string, string]>([
  ["open quotation marks", 'a="'],
  ["escapes", '\\"'],
  ["schemes", "a "],
  ["backslashes", "\\"],
])("many %s are read in linear time", (_, unit) => {
  expectLinear((size) => {
    const header = `Digest x="${unit}", ${unit.repeat(size / unit.length)}`;
    parseChallenges(header);
    parseChallenges(`"${header}`);
  });
});
