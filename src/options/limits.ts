import type { CallLimits } from "../transport/call.js";
import { checkRetry, DEFAULT_RETRY, type RetryOptions } from "../transport/retry-options.js";
import { check, checkDuration } from "./option-checks.js";

/**
 * The limits that a client and a single call can both set.
 *
 * @example
 * ```ts
 * await atlas.getCluster({ groupId, clusterName }, { timeoutMs: 5_000, deadlineMs: 30_000, retry: { attempts: 5 } });
 * ```
 */
export interface LimitOptions {
  /**
   * How long an attempt may take, in milliseconds, from obtaining credentials to the last byte of the response;
   * `Infinity` for no limit.
   *
   * @default 60_000, or the client's for a call
   */
  timeoutMs?: number | undefined;
  /**
   * How long a whole call may take, in milliseconds, including all attempts, token requests and waits; `Infinity` for
   * no limit.
   *
   * @default 180_000, or the client's for a call
   */
  deadlineMs?: number | undefined;
  /**
   * How often and after which waits a request is retried. Any request is retried after a 429, after a 503 with
   * `Retry-After`, and if it was never sent; a GET also after timeouts, cut connections and other 5xx.
   *
   * @default 3 attempts, or the client's for a call
   */
  retry?: RetryOptions | undefined;
  /**
   * Whether a POST or PATCH may be retried like a GET, although Atlas may have acted on it already. An upgrade is not
   * idempotent.
   *
   * @default false, or the client's for a call
   */
  retryUnsafe?: boolean | undefined;
}

/** The default limits of a client. */
export const DEFAULT_LIMITS: CallLimits = {
  timeoutMs: 60_000,
  deadlineMs: 180_000,
  retry: DEFAULT_RETRY,
  retryUnsafe: false,
};

/**
 * Checks the limits of a client or of a call, and fills in what they leave out.
 *
 * @throws {@link AtlasConfigurationError} naming the option and what is allowed
 */
export function checkLimits(options: LimitOptions, defaults: CallLimits): CallLimits {
  const { timeoutMs = defaults.timeoutMs, deadlineMs = defaults.deadlineMs } = options;
  const { retry, retryUnsafe = defaults.retryUnsafe } = options;
  checkDuration("timeoutMs", timeoutMs);
  checkDuration("deadlineMs", deadlineMs);
  check("retryUnsafe", typeof retryUnsafe === "boolean", "must be true or false");
  return {
    timeoutMs,
    deadlineMs,
    retry: retry === undefined ? defaults.retry : checkRetry(retry, defaults.retry),
    retryUnsafe,
  };
}
