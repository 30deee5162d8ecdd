import { describe, expect, test } from "@jest/globals";
import { createResolver, flattenSchema, keywordsOf, normalizeDescription, type Schema } from "./index.js";

const paths = {};

/** The view of a component's schema, in a description of an OpenAPI version. */
function viewOf(openapi: string, schema: unknown, others: object = {}): Schema {
  const document = normalizeDescription({ openapi, paths, components: { schemas: { ...others, It: schema } } });
  return flattenSchema({ $ref: "#/components/schemas/It" }, createResolver(document));
}

const BOAT = { type: "object", properties: { name: { type: "string" } } };

test.each<[string, string, unknown, Schema]>([
  ["nullable adds null to a type", "3.0.3", { type: "string", nullable: true }, { type: ["string", "null"] }],
  ["nullable has no effect without a type", "3.0.3", { nullable: true, minLength: 1 }, { minLength: 1 }],
  ["nullable has no effect beside allOf", "3.0.3", { nullable: true, allOf: [{ type: "string" }] }, { type: "string" }],
  [
    "nullable does not add null to an enum",
    "3.0.3",
    { type: "string", nullable: true, enum: ["a"] },
    { type: ["string", "null"], enum: ["a"] },
  ],
  [
    "nullable in a part of allOf does not widen the others",
    "3.0.3",
    { allOf: [{ type: "string", nullable: true }, { type: "string" }] },
    { type: "string" },
  ],
  ["nullable is not a keyword of 3.1", "3.1.0", { type: "string", nullable: true }, { type: "string", nullable: true }],
  [
    "a flag makes a bound exclusive in 3.0",
    "3.0.3",
    { minimum: 1, exclusiveMinimum: true, maximum: 2, exclusiveMaximum: false },
    { exclusiveMinimum: 1, maximum: 2 },
  ],
  [
    "an exclusive bound is a number in 3.1",
    "3.1.0",
    { minimum: 1, exclusiveMinimum: 2 },
    { minimum: 1, exclusiveMinimum: 2 },
  ],
  [
    "the stricter bound applies",
    "3.0.3",
    { minimum: 1, maxLength: 5, allOf: [{ minimum: 3, maxLength: 9 }] },
    { minimum: 3, maxLength: 5 },
  ],
  [
    "two patterns both apply",
    "3.0.3",
    { pattern: "a", allOf: [{ pattern: "b" }, { pattern: "a" }] },
    { pattern: "a", allOf: [{ pattern: "b" }] },
  ],
  [
    "two unions both apply",
    "3.1.0",
    { allOf: [{ oneOf: [BOAT] }, { oneOf: [{}] }] },
    { oneOf: [BOAT], allOf: [{ oneOf: [{}] }] },
  ],
  [
    "two conditions both apply",
    "3.1.0",
    { if: BOAT, else: {}, allOf: [{ if: {}, else: BOAT }] },
    { if: BOAT, else: {}, allOf: [{ if: {}, else: BOAT }] },
  ],
  [
    "the types are those that both parts allow",
    "3.1.0",
    { type: ["number", "null"], allOf: [{ type: ["integer", "string"] }] },
    { type: "integer" },
  ],
  [
    "the values are those that both parts list",
    "3.1.0",
    { enum: [1, { a: [1] }], allOf: [{ enum: [{ a: [1] }, 2] }] },
    { enum: [{ a: [1] }] },
  ],
  [
    "siblings of a reference are ignored in 3.0",
    "3.0.3",
    { $ref: "#/components/schemas/Boat", required: ["name"] },
    BOAT,
  ],
  [
    "siblings of a reference apply in 3.1",
    "3.1.0",
    { $ref: "#/components/schemas/Boat", required: ["name"] },
    { ...BOAT, required: ["name"] },
  ],
  [
    "a property of both parts has both schemas",
    "3.0.3",
    { allOf: [BOAT, { properties: { name: { minLength: 1 } } }] },
    { type: "object", properties: { name: { allOf: [{ type: "string" }, { minLength: 1 }] } } },
  ],
  [
    "a closed part forbids the properties of the other parts",
    "3.0.3",
    { allOf: [{ ...BOAT, additionalProperties: false }, { properties: { sails: {} } }] },
    { ...BOAT, additionalProperties: false },
  ],
  [
    "additionalProperties of one part apply to properties of the other",
    "3.0.3",
    { allOf: [{ additionalProperties: { type: "string" } }, { properties: { a: { minLength: 1 } } }] },
    { additionalProperties: { type: "string" }, properties: { a: { allOf: [{ minLength: 1 }, { type: "string" }] } } },
  ],
  [
    "a part that contains itself is expanded once",
    "3.0.3",
    { type: "object", allOf: [{ $ref: "#/components/schemas/It" }] },
    { type: "object" },
  ],
])("%s", (_, openapi, schema, view) => {
  expect(viewOf(openapi, schema, { Boat: BOAT })).toEqual(view);
});

describe("a keyword that applies more than once", () => {
  test("is listed more than once", () => {
    const view = viewOf("3.0.3", { allOf: [{ pattern: "a", minLength: 1 }, { pattern: "b" }] });
    expect(keywordsOf(view)).toEqual([
      ["pattern", "a"],
      ["minLength", 1],
      ["pattern", "b"],
    ]);
  });
});

test("examples, extensions and parts of other kinds are not taken for schemas", () => {
  const data = { schema: { nullable: true, type: "string" }, exclusiveMinimum: true };
  const document = { openapi: "3.0.3", paths, "x-a": data, components: { examples: { a: { value: data } } } };
  expect(normalizeDescription(document)).toEqual(document);
});
