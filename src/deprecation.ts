import type { Middleware } from "openapi-fetch";
import { operationDescriptors } from "../generated/operations.js";
import { type DeprecationNotice, describeDeprecation, warningCode } from "./deprecation-notice.js";
import { emitDeprecationWarning, processFlags } from "./deprecation-warning.js";
import { AtlasConfigurationError, AtlasDeprecatedOperationError } from "./errors.js";
import { findOperation } from "./find-operation.js";
import type { OperationDescriptor } from "./operation.js";
import { readResponseDeprecation } from "./response-deprecation.js";

/**
 * What happens when a deprecated operation is called.
 *
 * - `"warn"`: one `DeprecationWarning` for each process and operation. Node's own flags apply: `--no-deprecation`
 *   silences it, `--throw-deprecation` makes it `"throw"`.
 * - `"silent"`: nothing.
 * - `"throw"`: the call rejects with an {@link AtlasDeprecatedOperationError}, and nothing is sent.
 * - a function: it gets the notice, before every call, which waits for it; what it throws rejects the call, and nothing
 *   is sent.
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
  operations?: readonly OperationDescriptor[] | undefined;
}

/**
 * An openapi-fetch middleware that gives notice of deprecated operations before anything is sent, the token call
 * included, and again if the server names another sunset date than the description does.
 *
 * @throws {@link AtlasConfigurationError} if `onDeprecation` is none of these
 * @throws {@link AtlasDeprecatedOperationError} from a call, by `onDeprecation: "throw"` or `--throw-deprecation`
 * @example
 * ```ts
 * const client = createClient<paths>({ baseUrl: "https://cloud.mongodb.com" });
 * client.use(deprecationMiddleware({ onDeprecation: "throw" }));
 * ```
 * @see https://nodejs.org/api/process.html#processemitwarningwarning-options
 */
export function deprecationMiddleware(options: DeprecationOptions = {}): Middleware {
  const { onDeprecation = "warn", now = Date.now, operations = Object.values(operationDescriptors) } = options;
  if (typeof onDeprecation !== "function" && !["warn", "silent", "throw"].includes(onDeprecation)) {
    throw new AtlasConfigurationError("onDeprecation", 'must be "warn", "silent", "throw" or a function');
  }
  return {
    async onRequest({ request, schemaPath }) {
      const operation = findOperation(operations, request.method, schemaPath);
      if (!operation?.deprecation) return;
      await giveNotice(describeDeprecation(operation, operation.deprecation, now()), onDeprecation);
    },
    async onResponse({ request, response, schemaPath }) {
      const operation = findOperation(operations, request.method, schemaPath);
      const sunset = readResponseDeprecation(response.headers)?.sunset?.toISOString().slice(0, 10);
      if (!operation || !sunset || sunset === operation.deprecation?.sunset) return;
      await reportNewSunset(describeNewSunset(operation, sunset), onDeprecation);
    },
  };
}

async function giveNotice(notice: DeprecationNotice, onDeprecation: OnDeprecation): Promise<void> {
  if (typeof onDeprecation === "function") {
    await onDeprecation(notice);
  } else if (onDeprecation === "throw") {
    throw new AtlasDeprecatedOperationError(notice);
  } else if (onDeprecation === "warn") {
    const { noDeprecation, throwDeprecation } = processFlags();
    if (noDeprecation) return;
    // Node would throw from a later tick, where no caller can catch it and the request is on its way.
    if (throwDeprecation) throw new AtlasDeprecatedOperationError(notice);
    await emitDeprecationWarning(notice);
  }
}

// The request has been carried out by now: news about it must not turn its result into a failure.
async function reportNewSunset(notice: DeprecationNotice, onDeprecation: OnDeprecation): Promise<void> {
  if (onDeprecation === "silent") return;
  if (typeof onDeprecation === "function") {
    try {
      await onDeprecation(notice);
    } catch {
      // The callback's own failure; the result that the caller waits for is worth more.
    }
    return;
  }
  const { noDeprecation, throwDeprecation } = processFlags();
  if (noDeprecation) return;
  await emitDeprecationWarning(notice, throwDeprecation ? "Warning" : "DeprecationWarning");
}

function describeNewSunset(operation: OperationDescriptor, sunset: string): DeprecationNotice {
  const { operationId, method, path, deprecation } = operation;
  const known = deprecation?.sunset;
  return {
    code: warningCode("ATLAS_SUNSET", operationId),
    operationId,
    method,
    path,
    ...(deprecation?.since !== undefined && { since: deprecation.since }),
    sunset,
    successors: deprecation?.successors ?? [],
    message:
      `The server says that ${method} ${path} has its sunset on ${sunset}; ` +
      `the description knows ${known ? `the date ${known}` : "of none"}. A newer version of this package may know more.`,
    detail: "",
  };
}
