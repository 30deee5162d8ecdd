import { expect, test } from "@jest/globals";
import { readOperations } from "./read-operations.js";

const json = { "application/json": { schema: { type: "object" } } };
const operation = (more: object) => ({ operationId: "doIt", responses: { 200: { description: "" } }, ...more });
const describe = (paths: object) => ({ openapi: "3.0.3", info: { title: "", version: "" }, paths });
const idParameter = { name: "id", in: "path", required: true, schema: { type: "string" } };

test.each<[string, object, string]>([
  ["an id that is taken", { "/a": { get: operation({ operationId: "http" }) } }, "can be named http"],
  [
    "ids that differ in their first letter",
    { "/a": { get: operation({}) }, "/b": { get: operation({ operationId: "DoIt" }) } },
    "GET /b: its operationId DoIt differs in case only from doIt of GET /a",
  ],
  ["a path variable that is not described", { "/a/{id}": { get: operation({}) } }, "the path parameter id"],
  [
    "a pattern that does not compile",
    { "/a/{id}": { get: operation({ parameters: [{ ...idParameter, schema: { pattern: "(?<" } }] }) } },
    "Invalid regular expression",
  ],
  [
    "two parameters of one name",
    { "/a/{id}": { get: operation({ parameters: [idParameter, { name: "id", in: "query" }] }) } },
    "named id",
  ],
  [
    "a parameter called body",
    { "/a": { get: operation({ parameters: [{ name: "body", in: "query" }] }) } },
    "named body",
  ],
  [
    "a required cookie",
    { "/a": { get: operation({ parameters: [{ name: "c", in: "cookie", required: true }] }) } },
    "cookie c",
  ],
  [
    "a body that is not JSON",
    { "/a": { post: operation({ requestBody: { content: { "text/csv": {} } } }) } },
    "no JSON form",
  ],
  [
    "a cluster in a parameter that does not exist",
    { "/a": { get: operation({ "x-cluster": "$request.path.name" }) } },
    "x-cluster",
  ],
  ["a cluster that is not an expression", { "/a": { get: operation({ "x-cluster": "name" }) } }, "x-cluster"],
  [
    "a body that is not an object",
    { "/a": { post: operation({ requestBody: "x" }) } },
    'There is "x" where OpenAPI has an object',
  ],
  ["a reference to nowhere", { "/a": { get: { $ref: "#/components/x" } } }, `"#/components/x" leads nowhere`],
  [
    "a successor that is not described",
    { "/a": { get: operation({ deprecated: true, "x-deprecation": { successors: [{ operationId: "x" }] } }) } },
    "the successor x is not described",
  ],
])("%s is rejected by name", (_, paths, problem) => {
  expect(() => readOperations(describe(paths))).toThrow(problem);
});

test("all that is rejected is named at once, a line each", () => {
  const cookie = { name: "c", in: "cookie", required: true };
  const paths = { "/a": { get: operation({ parameters: [cookie] }) }, "/b/{id}": { get: operation({}) } };
  expect(() => readOperations(describe(paths))).toThrow(
    "These operations can't become methods (with --leave-out, the others do):\nGET /a: required cookie c can't be sent\nGET /b/{id}: the path parameter id is not described",
  );
});

test.each([
  ["getStations", "getStations"],
  ["get-stations", "getStations"],
  ["Get stations (all)", "GetStationsAll"],
  ["2fa.enable", "operation2faEnable"],
  ["получить/станции", "получитьСтанции"],
  [undefined, "getAId"],
])("of the id %s, the method is %s", (operationId, name) => {
  const paths = { "/a/{id}": { get: operation({ operationId, parameters: [idParameter] }) } };
  expect(readOperations(describe(paths))[0]?.descriptor.operationId).toBe(name);
});

test("a successor is found by its id, and named by its method", () => {
  const deprecated = { deprecated: true, "x-deprecation": { successors: [{ operationId: "do-it" }] } };
  const paths = {
    "/a": { get: operation({ operationId: "old", ...deprecated }), post: operation({ operationId: "do-it" }) },
  };
  expect(readOperations(describe(paths))[0]?.descriptor.deprecation?.successors).toEqual([
    { operationId: "doIt", method: "POST", path: "/a" },
  ]);
});

test("parameters of the path item count, replaced by the operation's own; ignored headers and raw ones don't", () => {
  const parameters = [
    { ...idParameter, schema: { type: "string", pattern: "^b$" } },
    { name: "Authorization", in: "header" },
    { name: "raw", in: "query", "x-raw-only": true },
    { name: "If-Match", in: "header" },
  ];
  const paths = { "/a/{id}": { parameters: [idParameter], get: operation({ parameters }) } };
  const [read] = readOperations(describe(paths));
  expect(read?.descriptor.parameters).toEqual([
    { name: "id", in: "path", required: true, pattern: "^b$" },
    { name: "If-Match", in: "header", required: false },
  ]);
});

test("of several media types the JSON one is sent", () => {
  const examples = { typical: { value: { a: 1 } } };
  const content = { "text/csv": {}, "application/json": { ...json["application/json"], examples } };
  const [read] = readOperations(describe({ "/a": { post: operation({ requestBody: { content } }) } }));
  expect(read?.descriptor.requestBody?.mediaTypes).toEqual(["application/json", "text/csv"]);
  expect(read?.bodyExample).toEqual({ a: 1 });
});
