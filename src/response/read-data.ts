import type { CallDescriptor } from "../operation.js";
import { oneLine } from "../redaction/one-line.js";
import { isObject } from "../support/properties.js";
import { type Call, unexpected } from "../transport/call.js";

// Created on first use: at import, it would fail on a platform without TextDecoder.
let decoder: TextDecoder | undefined;

/**
 * Reads the body of a success. It is parsed as JSON whatever its content type, since a proxy may have changed the
 * header.
 *
 * @throws {@link AtlasUnexpectedResponseError} if the response is not a success, or its body is not a JSON object or
 * array
 */
export function readData(
  operation: CallDescriptor,
  { status, headers }: Pick<Response, "status" | "headers">,
  bytes: Uint8Array,
  call: Call,
): unknown {
  const failure = (problem: string) => unexpected(call, status, problem);
  if (status < 200 || status > 299) throw failure("that is neither a success nor an error; redirects are not followed");
  if (bytes.byteLength === 0) {
    if (hasNoBody(operation, status)) return undefined;
    throw failure("the body is empty");
  }
  let data: unknown;
  try {
    // Not text(), which silently replaces invalid bytes.
    decoder ??= new TextDecoder("utf-8", { fatal: true });
    data = JSON.parse(decoder.decode(bytes));
  } catch {
    // Without a cause: the parser's error quotes the body.
    const contentType = headers.get("Content-Type") ?? "no content type";
    throw failure(`the body is not JSON (${oneLine(contentType)}, ${bytes.byteLength} bytes)`);
  }
  if (!isObject(data)) throw failure("the body is not a JSON object or array");
  return data;
}

/** Whether an operation declares a status, or its range such as `2XX`, without a body. */
export function hasNoBody({ responses }: CallDescriptor, status: number): boolean {
  const declared = responses[status] ?? responses[`${Math.floor(status / 100)}XX`];
  return declared?.length === 0;
}
