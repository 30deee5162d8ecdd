import { expect, test } from "@jest/globals";
import type { JsonObject } from "../description/index.js";
import { type Change, diffBundles } from "./compare.js";

async function diff(base: JsonObject, revision: JsonObject): Promise<Change[]> {
  const [result] = await diffBundles([[base, revision]]);
  return result?.changes ?? [];
}

function describeThings(schema: unknown, schemas: JsonObject = {}): JsonObject {
  const content = { "application/json": { schema } };
  const responses = { 200: { description: "Done", content } };
  return { openapi: "3.1.0", paths: { "/things": { get: { responses } } }, components: { schemas } };
}

test("a change of a shared part is listed once, with all affected operations", async () => {
  const many = Array.from({ length: 110 }, (_, index) => `REGION_${index}`);
  const of = (list: string[]) => ({
    ...describeThings({ enum: list }),
    paths: Object.fromEntries(
      ["/a", "/b"].map((path) => {
        const parameters = [{ name: "region", in: "query", schema: { $ref: "#/components/schemas/Region" } }];
        return [path, { get: { parameters, responses: {} } }];
      }),
    ),
    components: { schemas: { Region: { type: "string", enum: list } } },
  });
  const changes = await diff(of(many), of(many.slice(0, 1)));
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatchObject({
    rule: "enum-values-removed",
    location: "#/components/schemas/Region/enum",
    operations: ["GET /a", "GET /b"],
    what: expect.stringMatching(/lost `REGION_1`, .* and 103 more$/),
  });
});

test("a breaking change of one operation is found beside a change that all operations share", async () => {
  const describeMany = (detail: string, lost: string[]) => {
    const error = { $ref: "#/components/responses/Error" };
    const schemaOf = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const names = Array.from({ length: 200 }, (_, index) => `Thing${index}`);
    const paths = names.map((name) => {
      const content = { "application/json": { schema: schemaOf(name) } };
      return [`/${name}`, { get: { responses: { 200: { description: "Done", content }, 400: error, 404: error } } }];
    });
    const things = names.map((name) => {
      const own = lost.includes(name) ? {} : { size: { type: "integer" } };
      return [name, { type: "object", properties: { ...own, error: schemaOf("Error") } }];
    });
    const content = { "application/json": { schema: schemaOf("Error") } };
    const shared = { type: "object", properties: { detail: { type: detail } } };
    return {
      ...{ openapi: "3.0.3", paths: Object.fromEntries(paths) },
      components: {
        responses: { Error: { description: "Not done", content } },
        schemas: { ...Object.fromEntries(things), Error: shared },
      },
    } as JsonObject;
  };
  const changes = await diff(describeMany("string", []), describeMany("integer", ["Thing137"]));
  expect(changes.map(({ level, rule, location, operations }) => [level, rule, location, operations.length])).toEqual([
    ["breaking", "schema-type-changed", "#/components/schemas/Error/properties/detail/type", 200],
    ["breaking", "property-removed", "#/components/schemas/Thing137/properties/size", 1],
  ]);
});

test("thousands of nested schemas with choices don't overflow the stack", async () => {
  const chain = (last: string) =>
    Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => {
        const next = index === 2999 ? { type: last } : { $ref: `#/components/schemas/S${index + 1}` };
        const kind = { type: "object", properties: { next } };
        return [`S${index}`, index % 10 === 0 ? { oneOf: [kind, { type: "null" }] } : kind];
      }),
    );
  const ref = { $ref: "#/components/schemas/S0" };
  const changes = await diff(describeThings(ref, chain("string")), describeThings(ref, chain("boolean")));
  expect(changes.map(({ location }) => location)).toEqual(["#/components/schemas/S2999/properties/next/type"]);
}, 30_000);

test("a deprecated operation may be removed after its sunset", async () => {
  const media = { "application/json": { "x-sunset": "2026-06-01" } };
  const described = (get: unknown) => ({ openapi: "3.0.3", paths: { "/old": { get } } }) as JsonObject;
  const pairs = [
    described({ deprecated: true, "x-sunset": "2026-06-01", responses: {} }),
    // The same for the sunset of its media types.
    described({ deprecated: true, responses: { 200: { content: media } } }),
  ].map((base) => [base, { openapi: "3.0.3", paths: {} }] as const);
  const levelsAt = async (now: number) => (await diffBundles(pairs, { now })).map(({ level }) => level);
  const sunset = Date.parse("2026-06-01");
  expect(await levelsAt(sunset - 1)).toEqual(["breaking", "breaking"]);
  expect(await levelsAt(sunset)).toEqual(["compatible", "compatible"]);
});

test("a property that is no longer sent in a response is called write-only, not removed", async () => {
  const thing = (more: object) => describeThings({ type: "object", properties: { name: { type: "string", ...more } } });
  const [base, revision] = [thing({}), thing({ writeOnly: true })];
  expect(await diff(base, revision)).toMatchObject([
    { rule: "property-removed", what: "The property `name` is now write-only" },
  ]);
  expect(await diff(revision, base)).toMatchObject([
    { rule: "property-added", what: "The property `name` is no longer write-only" },
  ]);
});

test("a security requirement in place of another one is named", async () => {
  const secured = (name: string): JsonObject => ({
    openapi: "3.0.3",
    paths: { "/a": { get: { security: [{ [name]: [] }], responses: {} } } },
    components: { securitySchemes: { key: { type: "mutualTLS" }, login: { type: "http", scheme: "basic" } } },
  });
  const [change] = await diff(secured("key"), secured("login"));
  expect(change).toMatchObject({ level: "breaking", what: "The security requirement `login` was modified" });
});
