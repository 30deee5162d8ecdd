import type { DescribedOperation } from "../generate/index.js";

/** A curl command that calls an operation with the description's own examples. */
export function curlLine(
  baseUrl: string,
  { descriptor, parameterTexts, bodyExample }: DescribedOperation,
  token = "any-token",
): string {
  const path = descriptor.path.replace(/\{([^{}]+)\}/g, (_, name: string) => String(parameterTexts[name]?.example));
  const [contentType] = descriptor.requestBody?.mediaTypes ?? [];
  const accept = [...new Set(Object.values(descriptor.responses).flat())].join(", ");
  return [
    `curl --request ${descriptor.method} '${baseUrl}${path}'`,
    `--header 'Authorization: Bearer ${token}'`,
    accept && `--header 'Accept: ${accept}'`,
    contentType && `--header 'Content-Type: ${contentType}'`,
    bodyExample !== undefined && `--data '${JSON.stringify(bodyExample).replaceAll("'", "'\\''")}'`,
  ]
    .filter(Boolean)
    .join(" \\\n  ");
}
