import type { Middleware } from "openapi-fetch";
import { callDescriptors } from "../../generated/calls.js";
import { findOperation } from "../call/find-operation.js";
import type { CallDescriptor } from "../operation.js";
import { check, readOptions } from "../options/option-checks.js";
import { type ResponseDeprecation, readResponseDeprecation } from "../response/response-deprecation.js";
import { deepFreeze } from "../support/deep-freeze.js";
import { ignoreFailure } from "../support/race.js";
import { AtlasDeprecatedOperationError } from "./deprecated-operation-error.js";
import { codeOf, type DeprecationNotice, describeDeprecation, describeNewSunset } from "./deprecation-notice.js";
import { emitDeprecationWarning, processWants, wasEmitted } from "./deprecation-warning.js";

/**
 * What happens when a deprecated operation is called.
 *
 * - `"warn"`: one `DeprecationWarning` for each process and operation. Node's own flags apply: `--no-deprecation`
 *   silences it, `--throw-deprecation` makes it `"throw"`.
 * - `"silent"`: nothing.
 * - `"throw"`: the call rejects with an {@link AtlasDeprecatedOperationError}, and nothing is sent.
 * - a function: it is called with the notice before every call, which waits for it. If it throws, the call rejects with
 *   that error, and nothing is sent.
 *
 * @example
 * ```ts
 * const onDeprecation: OnDeprecation = ({ code, message }) => logger.warn({ code }, message);
 * ```
 */
export type OnDeprecation = "warn" | "silent" | "throw" | ((notice: DeprecationNotice) => void | Promise<void>);

/**
 * Options of {@link deprecationMiddleware}.
 *
 * @example
 * ```ts
 * client.use(deprecationMiddleware({ onDeprecation: "throw" }));
 * ```
 */
export interface DeprecationOptions {
  /** @default "warn" */
  onDeprecation?: OnDeprecation | undefined;
  /**
   * The clock, in milliseconds since the epoch: the notice is worded differently before and after the sunset.
   *
   * @default Date.now
   */
  now?: (() => number) | undefined;
  /** @default the operations of this package's description */
  operations?: readonly CallDescriptor[] | undefined;
}

/**
 * An openapi-fetch middleware that gives notice of a deprecated operation before anything is sent, even a token
 * request. It gives another notice if a response has a sunset date that differs from the description's.
 *
 * @throws {@link AtlasConfigurationError} if an option is not allowed
 * @throws {@link AtlasDeprecatedOperationError} from a call, with `onDeprecation: "throw"` or under
 * `--throw-deprecation`
 * @example
 * ```ts
 * const client = createClient<paths>({ baseUrl: "https://cloud.mongodb.com" });
 * client.use(deprecationMiddleware({ onDeprecation: "throw" }));
 * ```
 * @see https://nodejs.org/api/process.html#processemitwarningwarning-options
 */
export function deprecationMiddleware(options: DeprecationOptions = {}): Middleware {
  const given = readOptions(options, ["onDeprecation", "now", "operations"], "deprecationMiddleware");
  const { onDeprecation = "warn", now = Date.now, operations = Object.values(callDescriptors) } = given;
  checkOnDeprecation(onDeprecation);
  return {
    async onRequest({ request, schemaPath }) {
      const operation = findOperation(operations, request.method, schemaPath);
      if (operation) await giveNotice(operation, onDeprecation, now);
    },
    onResponse({ request, response, schemaPath }) {
      const operation = findOperation(operations, request.method, schemaPath);
      if (operation) reportNewSunset(operation, readResponseDeprecation(response.headers), onDeprecation);
    },
  };
}

/** @throws {@link AtlasConfigurationError} if the value is not allowed */
export function checkOnDeprecation(onDeprecation: unknown): asserts onDeprecation is OnDeprecation {
  const words: unknown[] = ["warn", "silent", "throw"];
  const isKnown = words.includes(onDeprecation) || typeof onDeprecation === "function";
  check("onDeprecation", isKnown, 'must be "warn", "silent", "throw" or a function');
}

/** What happens now when a deprecated operation is called: Node's flags can silence a warning, or make it an error. */
export function effective(onDeprecation: OnDeprecation): OnDeprecation {
  return onDeprecation === "warn" ? processWants() : onDeprecation;
}

/**
 * Gives notice of an operation before it is called, if it is deprecated.
 *
 * @throws {@link AtlasDeprecatedOperationError} if the call is rejected
 */
export function giveNotice(
  operation: CallDescriptor,
  onDeprecation: OnDeprecation,
  now: () => number,
): void | Promise<void> {
  const { deprecation } = operation;
  const reaction = effective(onDeprecation);
  if (!deprecation || reaction === "silent") return;
  const describe = () => deepFreeze(describeDeprecation(operation, deprecation, now()));
  if (typeof reaction === "function") return reaction(describe());
  // Node would throw in a later tick, where no caller can catch it and the request has already been sent.
  if (reaction === "throw") throw new AtlasDeprecatedOperationError(describe());
  if (!wasEmitted(codeOf(operation))) emitDeprecationWarning(describe());
}

/**
 * Gives notice of a response's sunset date that differs from the description's. The call has succeeded by then, so this
 * never delays it or makes it fail.
 */
export function reportNewSunset(
  operation: CallDescriptor,
  response: ResponseDeprecation | undefined,
  onDeprecation: OnDeprecation,
): void {
  const sunset = response?.sunset?.toISOString().slice(0, 10);
  if (!sunset || sunset === operation.deprecation?.sunset || onDeprecation === "silent") return;
  const notice = deepFreeze(describeNewSunset(operation, sunset));
  if (typeof onDeprecation === "function") {
    // The caller must get the result.
    ignoreFailure(() => onDeprecation(notice));
    return;
  }
  const wanted = processWants();
  if (wanted !== "silent") emitDeprecationWarning(notice, wanted === "throw" ? "Warning" : "DeprecationWarning");
}
