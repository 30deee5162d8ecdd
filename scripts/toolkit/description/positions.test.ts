import { describe, expect, test } from "@jest/globals";
import { parseFile } from "./parse.js";

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
merged:
  <<: { type: array }
  flow: {a: 1,
    b: "two"}
`;

describe("in YAML", () => {
  const { position } = parseFile("boats.yaml", yaml);

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
    ["merged type", "19:1"],
    ["merged flow b", "22:5"],
  ])("%j stands at %s", (path, place) => {
    const { line, column } = position(path === "" ? [] : path.split(" "));
    expect(`${line}:${column}`).toBe(place);
  });
});

test("the value of a property stands behind its key", () => {
  const { position } = parseFile("boats.yaml", yaml);
  expect(position(["info", "title"], "value")).toEqual({ file: "boats.yaml", line: 5, column: 10 });
  expect(position(["list", "1"], "value")).toMatchObject({ line: 12, column: 5 });
});

test("in JSON, laid out or not, with a byte order mark or without", () => {
  const value = { paths: { "/a": { get: [{ x: 1 }, { y: "paths: 2" }] } }, end: null };
  const path = ["paths", "/a", "get", "1", "y"];
  const file = "boats.json";
  for (const mark of ["", "\uFEFF"]) {
    expect(parseFile(file, mark + JSON.stringify(value, null, 2)).position(path)).toEqual({
      file,
      line: 9,
      column: 11,
    });
    const text = JSON.stringify(value);
    const { position } = parseFile(file, Buffer.from(mark + text));
    expect(position(path)).toEqual({ file, line: 1, column: text.indexOf('"y"') + 1 });
    expect(position(["end"])).toEqual({ file, line: 1, column: text.indexOf('"end"') + 1 });
  }
});
