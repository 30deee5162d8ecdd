import { describe, expect, test } from "@jest/globals";
import { findDrift } from "../../scripts/toolkit/drift/index.js";
import type { AnyJson } from "../../scripts/toolkit/proof/index.js";
import { read, write } from "../support/published/drift.js";

/** The drift between two descriptions of one response, each with one schema. */
function drifting(mine: unknown, theirs: unknown, { openapi = "3.1.0", schemas = {} } = {}): string[] {
  const [a, b] = [mine, theirs].map((schema, index) => {
    const content = { "application/json": { schema } };
    const responses = { "200": { description: "A boat", content } };
    const info = { title: "Boats", version: "1.0.0" };
    const document = { openapi, info, paths: { "/boats": { get: { responses } } }, components: { schemas } };
    return read(write(`schema-${index}.json`, JSON.stringify(document)));
  });
  const { differences } = findDrift(a as AnyJson, [b as AnyJson]);
  return differences.map(({ what, ours: one, published: other }) => [what, one ?? "–", other ?? "–"].join(" ")).sort();
}

describe("schemas", () => {
  const [sail, oar] = [
    { type: "object", properties: { sails: { type: "integer" } } },
    { type: "string", enum: ["oar"] },
  ];
  test.each<[name: string, mine: unknown, theirs: unknown, expected: string[]]>([
    ["not", { not: { const: 1 } }, { not: { const: 2 } }, ['not {"const":1} {"const":2}']],
    ["a new not", {}, { not: { const: 2 } }, ["not – described"]],
    [
      "patternProperties",
      { patternProperties: { "^a": sail } },
      { patternProperties: { "^b": sail } },
      ["patternProperties ^a –", "patternProperties – ^b"],
    ],
    [
      "prefixItems",
      { prefixItems: [oar, sail] },
      { prefixItems: [sail, oar] },
      ["type string object", "type object string"],
    ],
    ["contains", { contains: oar, minContains: 1 }, { contains: oar, minContains: 2 }, ["minContains 1 2"]],
    [
      "a condition",
      { if: oar, else: sail },
      { if: oar, else: oar },
      [`else ${JSON.stringify({ properties: sail.properties, type: "object" })} {"enum":["oar"],"type":"string"}`],
    ],
    [
      "dependentRequired",
      { dependentRequired: { a: ["b"] } },
      { dependentRequired: { a: ["c"] } },
      ['dependentRequired {"a":["b"]} {"a":["c"]}'],
    ],
    ["an unknown keyword", { boatKind: "sail" }, { boatKind: "row" }, ["boatKind sail row"]],
    ["an alternative", { oneOf: [sail, oar] }, { oneOf: [{ ...oar, enum: ["oars"] }, sail] }, ["enum oar oars"]],
    [
      "an added alternative",
      { oneOf: [oar, { const: "x" }] },
      { oneOf: [oar, { const: "x" }, { const: "y" }] },
      ["alternative – one more"],
    ],
    [
      "a bound beside an alternative",
      { oneOf: [sail, oar], minLength: 1 },
      { oneOf: [sail, oar], minLength: 2 },
      ["minLength 1 2"],
    ],
    [
      "the stricter of two bounds",
      { minimum: 3, allOf: [{ minimum: 1 }] },
      { minimum: 1, allOf: [{ minimum: 2 }] },
      ["minimum 3 2"],
    ],
    ["nothing: the order of alternatives", { oneOf: [sail, oar] }, { anyOf: [oar, sail] }, []],
    ["nothing: a single alternative", { oneOf: [sail] }, sail, []],
    [
      "nothing: null as an alternative",
      { type: ["string", "null"], enum: ["oar", null] },
      { oneOf: [oar, { type: "null" }] },
      [],
    ],
    ["nothing: a duplicate bound", { minimum: 3, allOf: [{ minimum: 1 }] }, { minimum: 3 }, []],
    [
      "nothing: properties of one schema, or of the alternatives",
      { ...sail, properties: { ...sail.properties, oar } },
      { oneOf: [sail, { type: "object", properties: { oar } }] },
      [],
    ],
  ])("%s", (_name, mine, theirs, expected) => {
    expect(drifting(mine, theirs)).toEqual([...expected].sort());
  });

  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const boats = (sails: object) => ({
    Boat: {
      type: "object",
      properties: { kind: { type: "string" } },
      discriminator: { propertyName: "kind" },
      oneOf: [ref("Sail"), ref("Row")],
    },
    Sail: { allOf: [ref("Boat"), { type: "object", properties: { sails, tender: ref("Boat") } }] },
    Row: { allOf: [ref("Boat")] },
  });

  test("parents that list their children, which include them, don't cause an endless loop", () => {
    expect(drifting(ref("Boat"), ref("Boat"), { schemas: boats({ type: "integer" }) })).toEqual([]);
    expect(drifting(ref("Sail"), ref("Row"), { schemas: boats({ type: "integer" }) })).toEqual([
      "property sails –",
      "property tender –",
    ]);
  });

  test("many unions beside each other are compared quickly", () => {
    const union = (least: number) => ({ oneOf: [least, least + 1, least + 2].map((minimum) => ({ minimum })) });
    const schema = { allOf: Array.from({ length: 12 }, (_, index) => union(index)) };
    expect(drifting(schema, schema)).toEqual([]);
    expect(drifting(schema, { allOf: [...schema.allOf.slice(1), union(99)] })).not.toEqual([]);
  });
});
