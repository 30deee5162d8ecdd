import { AtlasError } from "./errors.js";
import type { ResponseDeprecation } from "./response-deprecation.js";

/** What else is known of an answer that is neither a success nor an error. */
export interface UnexpectedResponseOptions extends ErrorOptions {
  deprecation?: ResponseDeprecation | undefined;
}

/** Which request an error is about: nothing in it is secret. */
export interface RequestSummary {
  readonly method: string;
  /** The URL without its query. */
  readonly url: string;
}

/**
 * The base of the errors of a request that got no usable answer.
 *
 * @example
 * ```ts
 * if (error instanceof AtlasTransportError && error.maybeSent) console.error("look at the cluster first");
 * ```
 */
export class AtlasTransportError extends AtlasError {
  readonly request: RequestSummary;
  /**
   * Whether the request may have reached Atlas. If so, and it was not a GET or HEAD, look at the cluster before you
   * send it again: an upgrade is not idempotent.
   */
  readonly maybeSent: boolean;

  constructor(problem: string, request: RequestSummary, maybeSent: boolean, options?: ErrorOptions) {
    super(`${request.method} ${request.url} ${problem}${advice(request, maybeSent)}`, options);
    this.request = request;
    this.maybeSent = maybeSent;
  }
}

function advice(request: RequestSummary, maybeSent: boolean): string {
  if (!maybeSent) return "; nothing was sent";
  if (request.method === "GET" || request.method === "HEAD") return "";
  return "; Atlas may have received it all the same, so look at the cluster before sending it again";
}

/**
 * The connection failed, before or during the exchange; `cause` has the platform's error.
 *
 * @example
 * ```ts
 * if (error instanceof AtlasConnectionError) console.error(error.cause);
 * ```
 */
export class AtlasConnectionError extends AtlasTransportError {
  override get name() {
    return "AtlasConnectionError";
  }
}

/**
 * No complete answer within `timeoutMs`.
 *
 * @example
 * ```ts
 * if (error instanceof AtlasTimeoutError) console.error("look at the cluster");
 * ```
 */
export class AtlasTimeoutError extends AtlasTransportError {
  override get name() {
    return "AtlasTimeoutError";
  }
}

/**
 * The caller's signal ended the call; `cause` is the signal's reason.
 *
 * @example
 * ```ts
 * if (error instanceof AtlasAbortError) console.error("stopped by us");
 * ```
 */
export class AtlasAbortError extends AtlasTransportError {
  override get name() {
    return "AtlasAbortError";
  }
}

/**
 * An answer that is neither a success that can be read nor an error status: HTML with a 200, broken JSON, a redirect.
 *
 * @example
 * ```ts
 * if (error instanceof AtlasUnexpectedResponseError) console.error(error.message);
 * ```
 */
export class AtlasUnexpectedResponseError extends AtlasTransportError {
  override get name() {
    return "AtlasUnexpectedResponseError";
  }

  readonly status: number;
  /** What the answer's headers say about deprecation, where they say anything. */
  declare readonly deprecation?: ResponseDeprecation;

  constructor(status: number, problem: string, request: RequestSummary, options: UnexpectedResponseOptions = {}) {
    super(`was answered with status ${status}, but ${problem}`, request, true, options);
    this.status = status;
    if (options.deprecation) this.deprecation = options.deprecation;
  }
}
