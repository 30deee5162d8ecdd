import { defined } from "../support/properties.js";
import { parseHttpDate } from "./http-date.js";

/** Headers, or a map by lower-case name, which is much faster than the platform's Headers. */
export interface HeaderFields {
  get(name: string): string | null | undefined;
}

/**
 * A response's rate limit headers. Atlas may omit any of them.
 *
 * @example
 * ```ts
 * if (isAtlasApiError(error, 429)) await sleep(error.rateLimit?.retryAfterMs ?? 10_000);
 * ```
 */
export interface RateLimit {
  /** How many requests the window allows (`RateLimit-Limit`). */
  limit?: number;
  /** How many requests are left in the window (`RateLimit-Remaining`). */
  remaining?: number;
  /** How long to wait before the next request, in milliseconds (`Retry-After`, in either of its forms). */
  retryAfterMs?: number;
}

/**
 * Reads the rate limit headers of a response, to be spread into a result or an error; empty if none can be read.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function readRateLimit(headers: HeaderFields, now: () => number): { rateLimit?: RateLimit } {
  const limit = readCount(headers.get("ratelimit-limit"));
  const remaining = readCount(headers.get("ratelimit-remaining"));
  const retryAfterMs = readRetryAfter(headers, now);
  if (limit === undefined && remaining === undefined && retryAfterMs === undefined) return {};
  return { rateLimit: defined({ limit, remaining, retryAfterMs }) };
}

function readCount(value: string | null | undefined): number | undefined {
  // fetch keeps trailing spaces in a header value; `new Headers` removes them.
  return value && /^\d{1,15}$/.test(value.trim()) ? Number(value) : undefined;
}

/** Reads `Retry-After`, in seconds or as a date, in milliseconds from now; a date in the past is 0. */
export function readRetryAfter(headers: HeaderFields, now: () => number): number | undefined {
  const value = headers.get("retry-after");
  const seconds = readCount(value);
  if (seconds !== undefined) return seconds * 1000;
  const date = value ? parseHttpDate(value) : undefined;
  return date && Math.max(0, date.getTime() - now());
}
