import { AtlasConfigurationError } from "../errors.js";

/** Describes what is wrong with a credential, without its value; `undefined` if nothing is. */
export function credentialProblem(value: unknown, pattern: RegExp, form: string): string | undefined {
  if (typeof value !== "string") return `${value === null ? "null" : typeof value}, not a string`;
  if (value === "") return "an empty string";
  return pattern.test(value) ? undefined : form;
}

/**
 * Checks a credential that was passed as an option.
 *
 * @throws {@link AtlasConfigurationError} naming the option, without its value
 */
export function checkCredential(option: string, taker: string, value: unknown, pattern: RegExp): void {
  const form = "not valid: it has characters that are not allowed, such as white space or a line break at its end";
  const problem = credentialProblem(value, pattern, form);
  if (problem) throw new AtlasConfigurationError(option, `of ${taker}() is ${problem}`);
}
