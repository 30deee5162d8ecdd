import { expect, test } from "@jest/globals";
import { createMockFetch } from "../../scripts/toolkit/prism/index.js";
import { printReport, runContract } from "../../scripts/toolkit/suite/index.js";

const OK = { description: "", content: { "application/json": { schema: { type: "object" } } } };
const body = (schema: object, required = true) => ({ required, content: { "application/json": { schema } } });
const object = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });

interface Sample {
  /** Of one operation, whatever is not as usual. */
  operation?: object;
  method?: string;
  path?: string;
  /** Of the description. */
  more?: object;
}

function describe({ operation = {}, method = "get", path = "/a", more = {} }: Sample) {
  const paths = { [path]: { [method]: { operationId: "it", responses: { 200: OK }, ...operation } } };
  return { openapi: "3.0.3", info: { title: "", version: "1" }, paths, ...more };
}

const run = (sample: Sample) => runContract(describe(sample), { runs: 8 });

const parameter = (place: string, schema: object, more: object = {}) => ({
  operation: { parameters: [{ name: "x", in: place, schema, ...more }] },
});
const sent = (schema: object) => ({ method: "post", operation: { requestBody: body(schema) } });
const list = { type: "array", items: { type: "integer" } };
const limit = 2 ** 63;

// Each of these ended the run, never ended, or was called a fault of the description.
const rows: [title: string, sample: Sample, skipped?: RegExp][] = [
  ["a maximum beyond 2^53", sent(object({ n: { type: "integer", minimum: 0, maximum: limit } }, { required: ["n"] }))],
  [
    "a minimum beyond -2^53",
    sent(object({ n: { type: "integer", minimum: -limit, maximum: 0 } }, { required: ["n"] })),
  ],
  [
    "limits that both are",
    sent(object({ n: { type: "integer", minimum: 2 ** 60, maximum: limit } }, { required: ["n"] })),
  ],
  ["a nullable enum with null", sent(object({ sort: { type: "string", nullable: true, enum: ["asc", null] } }))],
  [
    "an enum of unique items",
    sent({ type: "array", minItems: 2, uniqueItems: true, items: { enum: ["a", "b", "c"] } }),
  ],
  [
    "a value that needs another one",
    {
      ...sent(
        object(
          { kind: { enum: ["a", "b"] }, n: { type: "integer" } },
          {
            required: ["kind"],
            if: { properties: { kind: { const: "a" } } },
            // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
            then: { required: ["n"] },
          },
        ),
      ),
      more: { openapi: "3.1.0" },
    },
  ],
  [
    "a pattern that Unicode mode refuses",
    sent(object({ p: { type: "string", pattern: "^\\w+\\@x$" } })),
    /Prism checks nothing .*\\@x/,
  ],
  ["a required list that may be empty", parameter("query", list, { required: true })],
  [
    "a body that is not JSON beside one that is",
    { method: "post", operation: { requestBody: { content: { ...OK.content, "text/*": {}, "image/*": {} } } } },
    /only JSON requests have cases/,
  ],
  [
    "properties without a type",
    {
      method: "post",
      operation: {
        requestBody: {
          content: { "application/json": { schema: { properties: { n: {} } }, example: "not an object" } },
        },
      },
    },
    /its body may be a bare value/,
  ],
  ["a list in a header", parameter("header", list), /Prism does not check header x: it fails on a list/],
  [
    "an object in a header",
    parameter("header", object({ a: { type: "integer" } })),
    /the client does not write objects in headers/,
  ],
  ["a cookie", parameter("cookie", { type: "string" }), /the client sends no cookies/],
  ["a list or one value in a query", parameter("query", { oneOf: [{ type: "string" }, list] }), /several types/],
  [
    "a list that is referred to",
    { ...parameter("query", { $ref: "#/components/schemas/L" }), more: { components: { schemas: { L: list } } } },
  ],
  [
    "null in a deep object",
    parameter("query", object({ a: { type: "string", nullable: true } }), { style: "deepObject" }),
    /no written form/,
  ],
  [
    "what is nested in a deep object",
    parameter("query", object({ a: object({ b: list }) }), { style: "deepObject" }),
    /no written form/,
  ],
  [
    "a style of lists for one value",
    parameter("query", { type: "string" }, { style: "pipeDelimited" }),
    /the style pipeDelimited/,
  ],
  [
    "JSON in a query",
    { operation: { parameters: [{ name: "x", in: "query", ...body(object({ a: { type: "integer" } }), false) }] } },
    /does not read its content/,
  ],
  ["any name in a query", parameter("query", { type: "object", additionalProperties: { type: "string" } })],
  [
    "a body of a GET",
    { operation: { requestBody: body(object({}), false) } },
    /the platform's fetch sends no body with GET/,
  ],
  [
    "a list in a response's header",
    { operation: { responses: { 200: { ...OK, headers: { "X-List": { required: true, schema: list } } } } } },
  ],
  [
    "an image",
    { operation: { responses: { 200: { description: "", content: { "image/png": {} } } } } },
    /something else than JSON/,
  ],
  [
    "a text for an error",
    { operation: { responses: { 200: OK, 500: { description: "", content: { "text/plain": {} } } } } },
  ],
  [
    "an informational status",
    { operation: { responses: { 100: { description: "" }, 200: OK } } },
    /status 100: .* informational/,
  ],
  ["a status range without a body", { method: "delete", operation: { responses: { "2XX": { description: "" } } } }],
  ["errors alone", { operation: { responses: { 401: OK } } }, /it declares no success/],
  [
    "errors alone, by their range",
    { operation: { responses: { "5XX": { description: "" } } } },
    /it declares no success/,
  ],
  [
    "two JSON bodies",
    {
      method: "post",
      operation: {
        requestBody: {
          content: {
            "application/merge-patch+json": { schema: object({ a: { type: "string" } }) },
            "application/json": { schema: object({ x: { type: "string" } }, { additionalProperties: false }) },
          },
        },
        responses: { 201: { description: "" } },
      },
    },
  ],
  ["a deep object", parameter("query", object({ a: { type: "integer" } }), { style: "deepObject" })],
  [
    "Digest",
    { more: { security: [{ key: [] }], components: { securitySchemes: { key: { type: "http", scheme: "digest" } } } } },
    /Prism does not check credentials: it does not know digest/,
  ],
  ["a falsy body", sent({ type: "object", nullable: true }), /may be a bare value/],
  [
    "a union with a type of its own",
    sent({ type: "object", anyOf: [{ required: ["a"] }, { required: ["b"] }], properties: { a: {}, b: {} } }),
  ],
  [
    "properties that no branch evaluates",
    {
      ...sent({
        oneOf: [
          object({ n: { type: "integer" } }, { required: ["n"] }),
          object({ s: { type: "string" } }, { required: ["s"] }),
        ],
        unevaluatedProperties: false,
      }),
      more: { openapi: "3.1.0" },
    },
  ],
  [
    "an example of a schema in 3.1",
    { ...sent(object({ n: { type: "integer", example: 1 } })), more: { openapi: "3.1.0" } },
  ],
  [
    "one example of a response",
    {
      operation: {
        responses: { 200: { description: "", content: { "application/json": { schema: {}, example: {} } } } },
      },
    },
    /of any type/,
  ],
  ["a response to HEAD", { method: "head" }, /a response to HEAD has no body/],
  [
    "credentials that may be left out",
    {
      operation: { security: [{}] },
      more: {
        components: { securitySchemes: { oidc: { type: "openIdConnect", openIdConnectUrl: "https://a.test" } } },
      },
    },
  ],
  [
    "a scheme of HTTP in capitals",
    { more: { security: [{ key: [] }], components: { securitySchemes: { key: { type: "http", scheme: "Bearer" } } } } },
  ],
  [
    "a certificate of the client",
    { more: { security: [{ tls: [] }], components: { securitySchemes: { tls: { type: "mutualTLS" } } } } },
    /Prism does not check credentials: it does not know mutualTLS/,
  ],
];

