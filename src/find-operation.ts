import type { OperationDescriptor } from "./operation.js";

/** The operation of a method and a path template, if the description has it. */
export function findOperation(
  operations: readonly OperationDescriptor[],
  method: string,
  path: string,
): OperationDescriptor | undefined {
  return operations.find((operation) => operation.path === path && operation.method === method);
}
