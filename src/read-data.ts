import type { OperationDescriptor } from "./operation.js";
import { readRateLimit } from "./rate-limit.js";
import { readRequestId } from "./request-id.js";
import { readResponseDeprecation } from "./response-deprecation.js";
import { AtlasUnexpectedResponseError, type SentState } from "./transport/transport-errors.js";

/**
 * Reads the body of a success. It is read as JSON whatever its content type says: a proxy that changes the header has not
 * changed the answer.
 *
 * @throws {@link AtlasUnexpectedResponseError} if the answer is no success, or its body no JSON object or array
 */
export async function readData(
  operation: OperationDescriptor,
  response: Response,
  state: SentState,
  now: () => number,
): Promise<unknown> {
  const { status, headers } = response;
  const unexpected = (problem: string) =>
    new AtlasUnexpectedResponseError(status, problem, state, {
      ...readRequestId(headers),
      ...readRateLimit(headers, now),
      deprecation: readResponseDeprecation(headers),
    });
  if (!response.ok) throw unexpected("that is neither a success nor an error; redirects are not followed");

  const bytes = await response.arrayBuffer();
  if (bytes.byteLength === 0) {
    const declared = operation.responses[status] ?? operation.responses[`${Math.floor(status / 100)}XX`];
    if (declared?.length === 0) return undefined;
    throw unexpected("the body is empty");
  }
  let data: unknown;
  try {
    // Not text(), which puts replacement characters where the bytes are none: the loss would go unnoticed.
    data = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // Without a cause: what the parser throws quotes the body.
    const contentType = headers.get("Content-Type") ?? "no content type";
    throw unexpected(`the body is not JSON (${contentType}, ${bytes.byteLength} bytes)`);
  }
  if (typeof data !== "object" || data === null) throw unexpected("the body is no JSON object or array");
  return data;
}