// Not the rows themselves: Jest takes a parameter without a value for a callback, and waits for it.
test.each(rows.map(([title, sample, skipped]) => ({ title, sample, skipped })))(
  "$title is exercised, or left out with a reason",
  async ({ sample, skipped }) => {
    const report = await run(sample);
    const { disagreements, coverage, skips } = report;
    expect(disagreements).toEqual([]);
    expect(
      coverage.filter(({ kind }) => kind === "statuses" || kind === "operations").flatMap(({ missing }) => missing),
    ).toEqual([]);
    const reasons = skips.map(({ operation, what, reason }) => `${operation}, ${what}: ${reason}`);
    expect(reasons).toEqual(skipped ? expect.arrayContaining([expect.stringMatching(skipped)]) : []);
  },
);

test.each<[string, Sample, reason: RegExp]>([
  ["no operation", { more: { paths: {} } }, /the description has no operations/],
  [
    "matrix style",
    { ...parameter("path", list, { style: "matrix", required: true }), path: "/a/{x}" },
    /GET \/a\/{x}, the operation: .* matrix/,
  ],
  [
    "a required body of a GET",
    { operation: { requestBody: body(object({})) } },
    /GET \/a, the operation: the platform's fetch/,
  ],
  ["a path with a fragment", { path: "/a#b" }, /has no fragment and no query/],
  ["TRACE", { method: "trace" }, /the platform's fetch can't send TRACE/],
  ["nothing but 1xx", { operation: { responses: { 100: { description: "" } } } }, /no response that can be given/],
  ["a pattern that is none", sent(object({ p: { type: "string", pattern: "(?i)^a$" } })), /POST \/a, .*\(\?i\)/],
  [
    "more items than there are values",
    sent({ type: "array", minItems: 3, uniqueItems: true, items: { type: "boolean" } }),
    /3 items that all differ/,
  ],
  ["long strings", sent({ type: "string", minLength: 1e9 }), /1000000000 characters are not made/],
  ["the path /", { path: "/" }, /GET \/, the operation: the client takes no path without a segment/],
  ["long lists", sent({ type: "array", minItems: 1e9, items: {} }), /1000000000 items are not made/],
])("where there is nothing but %s, that nothing was tested is an error", async (_, sample, reason) => {
  await expect(run(sample)).rejects.toThrow(reason);
});

