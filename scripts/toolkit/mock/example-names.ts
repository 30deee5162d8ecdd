import { contract } from "../../../src/testing/contract.js";

/** A line for each operation: the examples of its success, by which a mock can be asked for them. */
export function exampleNames(): string[] {
  const operations = Object.entries(contract.operations);
  const width = Math.max(...operations.map(([operationId]) => operationId.length));
  return operations.map(([operationId, { responses }]) => {
    const contents = Object.values(responses["200"]?.content ?? {});
    return `  ${operationId.padEnd(width)}  ${contents.flatMap(Object.keys).join(", ")}`;
  });
}
