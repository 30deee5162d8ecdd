import type { AtlasAuth } from "./auth/auth.js";
import type { OnDeprecation } from "./deprecation.js";
import { AtlasConfigurationError } from "./errors.js";
import type { FetchLike } from "./transport.js";

/**
 * Options of {@link createAtlasClient}.
 *
 * @example
 * ```ts
 * const options: AtlasClientOptions = { auth, onDeprecation: "silent", timeoutMs: 10_000 };
 * ```
 */
export interface AtlasClientOptions {
  /** How requests authenticate: {@link bearer}, or an {@link AtlasAuth} of your own. */
  auth: AtlasAuth;
  /**
   * Where the API lives. `http:` is allowed to this machine only; a path is kept.
   *
   * @default "https://cloud.mongodb.com"
   */
  baseUrl?: string | undefined;
  /**
   * What sends the requests, called with a URL and an init.
   *
   * @default the global `fetch`, looked up for each request
   */
  fetch?: FetchLike | undefined;
  /**
   * What happens when a deprecated operation is called.
   *
   * @default "warn"
   */
  onDeprecation?: OnDeprecation | undefined;
  /**
   * Your own product, such as `my-script/1.0`, put before this package's in the `User-Agent` header.
   *
   * @default none
   */
  userAgent?: string | undefined;
  /**
   * How long an attempt may take, in milliseconds, from asking for credentials to the last byte of the answer;
   * `Infinity` for no limit.
   *
   * @default 60_000
   */
  timeoutMs?: number | undefined;
  /**
   * The clock, in milliseconds since the epoch. For tests.
   *
   * @default Date.now
   */
  now?: (() => number) | undefined;
}

const OPTIONS = ["auth", "baseUrl", "fetch", "onDeprecation", "userAgent", "timeoutMs", "now"];

// What a 32-bit timer can hold; beyond it setTimeout fires at once.
const LONGEST_TIMEOUT_MS = 2_147_483_647;

/**
 * Checks the options that types alone can't, for callers in plain JavaScript as well, and fills in the defaults.
 *
 * @throws {@link AtlasConfigurationError} naming the option and what is allowed
 */
export function checkOptions(options: AtlasClientOptions) {
  refuseUnknown(options, OPTIONS, "createAtlasClient");
  const { auth, baseUrl = "https://cloud.mongodb.com", fetch, onDeprecation = "warn", userAgent } = options;
  const { timeoutMs = 60_000, now = Date.now } = options;
  if (typeof auth?.authorize !== "function") {
    throw new AtlasConfigurationError("auth", "must be bearer(…) or another object with an authorize function");
  }
  if (fetch !== undefined && typeof fetch !== "function") {
    throw new AtlasConfigurationError("fetch", "must be a function");
  }
  if (userAgent !== undefined && !/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(userAgent)) {
    throw new AtlasConfigurationError("userAgent", "must be printable ASCII, such as my-script/1.0");
  }
  if (typeof now !== "function") throw new AtlasConfigurationError("now", "must be a function");
  checkTimeout(timeoutMs);
  return { auth, baseUrl, fetch, onDeprecation, userAgent, timeoutMs, now };
}

/**
 * Refuses options that are none: a misspelt one would be ignored, and its default used, without a word.
 *
 * @throws {@link AtlasConfigurationError} naming the option and what is allowed
 */
export function refuseUnknown(options: object, allowed: readonly string[], taker: string): void {
  if (typeof options !== "object" || options === null) {
    throw new AtlasConfigurationError("The options", `of ${taker} must be an object`);
  }
  for (const option of Object.keys(options)) {
    if (allowed.includes(option)) continue;
    throw new AtlasConfigurationError(option, `is no option of ${taker}; there are ${allowed.join(", ")}`);
  }
}

/**
 * Checks a time limit.
 *
 * @throws {@link AtlasConfigurationError} if no timer can hold it
 */
export function checkTimeout(timeoutMs: number): void {
  const inRange = timeoutMs > 0 && (timeoutMs <= LONGEST_TIMEOUT_MS || timeoutMs === Number.POSITIVE_INFINITY);
  const usable = typeof timeoutMs === "number" && inRange;
  if (!usable) {
    throw new AtlasConfigurationError("timeoutMs", `must be above 0 and at most ${LONGEST_TIMEOUT_MS}, or Infinity`);
  }
}
