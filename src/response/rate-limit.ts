import { parseHttpDate } from "./http-date.js";

/**
 * What a response says about rate limits. Atlas may leave any of it out.
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
 * Reads the rate-limit headers of a response, to be spread into a result or an error; nothing if none can be read.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function readRateLimit(headers: Headers, now: () => number): { rateLimit?: RateLimit } {
  const limit = readCount(headers.get("RateLimit-Limit"));
  const remaining = readCount(headers.get("RateLimit-Remaining"));
  const retryAfterMs = readRetryAfter(headers, now);
  if (limit === undefined && remaining === undefined && retryAfterMs === undefined) return {};
  return {
    rateLimit: {
      ...(limit !== undefined && { limit }),
      ...(remaining !== undefined && { remaining }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    },
  };
}

function readCount(value: string | null): number | undefined {
  // fetch leaves the spaces after a header's value, which `new Headers` takes off.
  return value !== null && /^\d{1,15}$/.test(value.trim()) ? Number(value) : undefined;
}

/** Reads `Retry-After`, in seconds or as a date, in milliseconds from now; a date in the past is 0. */
export function readRetryAfter(headers: Headers, now: () => number): number | undefined {
  const value = headers.get("Retry-After");
  const seconds = readCount(value);
  if (seconds !== undefined) return seconds * 1000;
  const date = value === null ? undefined : parseHttpDate(value);
  return date && Math.max(0, date.getTime() - now());
}
