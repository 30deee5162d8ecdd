import { expect, test } from "@jest/globals";
import { evaluate } from "./runtime-expression.js";

const exchange = {
  request: { path: { id: "a" }, body: { list: [{ "a/b": 1 }], "~": 2, nothing: null } },
  response: { body: { deep: { er: "x" } } },
};

test.each<[string, unknown]>([
  ["$request.path.id", "a"],
  ["$request.path.other", undefined],
  ["$request.path.toString", undefined],
  ["$request.body#/list/0/a~1b", 1],
  ["$request.body#/list/1/a~1b", undefined],
  ["$request.body#/~0", 2],
  ["$request.body#/nothing", null],
  ["$request.body#/nothing/more", undefined],
  ["$request.body#/__proto__", undefined],
  ["$response.body#/deep/er", "x"],
  ["$response.body#/deep/er/length", undefined],
  ["$response.body#", undefined],
  ["$url", undefined],
  ["id", undefined],
])("%s", (expression, value) => {
  expect(evaluate(expression, exchange)).toBe(value);
});

test("a missing value is undefined", () => {
  expect(evaluate("$response.body#/a", { request: {} })).toBeUndefined();
  expect(evaluate("$request.path.id", { request: {} })).toBeUndefined();
});
