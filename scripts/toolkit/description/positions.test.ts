import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseDocument, stringify } from "yaml";
import { parseFile } from "./parse.js";
import { readYaml } from "./yaml.js";

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
  ])("%j stands at %s", (path, location) => {
    const { line, column } = position(path === "" ? [] : path.split(" "));
    expect(`${line}:${column}`).toBe(location);
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

type Positions = Pick<ReturnType<typeof readYaml>, "find">;

function positionsOf({ find }: Positions, value: unknown, path: readonly string[] = []): unknown[] {
  const own = [path, [...path, "not there"]].map((keys) => [
    keys.join("/"),
    find(keys, "key").start,
    find(keys, "value").start,
  ]);
  const parts = Object.entries(typeof value === "object" && value !== null ? value : {});
  return [...own, ...parts.flatMap(([key, child]) => positionsOf({ find }, child, [...path, key]))];
}

// Words that mean something in YAML, among them a line that looks like a key and one that ends for JavaScript alone.
const words = [
  "a",
  "b: c",
  "- d",
  "# e",
  "key:\nother: f\n",
  "\u2028g: h",
  "? i",
  ": j",
  "'k\"",
  "{",
  "]",
  "",
  "|",
  "*",
];
const { document } = fc.letrec<{ document: object; value: unknown }>((tie) => ({
  document: fc.dictionary(fc.constantFrom(...words, "l", "200", "__proto__", "m".repeat(140)), tie("value"), {
    maxKeys: 4,
  }),
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...words, null, true, 1.5),
    fc.array(tie("value"), { maxLength: 3 }),
    tie("document"),
  ),
}));

test("a large text, which is read in parts, says and has everything where it has it as a whole", () => {
  let split = 0;
  fc.assert(
    fc.property(document, fc.constantFrom(1, 2, 4), fc.boolean(), (value, indent, indentSeq) => {
      const text = `# A comment\n${stringify(value, { indent: Math.max(2, indent), indentSeq, lineWidth: 20 })}`;
      const whole = readYaml(text, Number.POSITIVE_INFINITY);
      const parts = readYaml(text, 1);
      expect(parts.value).toEqual(whole.value);
      expect(positionsOf(parts, whole.value)).toEqual(positionsOf(whole, whole.value));
      if ("from" in parts) split += 1;
    }),
    { numRuns: 60 },
  );
  expect(split).toBeGreaterThan(20);
});

test("JSON has everything where YAML's parser has it", () => {
  fc.assert(
    fc.property(document, fc.constantFrom(0, 2), (value, indent) => {
      const text = ` ${JSON.stringify(value, null, indent)}`;
      const { position, range } = parseFile("a.json", text);
      const whole = readYaml(text, Number.POSITIVE_INFINITY);
      const offset = (path: readonly string[], at: "key" | "value") => {
        const { line, column } = position(path, at);
        return (
          text
            .split("\n")
            .slice(0, line - 1)
            .join("\n").length +
          (line > 1 ? 1 : 0) +
          column -
          1
        );
      };
      const read = { find: (path: readonly string[], at: "key" | "value") => ({ start: offset(path, at) }) };
      expect(positionsOf(read, value)).toEqual(positionsOf(whole, value));
      for (const key of Object.keys(value)) {
        const { start, end = 0 } = whole.find([key], "value");
        expect(range([key])).toEqual([start, end]);
      }
    }),
    { numRuns: 40 },
  );
});

test.each([
  ["an anchor", "a: &x\n  b: 1\nc: *x\n"],
  ["a merge key", "a:\n  <<: { b: 1 }\n  c: 2\n"],
  ["an explicit key", "? a\n: b: 1\n  c: 2\nd:\n  e: 1\n"],
  ["comments and blank lines", "\n# x\na: # y\n\n  # z\n  b: 1\n# w\nc:\n\n  d: 2\n\n"],
  ["a list that is not indented", "a:\n- b\n- c: 1\nd:\n  e:\n  - f\n"],
  ["values over several lines", "a: |2\n   b\n  c: d\n\ne: 'f\n  g: h'\ni: {j: 1,\n  k: 2}\nl: m\n  n\n"],
  ["what ends a line for JavaScript alone", "a: |\n  b\u2028c: d\ne:\n  f: g\n"],
  ["ends of lines of Windows", "a:\r\n  b: 1\r\n  c:\r\n    d: 2\r\n"],
])("%s: in parts or as a whole, it is the same", (_name, text) => {
  const [parts, whole] = [readYaml(text, 1), readYaml(text, Number.POSITIVE_INFINITY)];
  expect(parts.value).toEqual(whole.value);
  expect(whole.value).toEqual(parseDocument(text, { merge: true }).toJS());
  expect(positionsOf(parts, whole.value)).toEqual(positionsOf(whole, whole.value));
});

test.each(["a: 1\nb:\n  c: 1\n  c: 2\n", "a: 1\na: 2\n", "a:\n    b: 1\n  c: 2\n", "a: *x\n", "a: !x 1\n", "a: 'b\n"])(
  "%j is rejected, in parts or as a whole",
  (text) => {
    const errorFor = (large: number) => {
      try {
        return readYaml(text, large);
      } catch (error) {
        return error;
      }
    };
    expect(errorFor(1)).toMatchObject({ name: "Error", sentence: expect.any(String) });
    expect(errorFor(1)).toEqual(errorFor(Number.POSITIVE_INFINITY));
  },
);
