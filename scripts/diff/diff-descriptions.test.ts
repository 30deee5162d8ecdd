import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readHarbour } from "../mutate/harbour.js";
import { descriptionFile, generatedFolder } from "../paths.js";
import { createDescription, DescriptionError, readDescription } from "./description.js";
import { diffDescriptions } from "./diff-descriptions.js";
import type { JsonObject } from "./place.js";

const DAY = 86_400_000;

function describeThings(schema: unknown, schemas: JsonObject = {}, openapi = "3.1.0") {
  const content = { "application/json": { schema } };
  const responses = { 200: { description: "Done", content } };
  return createDescription({
    openapi,
    info: { title: "Things", version: "1.0.0" },
    paths: { "/things": { get: { responses } } },
    components: { schemas },
  });
}

test("a description of many files says the same as its bundle", () => {
  const bundle = readDescription(join(generatedFolder, "openapi.json"));
  expect(diffDescriptions(readDescription(descriptionFile), bundle)).toEqual({ level: "none", changes: [] });
});

test("OpenAPI 3.0 and 3.1 can say the same", () => {
  const { "OpenAPI 3.0": old, "OpenAPI 3.1": modern } = readHarbour();
  const { changes } = diffDescriptions(createDescription(old), createDescription(modern));
  // What only 3.1 can say, and nothing else.
  expect(changes.map(({ level, rule }) => `${level} ${rule}`)).toEqual(
    expect.arrayContaining(["compatible webhook-added", "compatible member-added"]),
  );
  expect(changes.map(({ level }) => level)).not.toContain("breaking");
  expect(changes.every(({ rule }) => ["webhook-added", "member-added"].includes(rule))).toBe(true);
});

test("a change is located in the file that it is in, and a removed thing in the base", () => {
  const base = readDescription(descriptionFile);
  const changed = JSON.parse(JSON.stringify(readDescription(join(generatedFolder, "openapi.json")).root.value));
  delete changed.components.schemas.Link.properties.rel;
  changed.components.schemas.Link.properties.href.maxLength = 9;
  const { changes } = diffDescriptions(base, createDescription(changed));
  expect(changes).toContainEqual(
    expect.objectContaining({
      level: "breaking",
      rule: "member-removed",
      source: "base",
      location: "components/schemas/Link.yaml#/properties/rel",
    }),
  );
  expect(changes).toContainEqual(
    expect.objectContaining({
      level: "compatible",
      source: "revision",
      location: "#/components/schemas/Link/properties/href/maxLength",
    }),
  );
});

test("a schema that contains itself ends, and its change is found once", () => {
  const node = (type: string) => ({
    Node: { type: "object", properties: { value: { type }, next: { $ref: "#/components/schemas/Node" } } },
  });
  const ref = { $ref: "#/components/schemas/Node" };
  const { changes } = diffDescriptions(describeThings(ref, node("string")), describeThings(ref, node("integer")));
  expect(changes.map(({ rule, location }) => [rule, location])).toEqual([
    ["type-changed", "#/components/schemas/Node/properties/value/type"],
  ]);
  expect(diffDescriptions(describeThings(ref, node("string")), describeThings(ref, node("string"))).level).toBe("none");
});

test("thousands of schemas one inside the other, with choices, don't fill the stack", () => {
  const chain = (last: string) =>
    Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => {
        const next = index === 2999 ? { type: last } : { $ref: `#/components/schemas/S${index + 1}` };
        const kind = { type: "object", properties: { next } };
        return [`S${index}`, index % 10 === 0 ? { oneOf: [kind, { type: "null" }] } : kind];
      }),
    );
  const ref = { $ref: "#/components/schemas/S0" };
  const { changes } = diffDescriptions(describeThings(ref, chain("string")), describeThings(ref, chain("boolean")));
  expect(changes.map(({ location }) => location)).toEqual(["#/components/schemas/S2999/properties/next/type"]);
});

describe("a deprecated operation may go when its sunset has passed", () => {
  const base = createDescription({
    openapi: "3.0.3",
    paths: { "/old": { get: { deprecated: true, "x-sunset": "2026-06-01", responses: {} } } },
  });
  const revision = createDescription({ openapi: "3.0.3", paths: {} });

  test.each([
    ["the day before", -DAY, "breaking"],
    ["that day", 0, "compatible"],
    ["the day after", DAY, "compatible"],
  ])("%s", (_when, offset, level) => {
    const now = Date.parse("2026-06-01") + offset;
    expect(diffDescriptions(base, revision, { now }).level).toBe(level);
  });
});

test.each([
  ["no description", { swagger: "2.0" }, "it has no openapi version"],
  ["a later version", { openapi: "4.0.0", paths: {} }, "it has openapi 4.0.0"],
  ["paths in a list", { openapi: "3.0.3", paths: [] }, "#/paths is no object"],
  ["nothing described", { openapi: "3.1.0", info: {} }, "describes nothing"],
])("%s is refused", (_what, document, message) => {
  expect(() => createDescription(document)).toThrow(DescriptionError);
  expect(() => createDescription(document)).toThrow(message);
});

test("a reference that leads nowhere is an error that names both ends", () => {
  const broken = describeThings({ $ref: "#/components/schemas/Gone" });
  expect(() => diffDescriptions(broken, broken)).toThrow(
    /schema refers to #\/components\/schemas\/Gone, which leads nowhere/,
  );
});
