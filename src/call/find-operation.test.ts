import { expect, test } from "@jest/globals";
import type { OperationDescriptor } from "../operation.js";
import { findOperation } from "./find-operation.js";

const operations = [
  { method: "GET", path: "/a" },
  { method: "POST", path: "/a" },
  { method: "GET", path: "/b" },
] as OperationDescriptor[];

test.each([
  ["GET", "/a", 0],
  ["POST", "/a", 1],
  ["GET", "/b", 2],
  ["POST", "/b", -1],
  ["get", "/a", -1],
])("%s %s", (method, path, index) => {
  expect(findOperation(operations, method, path)).toBe(operations[index]);
});
