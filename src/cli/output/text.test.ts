import { expect, test } from "@jest/globals";
import { bold, columns, duration, isLive, shellQuote, toJson, widthOf, wrap } from "./text.js";

test.each([
  [0, "0:00"],
  [9_999, "0:09"],
  [760_000, "12:40"],
  [3_723_000, "1:02:03"],
  [-5, "0:00"],
])("%i ms are %s", (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test("text wraps between words, and a word that is too long gets its own line", () => {
  expect(wrap("one two three fourteen-letters five", 9, "  ")).toBe("one two\n  three\n  fourteen-letters\n  five");
});

test("columns are as wide as their content", () => {
  expect(
    columns([
      ["a", "bbb", ""],
      ["aaa", "b", "c"],
    ]),
  ).toEqual(["a    bbb", "aaa  b    c"]);
});

test("JSON escapes characters that a terminal could interpret, and parses to the same value", () => {
  const value = { a: "x\x1b[2J\x9b\u202e\u2028\n", b: ["\u{e0001}"] };
  for (const indent of [0, 2]) {
    expect(toJson(value, indent)).toMatch(/^[\x20-\x7e\n]*$/);
    expect(JSON.parse(toJson(value, indent))).toEqual(value);
  }
});

test("arguments that a shell would interpret are quoted", () => {
  expect(["a/b.json", "it's here", "$(x)"].map(shellQuote)).toEqual(["a/b.json", "'it'\\''s here'", "'$(x)'"]);
});

test("a terminal is live unless it is dumb, and bold unless NO_COLOR is set", () => {
  const terminal = { isTTY: true, columns: 40, write: () => {} };
  expect([isLive(terminal, { env: {} }), isLive(terminal, { env: { TERM: "dumb" } })]).toEqual([true, false]);
  expect(bold("x", terminal, { env: {} })).toBe("\x1b[1mx\x1b[22m");
  expect(bold("x", terminal, { env: { NO_COLOR: "1" } })).toBe("x");
  expect(bold("x", { write: () => {} }, { env: {} })).toBe("x");
  expect([widthOf(terminal), widthOf({ columns: 0, write: () => {} })]).toEqual([40, 80]);
});
