import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { type JsonObject, readBundle } from "../description/index.js";
import { descriptionFile, generatedFolder } from "../support/index.js";
import { type DiffResult, diffBundles } from "./compare.js";

const bundled = () => readBundle(join(generatedFolder, "openapi.json"));

function describeThings(schema: unknown, schemas: JsonObject = {}): JsonObject {
  const content = { "application/json": { schema } };
  const responses = { 200: { description: "Done", content } };
  return { openapi: "3.1.0", paths: { "/things": { get: { responses } } }, components: { schemas } };
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const regionsOf = (regions: string[]): JsonObject => {
  const cloud = (list: string[]) => ({
    ...{ type: "object", required: ["provider"] },
    properties: { provider: { type: "string" }, region: { type: "string", enum: list } },
  });
  const schema = { oneOf: [ref("Aws"), ref("Azure")], discriminator: { propertyName: "provider" } };
  const requestBody = { content: { "application/json": { schema } } };
  const schemas = { Aws: cloud(["US_EAST"]), Azure: cloud(regions) };
  return { openapi: "3.0.3", paths: { "/a": { post: { requestBody, responses: {} } } }, components: { schemas } };
};
const contradicting = (list: string[]) =>
  describeThings({ type: "object", oneOf: [{ type: "string", enum: list }, { enum: ["x"] }] });
const depending = (required: string[]) =>
  describeThings({
    oneOf: [{ type: ["object", "string"], dependentSchemas: { a: { required } } }, { type: "integer" }],
  });
const patterned = (more: JsonObject) =>
  describeThings({ type: "object", patternProperties: { "^[\\w-.]+$": { type: "string" } }, ...more });
const list = (type: string) =>
  describeThings(ref("Node"), {
    Node: { type: "object", properties: { value: { type }, next: ref("Node") } },
  });
// Whether Sum and Product are disjoint depends on what their required property, which is the whole again, may be.
const expression = (type: string) => {
  const operation = (...required: string[]) => ({
    ...{ type: "object", required, properties: { left: ref("Expression"), right: { type } } },
  });
  return describeThings(ref("Expression"), {
    Expression: { oneOf: [{ type: "number" }, ref("Operation")] },
    Operation: { oneOf: [ref("Sum"), ref("Product")] },
    ...{ Sum: operation("left"), Product: operation("left", "right") },
  });
};
const family = (regions: string[]) => {
  const names = Array.from({ length: 12 }, (_, index) => `Child${index}`);
  const child = (name: string) => ({ allOf: [ref("Parent"), { properties: { [name]: { type: "string" } } }] });
  const properties = { region: { enum: regions }, other: ref("Parent") };
  return describeThings(ref("Parent"), {
    Parent: { type: "object", properties, oneOf: names.map(ref) },
    ...Object.fromEntries(names.map((name) => [name, child(name)])),
  });
};
const pets = (lives: string, mapping?: object) =>
  describeThings(ref("Pet"), {
    Pet: {
      type: "object",
      required: ["kind"],
      properties: { kind: { type: "string" } },
      discriminator: { propertyName: "kind", ...(mapping && { mapping }) },
    },
    Cat: { allOf: [ref("Pet"), { type: "object", properties: { lives: { type: lives } } }] },
    Dog: { allOf: [ref("Pet"), { type: "object", properties: { bark: { type: "string" } } }] },
  });
const percent = (type: string) => describeThings(ref("100%25"), { "100%": { type } });
const servedBy = (names: string[]): JsonObject => ({
  ...describeThings({ type: "string" }),
  servers: [
    {
      url: "https://{region}.example.com/{stage}",
      variables: Object.fromEntries(names.map((name) => [name, { default: `the ${name}` }])),
    },
  ],
});
const containing = (bound: object) => describeThings({ type: "array", contains: { const: 1 }, ...bound });
const responding = (response: object, operation: object = {}): JsonObject => ({
  openapi: "3.0.3",
  paths: { "/a": { get: { ...operation, responses: { 200: { description: "Done", ...response } } } } },
});
const linked = (page: string) => responding({ links: { next: { operationId: "getNext", parameters: { page } } } });
const unnamed = (type: string) => describeThings({ type: "object", properties: { "": { type } } });
const misspelt = (value: unknown) => describeThings({ type: "string", maxLenght: value });
const encoded = (tags?: object): JsonObject => {
  const schema = { type: "object", properties: { tags: { type: "array", items: { type: "string" } } } };
  const content = { "application/x-www-form-urlencoded": { schema, ...(tags && { encoding: { tags } }) } };
  return { openapi: "3.0.3", paths: { "/a": { post: { requestBody: { content }, responses: {} } } } };
};

const exploded = (type: string, explode?: boolean) => {
  const schema = { type, ...(type === "array" && { items: {} }) };
  return responding(
    {},
    { parameters: [{ name: "q", in: "query", schema, ...(explode !== undefined && { explode }) }] },
  );
};
const listOf = (items?: unknown) => describeThings({ type: "array", ...(items !== undefined && { items }) });
const formHeader = (headers: object): JsonObject => {
  const content = {
    "multipart/form-data": { schema: { type: "object" }, encoding: { a: { style: "deepObject", headers } } },
  };
  return { openapi: "3.1.0", paths: { "/a": { post: { requestBody: { content }, responses: {} } } } };
};

const beside = (keywords: object) =>
  describeThings(ref("Alias"), {
    Alias: ref("Named"),
    Named: { ...ref("Thing"), ...keywords },
    Thing: { type: "object", properties: { name: { type: "string" } } },
  });

const in30 = (document: JsonObject): JsonObject => ({ ...document, openapi: "3.0.3" });
const nullable = (schema: object) => describeThings({ ...schema, nullable: true });
const hook = (name: string, security?: object[]): JsonObject => ({
  openapi: "3.1.0",
  webhooks: { [name]: { post: { ...(security && { security }), responses: { 200: { description: "Done" } } } } },
  components: {
    securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" }, sign: { type: "mutualTLS" } },
  },
});
const at = (...urls: string[]) => ({ ...describeThings({}), servers: urls.map((url) => ({ url })) });

const UNKNOWN = "dangerous unknown-change";
const TYPE = "breaking schema-type-changed";
const all = { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" };
const some = { cat: "#/components/schemas/Cat" };

// Empty, or the level and rule of each change, and its location if that is not obvious. All pairs go to Redocly at
// once: most of the time is its start.
const comparisons: [title: string, base: JsonObject, revision: JsonObject, expected: string[]][] = [
  ["a description in many files, and its bundle", readBundle(descriptionFile), bundled(), []],
  ["a changed value of an unknown keyword", misspelt(1), misspelt(2), [UNKNOWN]],
  ["an object as the value of an unknown keyword", misspelt(1), misspelt({ deep: [1] }), [UNKNOWN]],
  ["a removed unknown keyword", misspelt(1), misspelt(undefined), [UNKNOWN]],
  [
    "a value added to one branch of a choice with a discriminator, which is not an overlap",
    regionsOf(["EUROPE_WEST"]),
    regionsOf(["EUROPE_WEST", "POLAND_CENTRAL"]),
    ["compatible constraint-relaxed"],
  ],
  [
    "an enumeration that contradicts its type: the values count",
    contradicting(["a"]),
    contradicting(["a", "b"]),
    ["breaking enum-values-added"],
  ],
  [
    "a property that depends on another, in a choice of types",
    depending(["b"]),
    depending([]),
    ["breaking required-properties-removed"],
  ],
  [
    "a property that a pattern without the `u` flag matches too",
    patterned({ properties: { a: { type: "string" } } }),
    patterned({}),
    [],
  ],
  [
    "a change in a recursive schema, listed once",
    list("string"),
    list("integer"),
    [`${TYPE} #/components/schemas/Node/properties/value/type`],
  ],
  [
    "a choice of choices that contain it",
    expression("number"),
    expression("string"),
    [
      "breaking schema-type-changed #/components/schemas/Product/properties/right/type",
      "breaking schema-type-changed #/components/schemas/Sum/properties/right/type",
    ],
  ],
  ["a schema that contains itself, unchanged", list("string"), list("string"), []],
  ["parents that list their children, in another order", family(["a", "b"]), family(["b", "a"]), []],
  [
    "parents that list their children, changed",
    family(["a"]),
    family(["a", "b"]),
    ["breaking enum-values-added #/components/schemas/Parent/properties/region/enum"],
  ],
  ["what a mapping of all leads to", pets("string", all), pets("integer", all), [TYPE]],
  ["what a mapping of some leads to", pets("string", some), pets("integer", some), [TYPE]],
  ["what a discriminator alone leads to", pets("string"), pets("integer"), [TYPE]],
  ["the same of a discriminator", pets("string"), pets("string"), []],
  ["a percent-encoded name", percent("string"), percent("integer"), [TYPE]],
  ["the order of the variables of a server", servedBy(["region", "stage"]), servedBy(["stage", "region"]), []],
  ["a greater minContains", containing({ minContains: 1 }), containing({ minContains: 2 }), [UNKNOWN]],
  ["a lower minContains", containing({ minContains: 2 }), containing({ minContains: 1 }), [UNKNOWN]],
  ["a greater maxContains", containing({ maxContains: 1 }), containing({ maxContains: 2 }), [UNKNOWN]],
  ["a lower maxContains", containing({ maxContains: 2 }), containing({ maxContains: 1 }), [UNKNOWN]],
  [
    "a schema where OpenAPI has none",
    responding({ schema: { type: "string" } }),
    responding({ schema: { type: "integer" } }),
    [UNKNOWN],
  ],
  ["a key of OpenAPI 2", responding({}, { consumes: ["text/plain"] }), responding({}), [UNKNOWN]],
  [
    "a parameter's type in the style of OpenAPI 2",
    responding({}, { parameters: [{ name: "q", in: "query", type: "string" }] }),
    responding({}, { parameters: [{ name: "q", in: "query" }] }),
    [UNKNOWN],
  ],
  ["the target of a link", linked("$response.body#/next"), linked("$response.body#/last"), ["dangerous link-changed"]],
  ["a property without a name", unnamed("string"), unnamed("integer"), [TYPE]],
  ["an encoding that equals the default", encoded(), encoded({ style: "form", explode: true }), []],
  ["an encoding that equals part of the default", encoded(), encoded({ explode: true }), []],
  [
    "a keyword beside a reference, behind another reference",
    beside({ required: ["name"] }),
    beside({}),
    ["breaking required-properties-removed"],
  ],
  ["explode of a scalar", exploded("string"), exploded("string", false), []],
  ["explode of a list", exploded("array"), exploded("array", false), ["breaking parameter-serialization-changed"]],
  [
    "a list that may no longer have items",
    listOf({ type: "string" }),
    listOf(false),
    ["compatible constraint-relaxed"],
  ],
  ["a list that may have items again", listOf(false), listOf(), ["breaking enum-values-added"]],
  [
    "a required header of a part of a form",
    formHeader({}),
    formHeader({ "X-A": { required: true, schema: { type: "string" } } }),
    ["breaking required-header-added"],
  ],
  ["an encoding that differs from the default", encoded(), encoded({ explode: false }), ["breaking encoding-changed"]],
  [
    "`nullable` in OpenAPI 3.1, which does not have it",
    describeThings({ type: "string" }),
    nullable({ type: "string" }),
    ["dangerous ineffective-nullable-changed"],
  ],
  [
    "`nullable` in OpenAPI 3.0 without a type beside it",
    in30(nullable({ allOf: [{ type: "string" }] })),
    in30(describeThings({ allOf: [{ type: "string" }] })),
    ["dangerous ineffective-nullable-changed"],
  ],
  [
    "`nullable` beside values without null",
    in30(describeThings({ type: "string", enum: ["a"] })),
    in30(nullable({ type: "string", enum: ["a"] })),
    ["dangerous ineffective-nullable-changed"],
  ],
  [
    "`nullable` beside a choice",
    describeThings({ oneOf: [{ type: "string" }, { type: "integer" }] }),
    nullable({ oneOf: [{ type: "string" }, { type: "integer" }] }),
    ["dangerous ineffective-nullable-changed"],
  ],
  ["credentials that a webhook no longer has", hook("a", [{ key: [] }]), hook("a"), ["breaking no-longer-sent"]],
  ["new credentials of a webhook", hook("a"), hook("a", [{ key: [] }]), ["dangerous credentials-sent"]],
  ["other credentials of a webhook", hook("a", [{ key: [] }]), hook("a", [{ sign: [] }]), ["breaking no-longer-sent"]],
  ["a whole number", describeThings({ type: "number", multipleOf: 1 }), describeThings({ type: "integer" }), []],
  [
    "a whole number of several parts",
    describeThings({ type: "number", allOf: [{ multipleOf: 2 }, { multipleOf: 1 }] }),
    describeThings({ type: "integer", multipleOf: 2 }),
    [],
  ],
  ["the case of a server's host", at("HTTPS://API.Example.com/V1"), at("https://api.example.com/V1"), []],
  [
    "the case of a server's path",
    at("https://api.example.com/V1"),
    at("https://api.example.com/v1"),
    ["breaking server-removed", "compatible server-added"],
  ],
];

describe("compares", () => {
  let results: DiffResult[] = [];
  beforeAll(async () => {
    results = await diffBundles(comparisons.map(([, base, revision]) => [base, revision]));
  });

  test.each(comparisons.map(([title, , , expected], index) => ({ title, expected, index })))(
    "$title",
    ({ expected, index }) => {
      const lines = results[index]?.changes.map(({ level, rule, location }) => `${level} ${rule} ${location}`);
      expect(lines).toEqual(expected.map((line) => expect.stringMatching(new RegExp(`^${line}( |$)`))));
    },
  );
});