test("a wrong example is one disagreement, and nothing that would come of it", async () => {
  const content = { "application/json": { schema: object({ n: { type: "integer" } }), example: "wrong" } };
  const parameters = [{ name: "x", in: "query", required: true, schema: { type: "integer" }, example: "one" }];
  const report = await run({ method: "post", operation: { parameters, requestBody: { required: true, content } } });
  expect(report.disagreements.map(({ title, message }) => `${title}: ${message}`)).toEqual([
    "the example example: its own schema does not allow it: request.body: must be object",
    "an example of x: its own schema does not allow it: request.query.x: must be integer",
  ]);
});

test("of another template, a method is not asked for", async () => {
  const id = { name: "id", in: "path", required: true, schema: { type: "string", pattern: "^[a-z]{1,9}$" } };
  const remove = { operationId: "remove", parameters: [id], responses: { 204: { description: "" } } };
  const description = describe({ path: "/users/login" });
  const report = await runContract(
    { ...description, paths: { ...description.paths, "/users/{id}": { delete: remove } } },
    { runs: 8 },
  );
  expect(report.disagreements).toEqual([]);
});

test("a parent that lists its children, which take it over, is checked", async () => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const child = (name: string, more: object) => ({
    allOf: [ref("Parent"), object({ kind: { enum: [name] }, ...more })],
  });
  const discriminator = { propertyName: "kind", mapping: { a: "#/components/schemas/A", b: "#/components/schemas/B" } };
  const schemas = {
    Parent: object({ kind: { type: "string" } }, { required: ["kind"], oneOf: [ref("A"), ref("B")], discriminator }),
    A: child("a", { n: { type: "integer" } }),
    B: child("b", { s: { type: "string" } }),
  };
  const report = await run({ ...sent(ref("Parent")), more: { components: { schemas } } });
  expect(report.disagreements).toEqual([]);
  expect(report.cases["bad requests"]).toBeGreaterThan(20);
});

test("no operation is in the same job as the one before, whose requests could not go else", async () => {
  const description = describe({});
  const paths = { ...description.paths, "/b": { get: { operationId: "other", responses: { 200: OK } } } };
  const turns: string[] = [];
  const onOperation = (key: string) => {
    turns.push(key);
    setImmediate(() => turns.push("a turn of the loop"));
  };
  await runContract({ ...description, paths }, { runs: 1, onOperation });
  expect(turns.slice(0, 3)).toEqual(["GET /a", "a turn of the loop", "GET /b"]);
});

test("what Prism makes up is the same in each run", async () => {
  const schema = object({ n: { type: "integer" }, s: { type: "string" } }, { required: ["n", "s"] });
  const responses = { 200: { description: "", content: { "application/json": { schema } } } };
  const ask = async () => {
    const mock = createMockFetch(describe({ operation: { responses } }));
    return (await mock("http://127.0.0.1/a", { method: "GET", headers: { Prefer: "dynamic=true" } })).json();
  };
  expect(await ask()).toEqual(await ask());
});

test("nothing that is said of another API speaks of Atlas or of clusters", async () => {
  const wrong = { ...OK, content: { "application/json": { schema: list, example: { a: 1 } } } };
  const report = await run({ operation: { responses: { 200: wrong } } });
  expect(report.disagreements.length).toBeGreaterThan(0);
  expect(printReport(report)).not.toMatch(/atlas|cluster/i);
});

test("what Prism throws is a skip of the case, and not the end", async () => {
  const $ref = "#/components/schemas/nowhere";
  const report = await run({
    operation: {
      responses: { 200: OK, 400: { description: "", content: { "application/json": { schema: { not: { $ref } } } } } },
    },
  }).catch((error: Error) => error);
  expect(report).toMatchObject({ message: expect.stringContaining("nowhere") });
});
