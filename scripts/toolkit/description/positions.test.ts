import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Document, isMap, isScalar, isSeq, type Node, parseDocument, stringify } from "yaml";
import type { SourcePosition } from "./error.js";
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
  ])("%j is located at %s", (path, location) => {
    const { line, column } = position(path === "" ? [] : path.split(" "));
    expect(`${line}:${column}`).toBe(location);
  });
});

test.each([
  ["- a\n-\n- b\n", "1", 1],
  ["a:\n  b:\n    - 1\n    - # nothing\n", "a b 1", 2],
  ["a:\n  ~: 1\n  c: 2\n", "a null", 2],
  ["---\n", "", 1],
  ["a: 1\rb:\r  c: |\r    d\re: 2", "e", 5],
])("%j has %j in line %i", (text, path, line) => {
  expect(parseFile("a.yaml", text).position(path === "" ? [] : path.split(" "))).toMatchObject({ line });
  expect(parseFile("a.yaml", text).position(path.split(" "), "value").column).toBeGreaterThan(0);
});

test("the value of a property stands behind its key", () => {
  const { position } = parseFile("boats.yaml", yaml);
  expect(position(["info", "title"], "value")).toEqual({ file: "boats.yaml", line: 5, column: 10 });
  expect(position(["list", "1"], "value")).toMatchObject({ line: 12, column: 5 });
});

test("JSON is located too, indented or not, with or without a byte order mark", () => {
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

const offsetOf = (text: string, { line, column }: SourcePosition) =>
  text
    .split("\n")
    .slice(0, line - 1)
    .join("\n").length +
  (line > 1 ? 1 : 0) +
  column -
  1;

/** Where another parser has a value, or its end: the package that we don't read descriptions with. */
function otherPosition(document: Document.Parsed, path: readonly string[], at: "key" | "value" | "end"): number {
  let node = document.contents as Node | null;
  let start = node?.range?.[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === part || (isScalar(key) && key.value === part));
      if (!pair) return start;
      node = pair.value as Node | null;
      start = (at !== "key" && node?.range ? node : (pair.key as Node)).range?.[0] ?? start;
    } else if (isSeq(node)) {
      node = (node.items[Number(part)] as Node | undefined) ?? null;
      if (!node) return start;
      start = node.range?.[0] ?? start;
    } else return start;
  }
  return at === "end" ? (node?.range?.[1] ?? start) : start;
}

function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const parts = Object.entries(typeof value === "object" && value !== null ? value : {});
  return [path, [...path, "not there"], ...parts.flatMap(([key, child]) => pathsIn(child, [...path, key]))];
}

function expectSame(text: string, file: string): void {
  const { value, position, range } = parseFile(file, text);
  const other = parseDocument(text, { merge: true });
  expect(value).toEqual(other.toJS());
  for (const path of pathsIn(value)) {
    const written = range(path);
    // The other parser lets a mapping end where the next line begins.
    const before = text.slice(0, otherPosition(other, path, "end")).trimEnd();
    if (written) expect([path, text.slice(0, written[1]).trimEnd()]).toEqual([path, before]);
    for (const at of ["key", "value"] as const) {
      const found = [path, at, offsetOf(text, position(path, at))];
      expect(found).toEqual([path, at, otherPosition(other, path, at)]);
    }
  }
}

// Words with a meaning in YAML, a line that looks like a key, and a line terminator that only JavaScript knows.
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

test("another parser reads the same values from YAML, at the same locations", () => {
  fc.assert(
    fc.property(document, fc.constantFrom(2, 4), fc.boolean(), (value, indent, indentSeq) => {
      expectSame(`# A comment\n${stringify(value, { indent, indentSeq, lineWidth: 20 })}`, "a.yaml");
    }),
    { numRuns: 60 },
  );
});

test("another parser reads the same values from JSON, at the same locations", () => {
  fc.assert(
    fc.property(document, fc.constantFrom(0, 2, "\t"), (value, indent) => {
      const text = ` ${JSON.stringify(value, null, indent)}`;
      expectSame(text, "a.json");
      const { range } = parseFile("a.json", text);
      for (const [key, inner] of Object.entries(value)) {
        expect(JSON.parse(text.slice(...(range([key]) ?? [])))).toEqual(inner);
      }
    }),
    { numRuns: 40 },
  );
});

test.each([
  ["an explicit key", "? a\n: b: 1\n  c: 2\nd:\n  e: 1\n"],
  ["comments and blank lines", "\n# x\na: # y\n\n  # z\n  b: 1\n# w\nc:\n\n  d: 2\n\n"],
  ["a list that is not indented", "a:\n- b\n- c: 1\nd:\n  e:\n  - f\n"],
  ["values over several lines", "a|: >2- # > b\n   b\n  c: d\n\ne: 'f\n  g: h'\ni: {j: 1,\n  k: 2}\nl: m\n  n\n"],
  [
    "a closing bracket below its key",
    "a:\n  b: [\n    c, \"#\", '# d' # e ]\n    # f\n  ]\n  d: {\n    e: 1\n\n  }\nf: |\n  [\n  ]\n",
  ],
  [
    "a list of pairs, and a bracket in a comment",
    "a: [b: c]\nd: [e, # ]\n  f: {} # }\n  ]\ng: [h: [i]]\nj: {k: 1, # }\n  }\nl: [m]\n",
  ],
  ["a key that is not written as a string", "0x10:\n  a: 1\n1.0: {b: 1}\n1e3: 2\nTrue: 3\n-.inf: 4\n+7: 5\n"],
  ["ends of lines of Windows", "a:\r\n  b: 1\r\n  c:\r\n    d: 2\r\n"],
  [
    "a closing bracket below its key beside strings with brackets",
    "a: [\n  1\n]\nb: |\n  ]\n  {\n  }\nc: 'd\n  ] e'\nf: g\n  }\nh: >- # i\n\n  }\n  j\nk: {\n}\n",
  ],
  ["many closing brackets below their keys", Array.from({ length: 300 }, (_, at) => `k${at}: [\n  a\n]\n`).join("")],
])("%s is where another parser has it", (_name, text) => expectSame(text, "a.yaml"));
