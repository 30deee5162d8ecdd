import { expect, test } from "@jest/globals";
import { CATEGORIES } from "./change.js";
import { OPERATORS } from "./changes.js";
import { readHarbour } from "./harbour.js";

test("there are enough changes of each level and category, each with a name of its own", () => {
  const count = (level: string) => OPERATORS.filter((operator) => operator.level === level).length;
  expect(count("breaking")).toBeGreaterThanOrEqual(68);
  expect(count("dangerous")).toBeGreaterThanOrEqual(17);
  expect(count("compatible")).toBeGreaterThanOrEqual(24);
  expect(count("none")).toBeGreaterThanOrEqual(16);
  for (const category of CATEGORIES) expect(OPERATORS.some((operator) => operator.category === category)).toBe(true);
  expect(new Set(OPERATORS.map(({ category, name }) => `${category} ${name}`)).size).toBe(OPERATORS.length);
});

test("a change leaves the document that it is given as it is", () => {
  for (const document of Object.values(readHarbour())) {
    const before = JSON.stringify(document);
    for (const operator of OPERATORS) operator.apply(document);
    expect(JSON.stringify(document)).toBe(before);
  }
});
