import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { type JsonObject, readBundle } from "../description/index.js";
import { descriptionFile, generatedFolder } from "../support/index.js";
import { type Change, diffBundles } from "./compare.js";

const DAY = 86_400_000;
const bundled = () => readBundle(join(generatedFolder, "openapi.json"));

async function diff(base: JsonObject, revision: JsonObject, now?: number): Promise<Change[]> {
  const [result] = await diffBundles([[base, revision]], now === undefined ? {} : { now });
  return result?.changes ?? [];
}

function describeThings(schema: unknown, schemas: JsonObject = {}): JsonObject {
  const content = { "application/json": { schema } };
  const responses = { 200: { description: "Done", content } };
  return { openapi: "3.1.0", paths: { "/things": { get: { responses } } }, components: { schemas } };
}

test("a description of many files says the same as its bundle", async () => {
  expect(await diff(readBundle(descriptionFile), bundled())).toEqual([]);
});

test("a change is located in the file that it is in, and a removed thing in the base", async () => {
  const changed = JSON.parse(JSON.stringify(bundled()));
  delete changed.components.schemas.Link.properties.rel;
  changed.components.schemas.Link.properties.href.maxLength = 9;
  const changes = await diff(readBundle(descriptionFile), changed);
  expect(changes).toContainEqual(
    expect.objectContaining({
      level: "breaking",
      rule: "property-removed",
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

test("many changes in one location are one, with all operations that they reach", async () => {
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

test("a breaking change of one operation is found beside one that all of them share", async () => {
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

test("what is not known is not skipped", async () => {
  const of = (value: unknown) => describeThings({ type: "string", maxLenght: value });
  const results = await diffBundles([2, { deep: [1] }, undefined].map((after) => [of(1), of(after)]));
  for (const { changes } of results) {
    expect(changes.map(({ level, rule }) => `${level} ${rule}`)).toEqual(["dangerous unknown-change"]);
  }
});

test("a value more in one branch of a choice that a discriminator makes is not an overlap", async () => {
  const of = (regions: string[]): JsonObject => {
    const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const cloud = (list: string[]) => ({
      ...{ type: "object", required: ["provider"] },
      properties: { provider: { type: "string" }, region: { type: "string", enum: list } },
    });
    const schema = { oneOf: [ref("Aws"), ref("Azure")], discriminator: { propertyName: "provider" } };
    const requestBody = { content: { "application/json": { schema } } };
    const schemas = { Aws: cloud(["US_EAST"]), Azure: cloud(regions) };
    return { openapi: "3.0.3", paths: { "/a": { post: { requestBody, responses: {} } } }, components: { schemas } };
  };
  const changes = await diff(of(["EUROPE_WEST"]), of(["EUROPE_WEST", "POLAND_CENTRAL"]));
  expect(changes.map(({ level }) => level)).toEqual(["compatible"]);
});

test("enumerations beside a type that they contradict are compared as they were meant", async () => {
  const of = (list: string[]) =>
    describeThings({ type: "object", oneOf: [{ type: "string", enum: list }, { enum: ["x"] }] });
  expect((await diff(of(["a"]), of(["a", "b"]))).map(({ rule }) => rule)).toEqual(["enum-values-added"]);
});

test("what depends on a property, and a pattern of the older mode, are compared inside a choice of types too", async () => {
  const choose = (schema: JsonObject) =>
    describeThings({ oneOf: [{ type: ["object", "string"], ...schema }, { type: "integer" }] });
  const depending = (required: string[]) => choose({ dependentSchemas: { a: { required } } });
  expect(await diff(depending(["b"]), depending([]))).not.toEqual([]);
  const patterned = (property: JsonObject) =>
    describeThings({ type: "object", patternProperties: { "^[\\w-.]+$": { type: "string" } }, ...property });
  expect(await diff(patterned({ properties: { a: { type: "string" } } }), patterned({}))).toEqual([]);
});

test("a schema that contains itself ends, and its change is found once", async () => {
  const node = (type: string) => ({
    Node: { type: "object", properties: { value: { type }, next: { $ref: "#/components/schemas/Node" } } },
  });
  const ref = { $ref: "#/components/schemas/Node" };
  const changes = await diff(describeThings(ref, node("string")), describeThings(ref, node("integer")));
  expect(changes.map(({ rule, location }) => [rule, location])).toEqual([
    ["schema-type-changed", "#/components/schemas/Node/properties/value/type"],
  ]);
  expect(await diff(describeThings(ref, node("string")), describeThings(ref, node("string")))).toEqual([]);
});

test("parents that list their children, who take the parent over, cost no more for each child", async () => {
  const family = (regions: string[]) => {
    const parent = "#/components/schemas/Parent";
    const names = Array.from({ length: 12 }, (_, index) => `Child${index}`);
    const child = (name: string) => ({ allOf: [{ $ref: parent }, { properties: { [name]: { type: "string" } } }] });
    return describeThings(
      { $ref: parent },
      {
        Parent: {
          type: "object",
          properties: { region: { enum: regions }, other: { $ref: parent } },
          oneOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })),
        },
        ...Object.fromEntries(names.map((name) => [name, child(name)])),
      },
    );
  };
  expect(await diff(family(["a", "b"]), family(["b", "a"]))).toEqual([]);
  const changes = await diff(family(["a"]), family(["a", "b"]));
  expect(changes.map(({ level, location }) => [level, location])).toEqual([
    ["breaking", "#/components/schemas/Parent/properties/region/enum"],
  ]);
});

test("thousands of schemas one inside the other, with choices, don't fill the stack", async () => {
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

test("a deprecated operation may go when its sunset has passed", async () => {
  const media = { "application/json": { "x-sunset": "2026-06-01" } };
  const described = (get: unknown) => ({ openapi: "3.0.3", paths: { "/old": { get } } }) as JsonObject;
  const pairs = [
    described({ deprecated: true, "x-sunset": "2026-06-01", responses: {} }),
    // That of its media types.
    described({ deprecated: true, responses: { 200: { content: media } } }),
  ].map((base) => [base, { openapi: "3.0.3", paths: {} }] as const);
  const levels = [];
  for (const offset of [-DAY, 0, DAY]) {
    const results = await diffBundles(pairs, { now: Date.parse("2026-06-01") + offset });
    levels.push(results.map(({ level }) => level));
  }
  expect(levels).toEqual([
    ["breaking", "breaking"],
    ["compatible", "compatible"],
    ["compatible", "compatible"],
  ]);
});

test("what only a discriminator or a percent-encoded name leads to is compared as well", async () => {
  const pets = (lives: string, mapping?: object) => ({
    Pet: {
      type: "object",
      required: ["kind"],
      properties: { kind: { type: "string" } },
      discriminator: { propertyName: "kind", ...(mapping && { mapping }) },
    },
    Cat: { allOf: [{ $ref: "#/components/schemas/Pet" }, { type: "object", properties: { lives: { type: lives } } }] },
    Dog: {
      allOf: [{ $ref: "#/components/schemas/Pet" }, { type: "object", properties: { bark: { type: "string" } } }],
    },
  });
  const pet = { $ref: "#/components/schemas/Pet" };
  const mappings = [
    { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" },
    { cat: "#/components/schemas/Cat" },
    { cat: "Cat" },
    // The names of the children are the values then.
    undefined,
  ];
  const pairs: [JsonObject, JsonObject][] = mappings.map((mapping) => [
    describeThings(pet, pets("string", mapping)),
    describeThings(pet, pets("integer", mapping)),
  ]);
  const percent = { $ref: "#/components/schemas/100%25" };
  pairs.push([
    describeThings(percent, { "100%": { type: "string" } }),
    describeThings(percent, { "100%": { type: "integer" } }),
  ]);
  const results = await diffBundles([...pairs, ...pairs.map(([base]): [JsonObject, JsonObject] => [base, base])]);
  const levels = results.map(({ changes }) => changes.map(({ level }) => level));
  expect(levels).toEqual([...pairs.map(() => ["breaking"]), ...pairs.map(() => [])]);
});

test("the order in which the variables of a server are declared says nothing", async () => {
  const of = (names: string[]): JsonObject => ({
    ...describeThings({ type: "string" }),
    servers: [
      {
        url: "https://{region}.example.com/{stage}",
        variables: Object.fromEntries(names.map((name) => [name, { default: `the ${name}` }])),
      },
    ],
  });
  expect(await diff(of(["region", "stage"]), of(["stage", "region"]))).toEqual([]);
});

test.each([["minContains"], ["maxContains"]])(
  "%s is weighed in neither direction, so it is dangerous in both",
  async (name) => {
    const of = (count: number) => describeThings({ type: "array", contains: { const: 1 }, [name]: count });
    for (const [before, after] of [
      [1, 2],
      [2, 1],
    ] as const) {
      const changes = await diff(of(before), of(after));
      expect(changes.map(({ level, rule }) => `${level} ${rule}`)).toEqual(["dangerous unknown-change"]);
    }
  },
);

test("outside schemas, unknown keys, targets of links and a property without a name are compared too", async () => {
  const of = (response: object, operation: object = {}): JsonObject => ({
    openapi: "3.0.3",
    paths: { "/a": { get: { ...operation, responses: { 200: { description: "Done", ...response } } } } },
  });
  const link = (parameters: object) => of({ links: { next: { operationId: "getNext", parameters } } });
  const unnamed = (type: string) => describeThings({ type: "object", properties: { "": { type } } });
  const results = await diffBundles([
    [of({ schema: { type: "string" } }), of({ schema: { type: "integer" } })],
    [of({}, { consumes: ["text/plain"] }), of({})],
    [
      of({}, { parameters: [{ name: "q", in: "query", type: "string" }] }),
      of({}, { parameters: [{ name: "q", in: "query" }] }),
    ],
    [link({ page: "$response.body#/next" }), link({ page: "$response.body#/last" })],
    [unnamed("string"), unnamed("integer")],
  ]);
  expect(results.map(({ changes }) => changes.map(({ level, rule }) => `${level} ${rule}`))).toEqual([
    ["dangerous unknown-change"],
    ["dangerous unknown-change"],
    ["dangerous unknown-change"],
    ["dangerous link-changed"],
    ["breaking schema-type-changed"],
  ]);
});

test("an encoding that says what holds anyway says nothing", async () => {
  const of = (encoding: object): JsonObject => {
    const schema = { type: "object", properties: { tags: { type: "array", items: { type: "string" } } } };
    const requestBody = { content: { "application/x-www-form-urlencoded": { schema, ...encoding } } };
    return { openapi: "3.0.3", paths: { "/a": { post: { requestBody, responses: {} } } } };
  };
  const styled = (tags: object) => of({ encoding: { tags } });
  const results = await diffBundles([
    [of({}), styled({ style: "form", explode: true })],
    [of({}), styled({ explode: true })],
    [of({}), styled({ explode: false })],
  ]);
  expect(results.map(({ level }) => level)).toEqual(["none", "none", "breaking"]);
});
