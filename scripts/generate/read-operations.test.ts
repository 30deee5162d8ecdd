import { expect, test } from "@jest/globals";
import { readOperations } from "./read-operations.js";

const json = { "application/json": { schema: { type: "object" } } };
const operation = (more: object) => ({ operationId: "doIt", responses: { 200: { description: "" } }, ...more });
const describe = (paths: object) => ({ openapi: "3.0.3", info: { title: "", version: "" }, paths });
const idMember = { name: "id", in: "path", required: true, schema: { type: "string" } };

test.each<[string, object, string]>([
  ["an id that is no identifier", { "/a": { get: operation({ operationId: "do-it" }) } }, "GET /a: operationId"],
  ["an id that is taken", { "/a": { get: operation({ operationId: "http" }) } }, "can be named http"],
  [
    "ids that differ in their first letter",
    { "/a": { get: operation({}) }, "/b": { get: operation({ operationId: "DoIt" }) } },
    "types named DoIt",
  ],
  ["a path member that is not described", { "/a/{id}": { get: operation({}) } }, "the path member id"],
  [
    "a pattern that does not compile",
    { "/a/{id}": { get: operation({ parameters: [{ ...idMember, schema: { pattern: "(?<" } }] }) } },
    "Invalid regular expression",
  ],
  [
    "two members of one name",
    { "/a/{id}": { get: operation({ parameters: [idMember, { name: "id", in: "query" }] }) } },
    "named id",
  ],
  ["a member called body", { "/a": { get: operation({ parameters: [{ name: "body", in: "query" }] }) } }, "named body"],
  [
    "a required cookie",
    { "/a": { get: operation({ parameters: [{ name: "c", in: "cookie", required: true }] }) } },
    "cookie c",
  ],
  [
    "a body that is no JSON",
    { "/a": { post: operation({ requestBody: { content: { "text/csv": {} } } }) } },
    "no JSON form",
  ],
  [
    "a cluster in a member that is none",
    { "/a": { get: operation({ "x-cluster": "$request.path.name" }) } },
    "x-cluster",
  ],
  ["a cluster that is no expression", { "/a": { get: operation({ "x-cluster": "name" }) } }, "x-cluster"],
  ["a reference to nowhere", { "/a": { get: { $ref: "#/components/x" } } }, `"#/components/x" leads nowhere`],
  [
    "a successor that is not described",
    { "/a": { get: operation({ deprecated: true, "x-deprecation": { successors: [{ operationId: "x" }] } }) } },
    "the successor x is not described",
  ],
])("%s is refused by name", (_, paths, problem) => {
  expect(() => readOperations(describe(paths))).toThrow(problem);
});

test("parameters of the path item count, replaced by the operation's own; ignored headers and raw ones don't", () => {
  const parameters = [
    { ...idMember, schema: { type: "string", pattern: "^b$" } },
    { name: "Authorization", in: "header" },
    { name: "raw", in: "query", "x-raw-only": true },
    { name: "If-Match", in: "header" },
  ];
  const paths = { "/a/{id}": { parameters: [idMember], get: operation({ parameters }) } };
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
