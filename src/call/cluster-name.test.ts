import { expect, test } from "@jest/globals";
import type { OperationDescriptor } from "../operation.js";
import { clusterOf } from "./cluster-name.js";

const split = { params: { path: { clusterName: "from-path" } }, body: { name: "from-body", odd: "a\nb", number: 7 } };

test.each([
  ["$request.body#/name", split, "from-body"],
  ["$request.path.clusterName", split, "from-path"],
  ["$request.path.name", split, undefined],
  ["$request.body#/odd", split, undefined],
  ["$request.body#/number", split, undefined],
  ["$request.body#/name", { params: {}, body: undefined }, undefined],
  ["$request.body#/name", { params: {}, body: null }, undefined],
  ["$request.path.clusterName", { params: {}, body: undefined }, undefined],
  ["$request.body#/name", { params: {}, body: { name: "x".repeat(65) } }, undefined],
  ["$request.query.name", split, undefined],
  ["of $request.body#/name", split, undefined],
  ["$request.body#/name/first", split, undefined],
  [undefined, split, undefined],
])("%s", (cluster, request, expected) => {
  expect(clusterOf({ cluster } as OperationDescriptor, request)).toBe(expected);
});
