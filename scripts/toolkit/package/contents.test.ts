import { expect, test } from "@jest/globals";
import { compareContents, listContents } from "./contents.js";

const SIZES = new Map([
  ["dist/index.js", 20_000],
  ["LICENSE", 1_000],
]);
const list = listContents(SIZES);

test("the list has a line for each file, and one for the total", () => {
  expect(list).toBe("    1000 LICENSE\n   20000 dist/index.js\n   21000 in 2 files\n");
});

test.each([
  ["the same", {}, []],
  ["a size within 5 %", { "dist/index.js": 21_000 }, []],
  ["a small file within 512 bytes", { LICENSE: 1_512 }, []],
  ["a difference of 513 bytes", { LICENSE: 1_513 }, ["LICENSE has 1513 bytes; the list says 1000 ± 512"]],
  ["too small", { "dist/index.js": 18_999 }, ["dist/index.js has 18999 bytes; the list says 20000 ± 1000"]],
  ["a new file", { "dist/x.js": 1 }, ["dist/x.js is not in the list"]],
])("%s", (_, changed, problems) => {
  expect(compareContents(new Map([...SIZES, ...Object.entries(changed)]), list)).toEqual(problems);
});

test("a missing file", () => {
  expect(compareContents(new Map([["LICENSE", 1_000]]), list)).toEqual([
    "dist/index.js is in the list and not in the package",
  ]);
});
