import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readBundle, readContract } from "../description/index.js";
import { projectRoot } from "../support/index.js";
import { createSchemaJudge } from "./schema-judge.js";

const shop = readBundle(join(projectRoot, "scripts", "toolkit", "judge", "shop.yaml"));
const sent = { name: "bread", secret: "s", payment: { kind: "card", number: "1234" } };
const returned = { id: "7", name: "bread", payment: { kind: "cash" } };
const { name: _, ...nameless } = sent;

const valid: [title: string, order: object][] = [
  ["null where it is allowed", { ...returned, note: null }],
  ["an order inside an order", { ...returned, parent: { ...returned, parent: returned } }],
];

const requestFaults: [title: string, order: object, fault: string][] = [
  ["a missing property", nameless, "required"],
  ["null", { ...sent, name: null }, "name type"],
  ["a wrong type", { ...sent, name: 7 }, "name type"],
  ["a string that is too short", { ...sent, name: "a" }, "name minLength"],
  ["a string that is too long", { ...sent, name: "abcdefghi" }, "name maxLength"],
  ["a string that breaks its pattern", { ...sent, name: "Bread" }, "name pattern"],
  ["an unknown enum value", { ...sent, state: "lost" }, "state enum"],
  ["an invalid date", { ...sent, created: "2025-02-31T00:00:00Z" }, "created format"],
  ["a number on an exclusive bound", { ...sent, count: 0 }, "count exclusiveMinimum"],
  ["a number that is not a multiple", { ...sent, count: 3 }, "count multipleOf"],
  ["a number that int32 can't hold", { ...sent, count: 2 ** 40 }, "count format"],
  ["no items", { ...sent, lines: [] }, "lines minItems"],
  ["a duplicate item", { ...sent, lines: [{ sku: "1" }, { sku: "1" }] }, "lines uniqueItems"],
  ["an undeclared property of a closed object", { ...sent, lines: [{ x: 1 }] }, "lines 0 additionalProperties"],
  ["a read-only property", { ...sent, id: "7" }, "id readOnly"],
  ["a fault in the intended branch", { ...sent, payment: { kind: "card", number: "1" } }, "payment number minLength"],
  ["an unknown kind", { ...sent, payment: { kind: "barter" } }, "payment kind enum"],
  ["a fault deep inside", { ...sent, parent: { ...sent, parent: nameless } }, "parent parent required"],
];

const responseFaults: [title: string, order: object, fault: string][] = [
  ["a missing read-only property", { name: "bread", payment: { kind: "cash" } }, "required"],
  ["a write-only property", { ...returned, secret: "s" }, "secret writeOnly"],
  ["an unknown enum value", { ...returned, state: "lost" }, "state enum"],
];

/** The same description, in OpenAPI 3.1. */
function modernize(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(modernize);
  if (typeof node !== "object" || node === null) return node;
  const { nullable, exclusiveMinimum, minimum, ...rest } = node as Record<string, unknown>;
  const modern = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, modernize(value)]));
  return {
    ...modern,
    ...(modern.openapi !== undefined && { openapi: "3.1.0" }),
    ...(nullable === true && { type: [modern.type, "null"] }),
    ...(minimum !== undefined && (exclusiveMinimum ? { exclusiveMinimum: minimum } : { minimum })),
  };
}

describe.each([
  ["3.0", shop],
  ["3.1", modernize(shop) as typeof shop],
])("judging values by a description of OpenAPI %s", (_, description) => {
  const judge = createSchemaJudge(readContract(description));
  const faultsOf = (order: object, direction: "request" | "response") =>
    judge({ $ref: "#/components/schemas/Order" }, order, direction);

  test.each(valid)("valid: %s", (_, order) => {
    expect(faultsOf(order, "response")).toEqual([]);
  });

  test.each([
    ...requestFaults.map((row) => ["request", ...row] as const),
    ...responseFaults.map((row) => ["response", ...row] as const),
  ])("invalid in a %s: %s", (direction, _title, order, fault) => {
    const faults = faultsOf(order, direction);
    expect(faults.map(({ location, rule }) => [...location, rule].join(" "))).toContain(fault);
    // One fault each, apart from its consequences: a number may break more than one rule.
    expect(new Set(faults.map(({ location }) => location.join(" "))).size).toBe(1);
  });
});

