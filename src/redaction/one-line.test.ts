import { expect, test } from "@jest/globals";
import { oneLine } from "./one-line.js";

test.each([
  ["plain words", "plain words"],
  [" a\r\nb\tc\u0000 ", "a b c"],
  ["a\u001b[2Jb\u0080c", "a [2Jb c"],
  ["a\u2028b\u2029c\u202ed\u200ee\u061cf\u2066g", "a b c d e f g"],
  ["ü – 東京 😀", "ü – 東京 😀"],
])("%j becomes %j", (text, line) => {
  expect(oneLine(text)).toBe(line);
});

test("up to 1,000 characters are shown; a longer text is cut and marked, even if several characters became one", () => {
  const most = "x".repeat(1_000);
  expect(oneLine(most)).toBe(most);
  expect(oneLine(`${most}y`)).toBe(`${most}…`);
  expect(oneLine(`\r\n${most}`)).toBe(`${"x".repeat(998)}…`);
});

test("a surrogate pair is not cut in half", () => {
  const text = `${"x".repeat(999)}😀`;
  expect(oneLine(text)).toBe(`${"x".repeat(999)}…`);
});
