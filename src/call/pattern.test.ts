import { expect, test } from "@jest/globals";
import { toRegExp } from "./pattern.js";

test("a pattern counts characters, not their halves", () => {
  expect(toRegExp("^.$").test("😀")).toBe(true);
});

test("a pattern from before Unicode is read as it was meant", () => {
  expect(toRegExp("^[\\w\\-]\\_$").test("-_")).toBe(true);
});

test("an invalid pattern is rejected", () => {
  expect(() => toRegExp("(")).toThrow("Unterminated group");
});
