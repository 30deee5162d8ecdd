import { describe, expect, test } from "@jest/globals";
import { createLocator } from "./positions.js";

const yaml = `# A comment before all.
openapi: 3.0.3
info:
  # A comment inside.
  title: "Boats: a title"
paths:
  "/a/{id}":
    get: { tags: [One, Two], deprecated: true }
  empty:
list:
- first
-   name: second
    deep:
      - - inner
base: &base
  type: string
copy: *base
200: a number for a key
`;

describe("in YAML", () => {
  const locate = createLocator(yaml);

  test.each([
    ["", "2:1"],
    ["openapi", "2:1"],
    ["info title", "5:3"],
    ["paths /a/{id}", "7:3"],
    ["paths /a/{id} get tags", "8:12"],
    ["paths /a/{id} get tags 1", "8:24"],
    ["paths /a/{id} get deprecated", "8:30"],
    ["paths empty", "9:3"],
    ["list 0", "11:3"],
    ["list 1 name", "12:5"],
    ["list 1 deep 0 0", "14:11"],
    ["copy", "17:1"],
    ["copy type", "17:1"],
    ["200", "18:1"],
    ["info nowhere", "3:1"],
  ])("%j stands at %s", (path, place) => {
    const { line, column } = locate(path === "" ? [] : path.split(" "));
    expect(`${line}:${column}`).toBe(place);
  });
});

test("in JSON, laid out or not", () => {
  const value = { paths: { "/a": { get: [{ x: 1 }, { y: "paths: 2" }] } }, end: null };
  const path = ["paths", "/a", "get", "1", "y"];
  expect(createLocator(JSON.stringify(value, null, 2))(path)).toEqual({ line: 9, column: 11 });
  const text = JSON.stringify(value);
  expect(createLocator(text)(path)).toEqual({ line: 1, column: text.indexOf('"y"') + 1 });
  expect(createLocator(text)(["end"])).toEqual({ line: 1, column: text.indexOf('"end"') + 1 });
});
