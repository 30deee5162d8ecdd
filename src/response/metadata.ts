import { type HeaderFields, type RateLimit, readRateLimit } from "./rate-limit.js";
import { type ResponseDeprecation, readResponseDeprecation } from "./response-deprecation.js";

/** The metadata in a response's headers, for results and for errors. */
export interface ResponseMetadata {
  /** The response's rate limit headers, if it has any. */
  rateLimit?: RateLimit;
  /** The response's `X-Request-Id`, if it has one. */
  requestId?: string;
  /** The response's deprecation headers, if it has any. */
  deprecation?: ResponseDeprecation;
}

/** Reads the metadata; properties without a header are missing. */
export function readMetadata(headers: HeaderFields, now: () => number): ResponseMetadata {
  const deprecation = readResponseDeprecation(headers);
  return { ...readRateLimit(headers, now), ...readRequestId(headers), ...(deprecation && { deprecation }) };
}

/** Reads `X-Request-Id`, to be spread into a result or an error. */
export function readRequestId(headers: HeaderFields): { requestId?: string } {
  const requestId = headers.get("x-request-id");
  return requestId ? { requestId } : {};
}
