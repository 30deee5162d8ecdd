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

test("there is no comment without a text", () => {
  expect(textComment(" ")).toEqual([]);
});
