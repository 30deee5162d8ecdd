import { expect, test } from "@jest/globals";
import { operationComment, parameterComment, textComment, timelessStanding } from "./comments.js";
import { readOperations } from "./read-operations.js";

const described = (more: object) => {
  const operation = { operationId: "doIt", responses: { 200: { description: "Done" } }, ...more };
  const [read] = readOperations({
    openapi: "3.0.3",
    info: { title: "", version: "" },
    paths: { "/{id}": { post: operation } },
  });
  if (!read) throw new Error("There is an operation");
  return read;
};
const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
const header = {
  name: "X-All",
  in: "header",
  description: "Whether all.",
  schema: { type: "boolean", default: false },
};

test("the comment of a parameter has its text and its default", () => {
  const read = described({ parameters: [id, header] });
  const comments = read.descriptor.parameters.map((parameter) => parameterComment(read, parameter));
  expect(comments[1]).toEqual(["/**", " * Whether all.", " * @default false", " */"]);
});

test.each([
  [{ parameters: [id] }, "the path parameters"],
  [{ parameters: [id, header] }, "the path and header parameters"],
  [
    { parameters: [id], requestBody: { content: { "application/json": { schema: {} } } } },
    "the path parameters and the body",
  ],
])("the comment of an operation says what its request has: %#", (more, text) => {
  expect(operationComment(described(more))).toContain(` * @param request - ${text}`);
});

test.each([
  [{ url: "https://library.test/books" }, ["@see https://library.test/books"]],
  // The specification requires a URL, but the description may be anyone's.
  [{}, []],
])("the comment of an operation links external documentation such as %j", (externalDocs, links) => {
  const comment = operationComment(described({ parameters: [id], externalDocs })).join("\n");
  expect(comment.match(/@see .*/g) ?? []).toEqual(links);
});

test.each([
  [{ since: "2025-02", sunset: "2025-02-05", reason: "Over." }, "since February 2025, sunset 2025-02-05: Over."],
  [{ reason: "Over." }, "Over."],
  [{ since: "2025-02-05" }, "since 5 February 2025"],
])("a deprecation in documents: %j", (deprecation, words) => {
  expect(timelessStanding({ ...deprecation, successors: [] })).toBe(words);
});

test("what to poll is said in words, not in runtime expressions", () => {
  const read = described({ parameters: [id] });
  const poll = [
    { "$request.body#/kind/name": "A" },
    { "$request.path.id": "B", "$request.header.X-All": "C" },
    { $method: "POST" },
    undefined,
  ].map((when) => ({ operationId: "getIt", ...(when && { when }), parameters: {}, variables: {} }));
  const values = { state: "IDLE", size: "$variable.size" };
  const rules = [{ outcome: "done", status: "200", values, because: "It is there." }] as const;
  const outcomes = { values: {}, done: { times: 1, secondsApart: 0 }, rules };
  const comment = operationComment({ ...read, descriptor: { ...read.descriptor, poll, outcomes } });
  expect(comment.filter((line) => line.startsWith(" * - "))).toEqual([
    " * - `getIt`, if `kind.name` of the body is A",
    " * - `getIt`, if the path parameter `id` is B and the header parameter `X-All` is C",
    " * - `getIt`, if `$method` is POST",
    " * - `getIt` otherwise",
    " * - 200 (state IDLE, size as intended): done. It is there.",
  ]);
});

test("there is no comment without a text", () => {
  expect(textComment(" ")).toEqual([]);
});
