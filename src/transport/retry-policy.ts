import { type AtlasTokenError, isTokenError } from "../auth/token-error.js";
import { MAX_TIMER_MS } from "../options/option-checks.js";
import { readRetryAfter } from "../response/rate-limit.js";
import type { ReadResponse, RequestCall } from "./call.js";
import type { RetrySettings } from "./retry-options.js";
import { AtlasConnectionError, AtlasTimeoutError, isSafe } from "./transport-errors.js";

/** The outcome of an attempt: a response or an error. */
export interface Outcome {
  readonly response?: ReadResponse;
  readonly error?: unknown;
}

/** The decision after an attempt. */
export interface RetryDecision {
  /** Whether the request may be sent again. */
  readonly retry: boolean;
  /** Whether Atlas has certainly not acted on the request: a 4xx proves that, and so does a request to retry later. */
  readonly notActedOn: boolean;
  readonly rateLimited: boolean;
  readonly retryAfterMs?: number | undefined;
}

/**
 * Decides whether a request may be sent again: after a 429, after a 503 with `Retry-After`, or if it was never sent.
 * With a safe method or `retryUnsafe`, also after timeouts, cut connections and other 5xx.
 */
export function decideRetry(
  { response, error }: Outcome,
  { progress, limits }: RequestCall,
  now: () => number,
): RetryDecision {
  if (response && response.status < 400) return { retry: false, notActedOn: false, rateLimited: false };
  const repeatable = isSafe(progress.method) || limits.retryUnsafe;
  // A token request is a POST too, and is retried like one. The operation itself has not been sent then.
  const { status, rateLimit }: Pick<AtlasTokenError, "status" | "rateLimit"> =
    response ?? (isTokenError(error) ? error : {});
  if (status === undefined) return { retry: mayRepeat(error, repeatable), notActedOn: false, rateLimited: false };
  const retryAfterMs = response ? readRetryAfter(response.headers, now) : rateLimit?.retryAfterMs;
  const rateLimited = status === 429;
  const asked = rateLimited || (status === 503 && retryAfterMs !== undefined);
  return {
    retry: asked || (response !== undefined && repeatable && status >= 500 && status < 600),
    notActedOn: asked || response === undefined || (status >= 400 && status < 500),
    rateLimited,
    retryAfterMs,
  };
}

function mayRepeat(error: unknown, repeatable: boolean): boolean {
  if (isTokenError(error)) return error.cause instanceof AtlasConnectionError && !error.cause.maybeSent;
  if (error instanceof AtlasConnectionError) return !error.maybeSent || repeatable;
  return error instanceof AtlasTimeoutError && error.limit === "timeoutMs" && repeatable;
}

/**
 * How long to wait, in milliseconds. If the server asks for a wait, up to a quarter is added, so that callers with the
 * same wait don't all retry at once. Otherwise, a random part of a limit that doubles with each attempt. Never above
 * the cap.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function delayOf(
  { retryAfterMs = 0, rateLimited }: RetryDecision,
  attempts: number,
  { delayMs, rateLimitDelayMs, maxDelayMs, random }: RetrySettings,
): number {
  const longestMs = Math.min(maxDelayMs, MAX_TIMER_MS);
  const share = shareOf(random);
  // "0" or a date in the past does not say how long to wait.
  if (retryAfterMs > 0) return Math.min(longestMs, retryAfterMs * (1 + share / 4));
  return share * Math.min(longestMs, (rateLimited ? rateLimitDelayMs : delayMs) * 2 ** Math.min(attempts - 1, 31));
}

// A broken random function must not cause a busy loop, nor lose the outcome of an attempt.
function shareOf(random: () => number): number {
  try {
    const share = Number(random());
    return Number.isNaN(share) ? 1 : Math.min(1, Math.max(0, share));
  } catch {
    return 1;
  }
}
