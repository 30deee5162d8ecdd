import { expect, test } from "@jest/globals";
import { parseLinkHeader } from "./link-header.js";

test.each([
  ["</a>; rel=deprecation", [{ target: "/a", relations: ["deprecation"] }]],
  [
    '<https://x/y?a=1,2;3>; title="b; c, \\"d\\""; REL="Sunset successor-version", </z>;rel=next',
    [
      { target: "https://x/y?a=1,2;3", relations: ["sunset", "successor-version"] },
      { target: "/z", relations: ["next"] },
    ],
  ],
  ['</a>; rel="first"; rel="second"', [{ target: "/a", relations: ["first"] }]],
  ["</a> ; crossorigin ; rel = sunset", [{ target: "/a", relations: ["sunset"] }]],
  ["</a>; rel", [{ target: "/a", relations: [] }]],
  ["</a>; rel; rel=second", [{ target: "/a", relations: [] }]],
  ['< /a >; rel="  one \t two "', [{ target: "/a", relations: ["one", "two"] }]],
  ["</a>", [{ target: "/a", relations: [] }]],
  ["garbage, </a>; rel=sunset, <never closed", [{ target: "/a", relations: ["sunset"] }]],
  ['</a>; rel="never closed', [{ target: "/a", relations: ["never", "closed"] }]],
  ["", []],
])("reads %s", (value, links) => {
  expect(parseLinkHeader(value)).toEqual(links);
});

// A quadratic parser would not finish these.
test.each(["<", "<>", "<a>;", ",", ";", '"', "<a>;rel=", '<a>;rel="', " ", "<a>; x=\\"])(
  "gets through a megabyte of %j",
  (piece) => {
    expect(() => parseLinkHeader(piece.repeat(1_000_000 / piece.length))).not.toThrow();
  },
);
