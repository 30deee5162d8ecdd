import { errorResponse, type PlannedResponse } from "./planned-response.js";
import { closedSchema, countSchema, durationSchema } from "./set-up.js";

/**
 * How many requests a project may send. Further requests get a 429 with `Retry-After`.
 *
 * @example
 * ```ts
 * const rateLimit: EmulatedRateLimit = { requests: 100, windowS: 60 };
 * ```
 */
export interface EmulatedRateLimit {
  readonly requests: number;
  /** The length of the window, in seconds. */
  readonly windowS: number;
}

/** The allowed properties of a limit. */
export const rateLimitSchema = closedSchema<EmulatedRateLimit>(
  { requests: countSchema, windowS: durationSchema },
  "requests",
  "windowS",
);

/** Counts a project's request. Returns the headers for its response, or a rejection. */
export type RateLimiter = (groupId: string) => {
  readonly headers: Readonly<Record<string, string>>;
  readonly rejection?: PlannedResponse;
};

/** Makes a rate limiter; without a limit, it allows every request. */
export function createRateLimiter(limit: EmulatedRateLimit | undefined, now: () => number): RateLimiter {
  if (!limit) return () => ({ headers: {} });
  const { requests, windowS } = limit;
  const windows = new Map<string, { startedAt: number; used: number }>();
  return (groupId) => {
    const known = windows.get(groupId);
    const window = known && known.startedAt + windowS * 1000 > now() ? known : { startedAt: now(), used: 0 };
    windows.set(groupId, window);
    const isOver = window.used >= requests;
    if (!isOver) window.used += 1;
    const headers = {
      "RateLimit-Limit": String(requests),
      "RateLimit-Remaining": String(requests - window.used),
    };
    if (!isOver) return { headers };
    const seconds = Math.max(1, Math.ceil((window.startedAt + windowS * 1000 - now()) / 1000));
    const rejection = errorResponse(429, "RATE_LIMITED", `A project has ${requests} requests in ${windowS} seconds.`, {
      parameters: [requests],
      headers: { ...headers, "Retry-After": String(seconds) },
    });
    return { headers, rejection };
  };
}