test.each([
  "#/components/schemas/List[Pet]",
  "#/components/schemas/List«Pet»",
  "#/components/schemas/a list",
  "#/components/schemas/pets:List<Pet>",
  "#/components/schemas/50%25",
  "#/paths/~1pets~1{id}/get/x-schema",
])("a reference may be %s", ($ref) => {
  const pet = { type: "object", properties: { parent: { $ref }, age: { type: "integer" } } };
  const judge = createSchemaJudge({ ...readContract(shop), resolve: <Target>() => pet as Target });
  const faults = judge({ oneOf: [{ $ref }, { type: "string" }] }, { parent: { age: "old" } }, "request");
  expect(faults.map(({ location, rule }) => [...location, rule].join(" "))).toEqual(["parent age type"]);
});

const pets = () => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const oneOf = [ref("Cat"), ref("Dog")];
  const schemas = {
    Cat: {
      type: "object",
      required: ["climbs"],
      properties: { kind: { type: "string" }, climbs: { type: "boolean" } },
    },
    Dog: { type: "object", required: ["barks"], properties: { kind: { type: "string" }, barks: { type: "boolean" } } },
    Base: { type: "object", discriminator: { propertyName: "kind", mapping: { cat: ref("Cat").$ref } } },
    Fish: { allOf: [ref("Base"), { required: ["swims"] }] },
    Pike: { type: "object", required: ["kind", "teeth"], properties: { kind: { enum: ["pike"] } } },
    Carp: { type: "object", required: ["kind"], properties: { kind: { enum: ["carp"] } } },
    Inner: { oneOf: [ref("Pike"), ref("Carp")], discriminator: { propertyName: "kind" } },
  };
  const mapping = { cat: ref("Cat").$ref, dog: ref("Dog").$ref };
  const shapes: Record<string, Record<string, unknown>> = {
    implicit: { oneOf, discriminator: { propertyName: "kind" } },
    mapped: { oneOf, discriminator: { propertyName: "kind", mapping } },
    "mapped anyOf": { anyOf: oneOf, discriminator: { propertyName: "kind", mapping } },
    inline: { anyOf: [ref("Cat"), { required: ["flies"] }], discriminator: { propertyName: "kind" } },
    nested: { anyOf: [ref("Cat"), ref("Inner")], discriminator: { propertyName: "kind" } },
    listed: ref("Inner"),
    parent: ref("Base"),
  };
  return { schemas, shapes };
};

const cat = { climbs: true };
const dog = { barks: true };
describe.each(["3.0.3", "3.1.0"])("a discriminator in %s", (openapi) => {
  test.each<[shape: string, pet: object, faults: string[]]>([
    ["implicit", { kind: "Cat", ...cat }, []],
    ["implicit", { kind: "Cat", ...dog }, ["required"]],
    ["implicit", { kind: "cat", ...cat }, ["kind enum"]],
    ["implicit", { kind: "cat" }, ["kind enum"]],
    ["implicit", cat, []],
    ["implicit", {}, ["required"]],
    ["implicit", { kind: 1 }, ["kind type"]],
    ["mapped", { kind: "cat", ...cat }, []],
    ["mapped", { kind: "Dog", ...dog }, []],
    ["mapped", { kind: "cat", ...dog }, ["required"]],
    ["mapped", { kind: "cat", climbs: 1 }, ["climbs type"]],
    ["mapped", { kind: "bird", ...dog }, ["kind enum"]],
    ["mapped", { kind: "cat", ...cat, ...dog }, []],
    ["mapped", { ...cat, ...dog }, ["oneOf"]],
    ["mapped anyOf", { kind: "cat", ...cat, ...dog }, []],
    ["mapped anyOf", { kind: "dog", ...cat }, ["required"]],
    // An unnamed branch, and the branches of a branch, may be meant.
    ["inline", { kind: "bird", flies: true }, []],
    ["inline", { kind: "Cat", flies: true }, ["required"]],
    ["nested", { kind: "carp" }, []],
    ["nested", { kind: "Cat" }, ["required"]],
    // A branch that lists its values itself.
    ["listed", { kind: "pike", teeth: 1 }, []],
    ["listed", { kind: "pike" }, ["required"]],
    ["listed", { kind: "shark", teeth: 1 }, ["kind enum"]],
    // Nothing in the parent leads to its children.
    ["parent", { kind: "cat" }, []],
  ])("%s: %j", (shape, pet, expected) => {
    const { schemas, shapes } = pets();
    const description = { openapi, info: { title: "", version: "1" }, paths: {}, components: { schemas } };
    const faults = createSchemaJudge(readContract(description))(shapes[shape] ?? {}, pet, "response");
    expect(faults.map(({ location, rule }) => [...location, rule].join(" "))).toEqual(expected);
  });
});
