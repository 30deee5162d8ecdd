import { AtlasConfigurationError, AtlasInvalidRequestError } from "./errors.js";

// What a 32-bit timer can hold; beyond it setTimeout fires at once.
const LONGEST_MS = 2_147_483_647;

/**
 * Refuses options that are none: a misspelt one would be ignored, and its default used, without a word.
 *
 * @throws {@link AtlasConfigurationError} naming the option and what is allowed
 */
export function refuseUnknown(options: object, allowed: readonly string[], taker: string): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new AtlasConfigurationError("The options", `of ${taker} must be an object`);
  }
  for (const option of Object.keys(options)) {
    if (allowed.includes(option)) continue;
    throw new AtlasConfigurationError(option, `is no option of ${taker}; there are ${allowed.join(", ")}`);
  }
}

/**
 * Checks a length of time, in milliseconds; `Infinity` is one.
 *
 * @throws {@link AtlasConfigurationError} if no timer can hold it
 */
export function checkDuration(option: string, ms: number, { zero = false } = {}): void {
  const inRange = (zero ? ms >= 0 : ms > 0) && (ms <= LONGEST_MS || ms === Number.POSITIVE_INFINITY);
  if (typeof ms === "number" && inRange) return;
  throw new AtlasConfigurationError(
    option,
    `must be ${zero ? "0 or more" : "above 0"} and at most ${LONGEST_MS}, or Infinity`,
  );
}

/**
 * Checks a function that an option holds, where it is set at all.
 *
 * @throws {@link AtlasConfigurationError} if it is something else
 */
export function checkFunction(option: string, value: unknown): void {
  if (value !== undefined && typeof value !== "function")
    throw new AtlasConfigurationError(option, "must be a function");
}

/**
 * Checks a signal, of any realm, where one is set at all.
 *
 * @throws {@link AtlasInvalidRequestError} if it is something else
 */
export function checkSignal(signal: unknown): void {
  if (signal !== undefined && Object.prototype.toString.call(signal) !== "[object AbortSignal]") {
    throw new AtlasInvalidRequestError("signal", "must be an AbortSignal");
  }
}
