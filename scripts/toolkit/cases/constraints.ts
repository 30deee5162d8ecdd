import { keywordsOf, type Schema, typesOfView } from "../description/index.js";

// These say something to people or to programs, and forbid nothing.
const ANNOTATIONS = new Set([
  ...[
    "title",
    "description",
    "default",
    "example",
    "examples",
    "deprecated",
    "externalDocs",
    "xml",
    "$comment",
    "$schema",
    "$id",
  ],
  ...["$anchor", "$defs", "definitions", "contentEncoding", "contentMediaType", "contentSchema"],
  // It says which branch is meant; the branches are what holds.
  "discriminator",
  // Whether a property may be there at all is up to its parent.
  "readOnly",
  "writeOnly",
  // What is in these has a location of its own.
  ...["properties", "items"],
]);

/** Formats that the judge knows and that a string or a number can break. */
export const BREAKABLE_FORMATS: Readonly<Record<string, unknown>> = {
  "date-time": "2025-02-31T00:00:00Z",
  date: "2025-02-31",
  time: "25:00:00Z",
  duration: "one day",
  email: "nobody",
  hostname: "-.-",
  ipv4: "256.0.0.1",
  ipv6: "::g",
  uri: "no uri",
  url: "no url",
  "uri-reference": "no\\reference",
  "uri-template": "/{open",
  uuid: "42",
  regex: "(",
  "json-pointer": "none",
  byte: "*",
  int32: 2 ** 31,
};

/**
 * The constraints that a schema's view puts on values, by keyword; `required` once for each property. An
 * unknown keyword counts: nothing may stay unnoticed.
 */
export function constraintsOf(view: Schema): string[] {
  return keywordsOf(view).flatMap(([keyword, value]) => {
    if (ANNOTATIONS.has(keyword) || keyword.startsWith("x-")) return [];
    switch (keyword) {
      case "type":
        return typesOfView(view).length < 7 ? ["type"] : [];
      case "required":
        return (value as string[]).map((name) => `required ${name}`);
      case "format":
        return String(value) in BREAKABLE_FORMATS ? [keyword] : [];
      case "additionalProperties":
        return value === false ? [keyword] : [];
      case "uniqueItems":
        return value === true ? [keyword] : [];
      case "minLength":
      case "minItems":
      case "minProperties":
        return Number(value) > 0 ? [keyword] : [];
      default:
        return [keyword];
    }
  });
}
