import { contract } from "../../../src/testing/contract.js";
import type { DescribedOperation } from "../generate/index.js";

/**
 * A curl command that calls an operation with the description's own examples.
 *
 * @param options - values to use instead of the examples
 */
export function curlLine(
  baseUrl: string,
  { descriptor, parameterTexts, bodyExample }: DescribedOperation,
  { token = "any-token", groupId, name }: { token?: string; groupId?: string; name?: string } = {},
): string {
  const given: Record<string, string | undefined> = { groupId, name, clusterName: name };
  const path = descriptor.path.replace(/\{([^{}]+)\}/g, (_, parameter: string) =>
    String(given[parameter] ?? parameterTexts[parameter]?.example),
  );
  const [contentType] = descriptor.requestBody?.mediaTypes ?? [];
  const accept = [...new Set(Object.values(descriptor.responses).flat())].join(", ");
  const isNamed = name !== undefined && Object.hasOwn(Object(bodyExample), "name");
  const body = isNamed ? { ...Object(bodyExample), name } : bodyExample;
  const parts = [
    `curl --request ${descriptor.method} '${baseUrl}${path}'`,
    `--header 'Authorization: Bearer ${token}'`,
    accept && `--header 'Accept: ${accept}'`,
    contentType && `--header 'Content-Type: ${contentType}'`,
    body !== undefined && `--data '${JSON.stringify(body).replaceAll("'", "'\\''")}'`,
  ];
  return parts.filter(Boolean).join(" \\\n  ");
}

/** A line for each operation: the names of its success examples, which a mock can be asked for. */
export function exampleNames(): string[] {
  const operations = Object.entries(contract.operations);
  const width = Math.max(...operations.map(([operationId]) => operationId.length));
  return operations.map(([operationId, { responses }]) => {
    const contents = Object.values(responses["200"]?.content ?? {});
    return `  ${operationId.padEnd(width)}  ${contents.flatMap(Object.keys).join(", ")}`;
  });
}
