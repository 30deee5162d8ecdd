import { expect, test } from "@jest/globals";
import type { OperationDescriptor } from "../operation.js";
import { splitRequest } from "./split-request.js";

const operation: OperationDescriptor = {
  operationId: "doIt",
  method: "POST",
  path: "/{id}",
  parameters: [
    { name: "id", in: "path", required: true },
    { name: "a", in: "query", required: true },
    { name: "b", in: "query", required: false },
    { name: "X-H", in: "header", required: false },
  ],
  requestBody: { required: true, mediaTypes: ["application/json"] },
  responses: {},
  roles: [],
};

test("parameters go to the locations that the description gives", () => {
  expect(splitRequest(operation, { id: "1", a: 2, b: 3, "X-H": "h", body: {} })).toEqual({
    params: { path: { id: "1" }, query: { a: 2, b: 3 }, header: { "X-H": "h" } },
    body: {},
  });
});

test.each<[object, string]>([
  [{ id: "1", body: {} }, "a is missing"],
  [{ id: "1", a: 2 }, "body is missing"],
  [{ id: "1", a: 2, body: null }, "body is missing"],
  [{ id: "1", a: 2, c: 3, body: {} }, "c is not a property of the request; allowed are id, a, b, X-H, body"],
  [null as unknown as object, "must be an object"],
])("%j is rejected", (request, problem) => {
  expect(() => splitRequest(operation, request)).toThrow(problem);
});

test("an operation that takes nothing says so", () => {
  const { requestBody: _, ...bare } = { ...operation, parameters: [] };
  expect(splitRequest(bare, undefined)).toEqual({ params: {}, body: undefined });
  expect(() => splitRequest(bare, { body: {} })).toThrow("allowed are none");
});

test("a request that is not an object is rejected", () => {
  for (const request of ["text", null, [], 7])
    expect(() => splitRequest(operation, request as object)).toThrow("The request of doIt must be an object");
});

test("a missing path parameter is left to the path check", () => {
  expect(splitRequest(operation, { a: 1, body: {} }).params).toEqual({ query: { a: 1 } });
});
