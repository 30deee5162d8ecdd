import { expect, test } from "@jest/globals";
import { readResponseDeprecation } from "./response-deprecation.js";

const read = (headers: Record<string, string>) => readResponseDeprecation(new Headers(headers));

test.each([
  ["TRUE", { deprecated: true }],
  ["?1", { deprecated: true }],
  ["?0", { deprecated: false }],
  ["false", { deprecated: false }],
  ["@0", { deprecated: true, since: new Date(0) }],
  ["@1738713600;x=1", { deprecated: true, since: new Date("2025-02-05T00:00:00Z") }],
  ["@1738713600 ; x=1", { deprecated: true, since: new Date("2025-02-05T00:00:00Z") }],
  ["@", { deprecated: false }],
  ["x@0", { deprecated: false }],
  ["@0 x", { deprecated: false }],
])("Deprecation: %s", (deprecation, expected) => {
  expect(read({ Deprecation: deprecation })).toStrictEqual({ ...expected, links: {}, raw: { deprecation } });
});

test("an unreadable Sunset is kept in raw", () => {
  expect(read({ Sunset: "soon" })).toStrictEqual({ deprecated: false, links: {}, raw: { sunset: "soon" } });
});

test("the first of several links with the same relation counts", () => {
  const relations = ["deprecation", "sunset", "successor-version"];
  const links = relations.flatMap((rel) => [`</first>; rel=${rel}`, `</second>; rel=${rel}`]).join(", ");
  expect(read({ Link: links })?.links).toEqual({
    deprecation: "/first",
    sunset: "/first",
    successorVersion: "/first",
  });
});

test("a response without these headers gives undefined", () => {
  expect(read({ Link: "</next>; rel=next" })).toBeUndefined();
});
