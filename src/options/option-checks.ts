import { AtlasConfigurationError, AtlasInvalidRequestError } from "../errors.js";
import { isRecord } from "../support/properties.js";

/** The longest time of a 32-bit timer, in milliseconds; beyond it setTimeout fires at once. */
export const MAX_TIMER_MS = 2_147_483_647;

/**
 * Reads options from own properties only, not from a prototype. A misspelt option is rejected, and not silently
 * ignored.
 *
 * @throws {@link AtlasConfigurationError} naming the option and what is allowed
 */
export function readOptions<Options extends object>(
  options: Options,
  allowed: readonly (keyof Options & string)[],
  functionName: string,
): Partial<Options> {
  if (!isRecord(options)) {
    throw new AtlasConfigurationError("The options", `of ${functionName} must be an object`);
  }
  const own: Partial<Options> = Object.create(null);
  let unknown: string | undefined;
  try {
    unknown = Object.keys(options).find((option) => !(allowed as readonly string[]).includes(option));
    for (const option of allowed) if (Object.hasOwn(options, option)) own[option] = options[option];
  } catch (error) {
    // A getter or a proxy threw.
    throw new AtlasConfigurationError("The options", `of ${functionName} can't be read`, { cause: error });
  }
  if (unknown === undefined) return own;
  throw new AtlasConfigurationError(
    unknown,
    `is not an option of ${functionName}; known options: ${allowed.join(", ")}`,
  );
}

/** @throws {@link AtlasConfigurationError} with the problem, if the check fails */
export function check(option: string, holds: boolean, problem: string): asserts holds {
  if (!holds) throw new AtlasConfigurationError(option, problem);
}

/**
 * Checks a duration in milliseconds; `Infinity` is allowed unless `infinite` is false.
 *
 * @throws {@link AtlasConfigurationError} if no timer can hold it
 */
export function checkDuration(option: string, ms: number, { zero = false, infinite = true } = {}): void {
  const isLongEnough = typeof ms === "number" && (zero ? ms >= 0 : ms > 0);
  check(
    option,
    isLongEnough && (ms <= MAX_TIMER_MS || (infinite && ms === Number.POSITIVE_INFINITY)),
    `must be a number ${zero ? "of at least 0" : "above 0"} and at most ${MAX_TIMER_MS}${infinite ? ", or Infinity" : ""}`,
  );
}

/**
 * Checks that an option is a function, if it is set.
 *
 * @throws {@link AtlasConfigurationError} if it is not
 */
export function checkFunction(option: string, value: unknown): void {
  check(option, value === undefined || typeof value === "function", "must be a function");
}

/**
 * Checks that a value is an abort signal of any realm or library, if it is set. Not by its tag: on some platforms,
 * signals have the tag of a plain object.
 *
 * @throws {@link AtlasInvalidRequestError} if it is something else
 */
export function checkSignal(signal: unknown): void {
  if (signal === undefined || isSignal(signal)) return;
  throw new AtlasInvalidRequestError("signal", "must be an AbortSignal");
}

function isSignal(value: unknown): boolean {
  try {
    const { aborted, addEventListener, removeEventListener } = Object(value);
    const listens = typeof addEventListener === "function" && typeof removeEventListener === "function";
    // The reason becomes the `cause` of the call's error.
    return typeof aborted === "boolean" && listens && "reason" in Object(value);
  } catch {
    return false;
  }
}
