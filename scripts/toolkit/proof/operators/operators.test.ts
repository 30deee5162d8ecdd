import { expect, test } from "@jest/globals";
import { diffBundles } from "../../diff/index.js";
import { CHANGES } from "./changes.js";
import { readHarbour } from "./harbour.js";
import { MISTAKES } from "./mistakes.js";
import { CATEGORIES } from "./operator.js";
import { type Rows, writtenOperators } from "./written.js";

test("each level and category has enough changes, and their names are unique", () => {
  const count = (level: string) => CHANGES.filter(({ expected }) => expected === level).length;
  expect(count("breaking")).toBeGreaterThanOrEqual(68);
  expect(count("dangerous")).toBeGreaterThanOrEqual(17);
  expect(count("compatible")).toBeGreaterThanOrEqual(24);
  expect(count("none")).toBeGreaterThanOrEqual(16);
  const all = [...CHANGES, ...MISTAKES];
  for (const category of CATEGORIES) expect(all.some((operator) => operator.category === category)).toBe(true);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});

test("a change returns a new document, and does not modify the given one", () => {
  for (const document of Object.values(readHarbour())) {
    const before = JSON.stringify(document);
    for (const { apply } of CHANGES) expect(JSON.stringify(apply(document))).not.toBe(before);
    expect(JSON.stringify(document)).toBe(before);
  }
});

test("a row with an unknown location, a row without an edit, and an edit without a row are errors", () => {
  const make = (rows: Rows, edits = {}) => writtenOperators([["mistake", rows]], edits);
  expect(() => make({ nowhere: { typo: ["struct", { type: 1 }] } })).toThrow("no location");
  expect(() => make({ string: { typo: ["struct"] } })).toThrow(
    '"typo" has no patch, and there is no edit of that name',
  );
  const rows: Rows = { string: { kept: ["struct"], typo: ["struct", "remove"] } };
  expect(make(rows, { kept: {} })).toHaveLength(2);
  expect(() => make(rows, { kept: {}, typo: {} })).toThrow('uses the edit "typo"');
});

test("OpenAPI 3.0 and 3.1 can say the same", async () => {
  const { "OpenAPI 3.0": old, "OpenAPI 3.1": modern } = readHarbour();
  const [result] = await diffBundles([[old, modern]]);
  // Except those that only 3.1 can express.
  const rules = new Set(result?.changes.map(({ level, rule }) => `${level} ${rule}`));
  expect([...rules].sort()).toEqual(["compatible operation-added", "compatible property-added"]);
});
