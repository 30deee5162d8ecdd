import type { CallDescriptor } from "../operation.js";

/** Finds the operation with a method and a path template, if the description has it. */
export function findOperation(
  operations: readonly CallDescriptor[],
  method: string,
  path: string,
): CallDescriptor | undefined {
  return operations.find((operation) => operation.path === path && operation.method === method);
}

/** Finds the operation that a path matches when its variables have values or other names. */
export function matchOperation(
  operations: readonly CallDescriptor[],
  method: string,
  path: string,
): CallDescriptor | undefined {
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
