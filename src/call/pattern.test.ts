import { expect, test } from "@jest/globals";
import { toRegExp } from "./pattern.js";

test("a pattern counts characters, not UTF-16 code units", () => {
  expect(toRegExp("^.$").test("😀")).toBe(true);
});

test("a pattern that is invalid with the u flag is compiled without it", () => {
  expect(toRegExp("^[\\w\\-]\\_$").test("-_")).toBe(true);
});

test("an invalid pattern is rejected", () => {
  expect(() => toRegExp("(")).toThrow("Unterminated group");
});
