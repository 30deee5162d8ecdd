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
