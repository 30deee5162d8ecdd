import type { AtlasAuth } from "./auth/auth.js";
import type { OnDeprecation } from "./deprecation.js";
import { AtlasConfigurationError } from "./errors.js";
import type { FetchLike } from "./transport.js";

/** Options of {@link createAtlasClient}. */
export interface AtlasClientOptions {
  /** How requests authenticate: {@link bearer}, or an {@link AtlasAuth} of your own. */
  auth: AtlasAuth;
  /**
   * Where the API lives. `http:` is allowed to this machine only; a path is kept.
   *
   * @default "https://cloud.mongodb.com"
   */
  baseUrl?: string;
  /**
   * What sends the requests, called with a URL and an init.
   *
   * @default the global `fetch`, looked up for each request
   */
  fetch?: FetchLike;
  /**
   * What happens when a deprecated operation is called.
   *
   * @default "warn"
   */
  onDeprecation?: OnDeprecation;
  /**
   * Your own product, such as `my-script/1.0`, put before this package's in the `User-Agent` header.
   *
   * @default none
   */
  userAgent?: string;
  /**
   * How long an attempt may take, in milliseconds, from asking for credentials to the last byte of the answer;
   * `Infinity` for no limit.
   *
   * @default 60_000
   */
  timeoutMs?: number;
  /**
   * The clock, in milliseconds since the epoch. For tests.
   *
   * @default Date.now
   */
  now?: () => number;
}

// What a 32-bit timer can hold; beyond it setTimeout fires at once.
const LONGEST_TIMEOUT_MS = 2_147_483_647;

/**
 * Checks the options that types alone can't, for callers in plain JavaScript as well, and fills in the defaults.
 *
 * @throws {@link AtlasConfigurationError} naming the option and what is allowed
 */
export function checkOptions(options: AtlasClientOptions) {
  const { auth, baseUrl = "https://cloud.mongodb.com", fetch, onDeprecation = "warn", userAgent } = options;
  const { timeoutMs = 60_000, now = Date.now } = options;
  if (typeof auth?.authorize !== "function") {
    throw new AtlasConfigurationError("auth", "must be bearer(…) or another object with an authorize function");
  }
  if (fetch !== undefined && typeof fetch !== "function") {
    throw new AtlasConfigurationError("fetch", "must be a function");
  }
  if (typeof onDeprecation !== "function" && !["warn", "silent", "throw"].includes(onDeprecation)) {
    throw new AtlasConfigurationError("onDeprecation", 'must be "warn", "silent", "throw" or a function');
  }
  if (userAgent !== undefined && !/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(userAgent)) {
    throw new AtlasConfigurationError("userAgent", "must be printable ASCII, such as my-script/1.0");
  }
  checkTimeout(timeoutMs);
  return { auth, baseUrl, fetch, onDeprecation, userAgent, timeoutMs, now };
}

/**
 * Checks a time limit.
 *
 * @throws {@link AtlasConfigurationError} if no timer can hold it
 */
export function checkTimeout(timeoutMs: number): void {
  const usable = timeoutMs === Number.POSITIVE_INFINITY || (timeoutMs > 0 && timeoutMs <= LONGEST_TIMEOUT_MS);
  if (!usable) {
    throw new AtlasConfigurationError("timeoutMs", `must be above 0 and at most ${LONGEST_TIMEOUT_MS}, or Infinity`);
  }
}
