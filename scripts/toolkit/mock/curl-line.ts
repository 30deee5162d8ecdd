import type { DescribedOperation } from "../generate/index.js";

/** What a curl line calls, where it is not the description's own example. */
export interface CurlOptions {
  readonly token?: string;
  readonly groupId?: string;
  readonly name?: string;
}

/** A curl command that calls an operation with the description's own examples. */
export function curlLine(
  baseUrl: string,
  { descriptor, parameterTexts, bodyExample }: DescribedOperation,
  { token = "any-token", groupId, name }: CurlOptions = {},
): string {
  const given: Record<string, string | undefined> = { groupId, name, clusterName: name };
  const path = descriptor.path.replace(/\{([^{}]+)\}/g, (_, parameter: string) =>
    String(given[parameter] ?? parameterTexts[parameter]?.example),
  );
  const [contentType] = descriptor.requestBody?.mediaTypes ?? [];
  const accept = [...new Set(Object.values(descriptor.responses).flat())].join(", ");
  const isNamed = name !== undefined && Object.hasOwn(Object(bodyExample), "name");
  const body = isNamed ? { ...Object(bodyExample), name } : bodyExample;
  return [
    `curl --request ${descriptor.method} '${baseUrl}${path}'`,
    `--header 'Authorization: Bearer ${token}'`,
    accept && `--header 'Accept: ${accept}'`,
    contentType && `--header 'Content-Type: ${contentType}'`,
    body !== undefined && `--data '${JSON.stringify(body).replaceAll("'", "'\\''")}'`,
  ]
    .filter(Boolean)
    .join(" \\\n  ");
}
