import { expect, test } from "@jest/globals";
import { createMockFetch } from "../../scripts/toolkit/prism/index.js";
import { hasPassed, printReport, runContract } from "../../scripts/toolkit/suite/index.js";
import {
  body,
  describeSample,
  list,
  OK,
  object,
  runSample,
  type Sample,
  withBody,
  withParameter,
} from "../support/sample.js";

test.each<[string, Sample, reason: RegExp]>([
  ["no operation", { more: { paths: {} } }, /the description has no operations/],
  [
    "matrix style",
    { ...withParameter("path", list, { style: "matrix", required: true }), path: "/a/{x}" },
    /GET \/a\/{x}, the operation: .* matrix/,
  ],
  [
    "a required body of a GET",
    { operation: { requestBody: body(object({})) } },
    /GET \/a, the operation: the platform's fetch/,
  ],
  ["a path with a fragment", { path: "/a#b" }, /can't have a fragment or a query/],
  ["TRACE", { method: "trace" }, /the platform's fetch can't send TRACE/],
  [
    "only 1xx responses",
    { operation: { responses: { 100: { description: "" } } } },
    /declares no response that a client can receive/,
  ],
  ["an invalid pattern", withBody(object({ p: { type: "string", pattern: "(?i)^a$" } })), /POST \/a, .*\(\?i\)/],
  [
    "more unique items than values",
    withBody({ type: "array", minItems: 3, uniqueItems: true, items: { type: "boolean" } }),
    /3 items that all differ/,
  ],
  ["long strings", withBody({ type: "string", minLength: 1e9 }), /1000000000 characters are not made/],
  [
    "credentials of which two are one header",
    {
      more: {
        security: [{ basic: [], login: [] }],
        components: {
          securitySchemes: {
            basic: { type: "http", scheme: "basic" },
            login: { type: "openIdConnect", openIdConnectUrl: "https://a.test" },
          },
        },
      },
    },
    /GET \/a, the operation: no request has all of its credentials: basic and bearer are both the Authorization header/,
  ],
  [
    "a list in a path",
    { ...withParameter("path", { const: [1] }, { required: true }), path: "/a/{x}" },
    /only single values/,
  ],
  ["the path /", { path: "/" }, /GET \/, the operation: the client can't call a path without a segment/],
  [
    "parts that contradict each other",
    withBody({ allOf: [{ type: "string" }, { type: "integer" }] }),
    /the parts of its allOf have no type in common/,
  ],
  [
    "branches that all match the same values",
    withBody({ oneOf: [object({ a: { type: "string" } }), object({ a: { type: "string" } })] }),
    /accepts: matches more than one schema of oneOf, where exactly one must match: anyOf would allow it$/m,
  ],
  ["long lists", withBody({ type: "array", minItems: 1e9, items: {} }), /1000000000 items are not made/],
])("a description with only %s is an error: nothing can be tested", async (_, sample, reason) => {
  await expect(runSample(sample)).rejects.toThrow(reason);
});

test("an operation without a case that could be run fails the run, with the reason", async () => {
  const wrong = { operationId: "wrong", ...withBody({ type: "string", pattern: "(?i)^a$" }).operation };
  const description = describeSample({});
  const paths = { ...description.paths, "/b": { post: { ...wrong, responses: { 200: OK } } } };
  const report = await runContract({ ...description, paths }, { runs: 8 });
  expect(report.disagreements).toEqual([]);
  const message = expect.stringMatching(/^no case exercised it: .*\(\?i\)/);
  expect(report.untested).toMatchObject([{ operation: "POST /b", title: "the operation", message }]);
  expect(hasPassed(report)).toBe(false);
});

test("a wrong example is one disagreement, and causes no others", async () => {
  const content = { "application/json": { schema: object({ n: { type: "integer" } }), example: "wrong" } };
  const parameters = [{ name: "x", in: "query", required: true, schema: { type: "integer" }, example: "one" }];
  const report = await runSample({
    method: "post",
    operation: { parameters, requestBody: { required: true, content } },
  });
  expect(report.disagreements.map(({ title, message }) => `${title}: ${message}`)).toEqual([
    "the example example: its schema does not allow it: request.body: must be object (type)",
    "an example of x: its schema does not allow it: request.query.x: must be integer (type)",
  ]);
});

test("a request with an undeclared method is left out if another template has that method", async () => {
  const id = { name: "id", in: "path", required: true, schema: { type: "string", pattern: "^[a-z]{1,9}$" } };
  const remove = { operationId: "remove", parameters: [id], responses: { 204: { description: "" } } };
  const description = describeSample({ path: "/users/login" });
  const report = await runContract(
    { ...description, paths: { ...description.paths, "/users/{id}": { delete: remove } } },
    { runs: 8 },
  );
  expect(report.disagreements).toEqual([]);
});

test("a parent whose children include it by allOf is checked", async () => {
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
  const report = await runSample({ ...withBody(ref("Parent")), more: { components: { schemas } } });
  expect(report.disagreements).toEqual([]);
  expect(report.cases["bad requests"]).toBeGreaterThan(20);
});

test("each operation gets its own turn of the event loop, so that the memory of the previous one is freed", async () => {
  const description = describeSample({});
  const paths = { ...description.paths, "/b": { get: { operationId: "other", responses: { 200: OK } } } };
  const turns: string[] = [];
  const onOperation = (key: string) => {
    turns.push(key);
    setImmediate(() => turns.push("a turn of the loop"));
  };
  await runContract({ ...description, paths }, { runs: 1, onOperation });
  expect(turns.slice(0, 3)).toEqual(["GET /a", "a turn of the loop", "GET /b"]);
});

test("Prism makes up the same values in each run", async () => {
  const schema = object({ n: { type: "integer" }, s: { type: "string" } }, { required: ["n", "s"] });
  const responses = { 200: { description: "", content: { "application/json": { schema } } } };
  const ask = async () => {
    const mock = createMockFetch(describeSample({ operation: { responses } }));
    return (await mock("http://127.0.0.1/a", { method: "GET", headers: { Prefer: "dynamic=true" } })).json();
  };
  expect(await ask()).toEqual(await ask());
});

test("a report on another API mentions neither Atlas nor clusters", async () => {
  const wrong = { ...OK, content: { "application/json": { schema: list, example: { a: 1 } } } };
  const report = await runSample({ operation: { responses: { 200: wrong } } });
  expect(report.disagreements.length).toBeGreaterThan(0);
  expect(printReport(report)).not.toMatch(/atlas|cluster/i);
});

test("an exception in Prism skips the case and does not end the run", async () => {
  const $ref = "#/components/schemas/nowhere";
  const report = await runSample({
    operation: {
      responses: { 200: OK, 400: { description: "", content: { "application/json": { schema: { not: { $ref } } } } } },
    },
  }).catch((error: Error) => error);
  expect(report).toMatchObject({ message: expect.stringContaining("nowhere") });
});
