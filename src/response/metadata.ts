import { type HeaderFields, type RateLimit, readRateLimit } from "./rate-limit.js";
import { type ResponseDeprecation, readResponseDeprecation } from "./response-deprecation.js";

/** The metadata in the headers of a response: on results and on errors alike. */
export interface ResponseMetadata {
  /** What the response says about rate limits, where it says anything. */
  rateLimit?: RateLimit;
  /** The server's own name for the request (`X-Request-Id`), where the response has one. */
  requestId?: string;
  /** What the response's headers say about deprecation, where they say anything. */
  deprecation?: ResponseDeprecation;
}

/** Reads it; what the headers don't say is not there. */
export function readMetadata(headers: HeaderFields, now: () => number): ResponseMetadata {
  const deprecation = readResponseDeprecation(headers);
  return { ...readRateLimit(headers, now), ...readRequestId(headers), ...(deprecation && { deprecation }) };
}

/** The server's own name for a request, to be spread into a result or an error. */
export function readRequestId(headers: HeaderFields): { requestId?: string } {
  const requestId = headers.get("x-request-id");
  return requestId ? { requestId } : {};
}
