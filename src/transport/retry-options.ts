import { check, checkDuration, checkFunction, readOptions } from "../options/option-checks.js";
import { onAbort } from "../support/on-abort.js";
import { defined } from "../support/properties.js";

/**
 * When and how often a request is sent again.
 *
 * @example
 * ```ts
 * const atlas = createAtlasClient({ auth, retry: { attempts: 5, maxDelayMs: 20_000 } });
 * ```
 */
export interface RetryOptions {
  /**
   * The maximum number of attempts, including the first; 1 for no retries.
   *
   * @default 3
   */
  attempts?: number | undefined;
  /**
   * The longest wait between two attempts, in milliseconds. It also caps `Retry-After`. `Infinity` means the longest
   * that a timer can hold: 2,147,483,647 ms (almost 25 days).
   *
   * @default 60_000
   */
  maxDelayMs?: number | undefined;
  /**
   * The longest wait after the first failure, in milliseconds. It doubles with each attempt, and the actual wait is a
   * random part of it.
   *
   * @default 1_000
   */
  delayMs?: number | undefined;
  /**
   * The same as `delayMs`, after a 429 that does not say how long to wait.
   *
   * @default 10_000
   */
  rateLimitDelayMs?: number | undefined;
  /**
   * Waits, and rejects when the signal is aborted. For tests.
   *
   * @default a timer
   */
  sleep?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
  /**
   * Returns a number from 0 to 1 for the random part of a wait; other numbers are clamped. For tests.
   *
   * @default Math.random
   */
  random?: (() => number) | undefined;
}

/** Retry options, checked and complete. */
export type RetrySettings = { readonly [Name in keyof RetryOptions]-?: NonNullable<RetryOptions[Name]> };

/** How a client retries by default. */
export const DEFAULT_RETRY: RetrySettings = {
  attempts: 3,
  maxDelayMs: 60_000,
  delayMs: 1_000,
  rateLimitDelayMs: 10_000,
  sleep: sleepFor,
  random: Math.random,
};

/**
 * Checks retry options, and fills in what they leave out.
 *
 * @throws {@link AtlasConfigurationError} naming the option and what is allowed
 */
export function checkRetry(options: RetryOptions, defaults: RetrySettings): RetrySettings {
  const names = Object.keys(DEFAULT_RETRY) as (keyof RetryOptions)[];
  const settings: RetrySettings = { ...defaults, ...defined(readOptions(options, names, "retry")) };
  const isCount = Number.isSafeInteger(settings.attempts) && settings.attempts >= 1;
  check("retry.attempts", isCount, "must be a whole number, at least 1");
  checkDuration("retry.maxDelayMs", settings.maxDelayMs, { zero: true });
  for (const name of ["delayMs", "rateLimitDelayMs"] as const) {
    checkDuration(`retry.${name}`, settings[name], { zero: true, infinite: false });
  }
  for (const name of ["sleep", "random"] as const) checkFunction(`retry.${name}`, settings[name]);
  return settings;
}

function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      unsubscribe();
      resolve();
    }, ms);
    const unsubscribe = onAbort(signal, () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
