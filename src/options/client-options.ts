import type { AtlasAuth } from "../auth/auth.js";
import { checkOnDeprecation, type OnDeprecation } from "../deprecation/deprecation.js";
import { readSafely } from "../support/properties.js";
import { type AtlasHooks, HOOKS } from "../transport/hooks.js";
import type { FetchLike } from "../transport/send.js";
import { DEFAULT_BASE_URL } from "./base-url.js";
import { checkLimits, DEFAULT_LIMITS, type LimitOptions } from "./limits.js";
import { check, checkFunction, readOptions } from "./option-checks.js";

/**
 * Options of {@link createAtlasClient}.
 *
 * @example
 * ```ts
 * const options: AtlasClientOptions = { auth, onDeprecation: "silent", timeoutMs: 10_000 };
 * ```
 */
export interface AtlasClientOptions extends LimitOptions, AtlasHooks {
  /**
   * How requests authenticate: {@link serviceAccount}, {@link bearer}, `apiKey` and `authFromEnv` from
   * `atlas-tenant-upgrade/node`, or an {@link AtlasAuth} of your own.
   */
  auth: AtlasAuth;
  /**
   * The base URL of the API. `http:` is allowed only for localhost. A path is kept; it must not include `/api/atlas`,
   * with which the path of every operation begins.
   *
   * @default `auth.baseUrl`, which `authFromEnv` reads from `MONGODB_ATLAS_BASE_URL`, or "https://cloud.mongodb.com"
   */
  baseUrl?: string | undefined;
  /**
   * The function that sends requests; called with a URL and an init.
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
   * The largest response body to read, in bytes after decompression; `Infinity` for no limit.
   *
   * @default 10_000_000
   */
  maxResponseBytes?: number | undefined;
  /**
   * The clock, in milliseconds since the epoch. For tests. If it throws or does not return a finite number, the
   * system's clock is used.
   *
   * @default Date.now
   */
  now?: (() => number) | undefined;
}

const OPTIONS = [
  "auth",
  "baseUrl",
  "fetch",
  "onDeprecation",
  "userAgent",
  "timeoutMs",
  "deadlineMs",
  "retry",
  "retryUnsafe",
  "maxResponseBytes",
  ...HOOKS,
  "now",
] as const;

/**
 * Checks options at run time, also for callers in plain JavaScript, and fills in the defaults.
 *
 * @throws {@link AtlasConfigurationError} naming the option and what is allowed
 */
export function checkOptions(options: AtlasClientOptions) {
  const given = readOptions(options, OPTIONS, "createAtlasClient");
  const { auth, fetch, onDeprecation = "warn", userAgent } = given;
  const { maxResponseBytes = 10_000_000, now = Date.now } = given;
  const [authorize, then] = ["authorize", "then"].map((name) => readSafely(Object(auth), name));
  // The usual mistake with authFromProfile.
  check("auth", typeof then !== "function", "is a promise: await it");
  const withAuthorize = "must be serviceAccount(…), bearer(…) or another object with an authorize function";
  check("auth", auth !== undefined && typeof authorize === "function", withAuthorize);
  const isPrintable = typeof userAgent === "string" && /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(userAgent);
  check("userAgent", userAgent === undefined || isPrintable, "must be printable ASCII, such as my-script/1.0");
  const isSize = typeof maxResponseBytes === "number" && maxResponseBytes > 0;
  check("maxResponseBytes", isSize, "must be a number above 0, or Infinity");
  const { baseUrl = auth.baseUrl ?? DEFAULT_BASE_URL } = given;
  check("baseUrl", typeof baseUrl === "string", "must be a string");
  checkFunction("auth.reauthorize", auth.reauthorize);
  for (const option of ["fetch", "now", ...HOOKS] as const) checkFunction(option, given[option]);
  checkOnDeprecation(onDeprecation);
  const limits = checkLimits(given, DEFAULT_LIMITS);
  return { auth, baseUrl, fetch, onDeprecation, userAgent, limits, maxResponseBytes, hooks: given, now };
}
