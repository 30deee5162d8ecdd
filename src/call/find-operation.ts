import type { OperationDescriptor } from "../operation.js";

/** The operation of a method and a path template, if the description has it. */
export function findOperation(
  operations: readonly OperationDescriptor[],
  method: string,
  path: string,
): OperationDescriptor | undefined {
  return operations.find((operation) => operation.path === path && operation.method === method);
}

/** The operation that a path belongs to whose variables are filled in, or named otherwise. */
export function matchOperation(
  operations: readonly OperationDescriptor[],
  method: string,
  path: string,
): OperationDescriptor | undefined {
  const segments = path.replace(/\/+$/, "").split("/");
  const fits = (template: string) => {
    const expected = template.split("/");
    return (
      expected.length === segments.length &&
      expected.every((segment, index) => segment === segments[index] || /^\{[^{}]+\}$/.test(segment))
    );
  };
  return operations.find((operation) => operation.method === method && fits(operation.path));
}
