import { AtlasConfigurationError, AtlasInvalidRequestError } from "../errors.js";

/** The longest time of a 32-bit timer, in milliseconds; beyond it setTimeout fires at once. */
export const LONGEST_MS = 2_147_483_647;

/**
 * Reads options: their own properties alone, since what a prototype has was not said by the caller. A misspelt option is
 * rejected: it would be ignored, and its default used, without a word.
 *
 * @throws {@link AtlasConfigurationError} naming the option and what is allowed
 */
export function readOptions<Options extends object>(
  options: Options,
  allowed: readonly (keyof Options & string)[],
  functionName: string,
): Partial<Options> {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new AtlasConfigurationError("The options", `of ${functionName} must be an object`);
  }
  const own: Partial<Options> = Object.create(null);
  let unknown: string | undefined;
  try {
    unknown = Object.keys(options).find((option) => !(allowed as readonly string[]).includes(option));
    for (const option of allowed) if (Object.hasOwn(options, option)) own[option] = options[option];
  } catch (error) {
    // A getter or a proxy of the caller's.
    throw new AtlasConfigurationError("The options", `of ${functionName} can't be read`, { cause: error });
  }
  if (unknown === undefined) return own;
  throw new AtlasConfigurationError(unknown, `is not an option of ${functionName}; there are ${allowed.join(", ")}`);
}

/** @throws {@link AtlasConfigurationError} with the problem, if the option does not hold what it must */
export function check(option: string, holds: boolean, problem: string): asserts holds {
  if (!holds) throw new AtlasConfigurationError(option, problem);
}

/**
 * Checks a length of time, in milliseconds; `Infinity` is one, unless it makes no sense there.
 *
 * @throws {@link AtlasConfigurationError} if no timer can hold it
 */
export function checkDuration(option: string, ms: number, { zero = false, infinite = true } = {}): void {
  const isLongEnough = typeof ms === "number" && (zero ? ms >= 0 : ms > 0);
  check(
    option,
    isLongEnough && (ms <= LONGEST_MS || (infinite && ms === Number.POSITIVE_INFINITY)),
    `must be ${zero ? "at least 0" : "above 0"} and at most ${LONGEST_MS}${infinite ? ", or Infinity" : ""}`,
  );
}

/**
 * Checks a function that an option holds, where it is set at all.
 *
 * @throws {@link AtlasConfigurationError} if it is something else
 */
export function checkFunction(option: string, value: unknown): void {
  check(option, value === undefined || typeof value === "function", "must be a function");
}

/**
 * Checks a signal, of any realm or library, where one is set at all. Not by its tag: there are platforms where it is that of
 * any object.
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
    // The reason is what the call's error will have as its cause.
    return typeof aborted === "boolean" && listens && "reason" in Object(value);
  } catch {
    return false;
  }
}
