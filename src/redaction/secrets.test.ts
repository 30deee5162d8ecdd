import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { expectLinear } from "../test-support/linear.js";
import { createSecrets, secretsOf } from "./secrets.js";

const SECRET = "abc/DEF+ghi.JKL-0123==";

function secretsWith(...known: string[]) {
  const secrets = createSecrets();
  for (const secret of known) secrets.keep(secret);
  return secrets;
}

describe("the secrets of an Authorization header", () => {
  test.each<[string, string[]]>([
    ["Bearer token-0123456789", ["token-0123456789"]],
    [`Basic ${btoa("client-id:the:password")}`, [btoa("client-id:the:password"), "the:password"]],
    ["Basic !", ["!", ""]],
    [
      'Digest username="public-key", realm="MMS Public API", nonce="a\\"b", uri="/x", nc=00000001, cnonce=c0, response="r0"',
      ["public-key", "public-key", 'a\\"b', 'a"b', "c0", "r0", "r0"],
    ],
    ["AWS4-HMAC-SHA256 Credential=AKIA, Signature=sig", ["Credential=AKIA, Signature=sig", "AKIA", "sig"]],
    ["token-without-a-scheme", ["token-without-a-scheme"]],
  ])("%s", (header, expected) => {
    expect(secretsOf(header)).toEqual(expected);
  });
});

describe("a secret is redacted", () => {
  test.each<[string, string, string]>([
    ["as it is", `<${SECRET}>`, "<***>"],
    ["twice", `${SECRET} ${SECRET}`, "*** ***"],
    ["percent-encoded", `token=${encodeURIComponent(SECRET)}&x=1`, "token=***&x=1"],
    ["as a form writes it", `${new URLSearchParams({ token: SECRET })}&x=1`, "token=***&x=1"],
    ["with escaped slashes", JSON.stringify({ a: SECRET }).replace("/", "\\/"), '{"a":"***"}'],
    ["in JSON in a string of JSON", JSON.stringify(`"${SECRET.replace("/", "\\/")}"`), '"\\"***\\""'],
    ["with characters by number, in JSON in a string of JSON", SECRET.replace("+", "\\\\u002b"), "***"],
    ["with characters by number", `{"a":"\\u0061bc${SECRET.slice(3).replaceAll("=", "\\u003D")}"}`, '{"a":"***"}'],
    ["in a mixture of all", `abc%2fDEF\\u002bghi.JKL-0123==`, "***"],
    ["cut short after sixteen characters", `${SECRET.slice(0, 18)}!`, "***!"],
    ["followed by an escape that belongs to the text", `{"a":"${SECRET}\\" \\n"}`, '{"a":"***\\" \\n"}'],
  ])("%s", (_, text, clean) => {
    expect(secretsWith(SECRET).redact(text)).toBe(clean);
  });

  test("that contains a percent sign or a backslash", () => {
    const secrets = secretsWith("pass%41word", "pass\\word\\\\x");
    expect(secrets.redact("pass%41word pass%2541word pass\\word\\\\x")).toBe("*** *** ***");
    expect(secrets.redact(JSON.stringify("pass\\word\\\\x"))).toBe('"***"');
    expect(secrets.redact(JSON.stringify(JSON.stringify("pass\\word\\\\x")))).toBe('"\\"***\\""');
  });

  test("that is not ASCII, percent-encoded", () => {
    expect(secretsWith("pässwörd-😀").redact(encodeURIComponent("pässwörd-😀"))).toBe("***");
  });

  test("that looks percent-encoded itself, followed by an escape", () => {
    expect(secretsWith("pass%41word/0123").redact("x pass%41word\\/0123")).toBe("x ***");
  });

  test("if it is the longest of several with the same beginning", () => {
    expect(secretsWith("token-01", "token-0123").redact("token-0123 token-01 token-02")).toBe("*** *** token-02");
  });

  test("if it has characters beyond U+00FF", () => {
    expect(secretsWith("пароль-пароль").redact("x пароль-пароль")).toBe("x ***");
  });
});

test("a text without a secret is left unchanged", () => {
  for (const text of ["", "abc", SECRET.slice(0, 15), '{"a":"\\u00"}', "100%", "\\", "%4", SECRET.toUpperCase()]) {
    expect(secretsWith(SECRET).redact(text)).toBe(text);
  }
});

test("strings that are too short to be secrets are not redacted", () => {
  expect(secretsWith("cluster").redact("the cluster")).toBe("the cluster");
});

test("nothing of a secret is left, however each character is spelled", () => {
  const spellings = (character: string) => {
    const hex = character.charCodeAt(0).toString(16).padStart(2, "0");
    return fc.constantFrom(
      character,
      `%${hex}`,
      `%${hex.toUpperCase()}`,
      `\\u00${hex}`,
      ...(character === "/" ? ["\\/"] : []),
    );
  };
  const spelled = fc.tuple(...[...SECRET].map(spellings)).map((characters) => characters.join(""));
  const secrets = secretsWith(SECRET);
  fc.assert(
    fc.property(spelled, (text) => secrets.redact(`a ${text} b`) === "a *** b"),
    { numRuns: 2_000, seed: 1 },
  );
});

test("the latest sent credentials are remembered, and kept secrets are not displaced by them", () => {
  const secrets = secretsWith(SECRET);
  const token = (index: number) => `token-number-${String(index).padStart(5, "0")}`;
  for (let index = 0; index < 1_100; index += 1) secrets.remember(`Bearer ${token(index)}`);
  expect(secrets.redact(`${token(1_099)} ${token(100)} ${token(0)} ${SECRET}`)).toBe(`*** *** ${token(0)} ***`);
});

test("a secret that is not a string is rejected, and later calls still work", () => {
  const secrets = secretsWith(SECRET);
  expect(() => secrets.keep(1_234_567_890 as never)).toThrow("The secret of keepSecret() must be a string");
  expect(secrets.redact(SECRET)).toBe("***");
});

test.each(["a", "%61", "\\u0061", "\\", "%", `${SECRET.slice(0, 15)}!`, SECRET])(
  "a text of %j takes linear time",
  (unit) => {
    const secrets = secretsWith(SECRET, `${"a".repeat(15)}b`, `${"a".repeat(300)}b`);
    // Many secrets with the same beginning, as a hostile server could cause.
    for (let index = 0; index < 300; index += 1)
      secrets.remember(`Digest nonce="${"a".repeat(12)}${index}${"b".repeat(8)}"`);
    expectLinear((size) => secrets.redact(unit.repeat(size / unit.length)));
  },
);
