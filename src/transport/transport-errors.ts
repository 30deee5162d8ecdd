import { AtlasError } from "../errors.js";
import type { ResponseMetadata } from "../response/metadata.js";
import type { RateLimit } from "../response/rate-limit.js";
import type { ResponseDeprecation } from "../response/response-deprecation.js";

/** The request that an error or an event is about. It contains no secrets. */
export interface RequestSummary {
  readonly method: string;
  /** The URL without its query. */
  readonly url: string;
  /** How many attempts were made; 0 if the call failed before the first. */
  readonly attempts: number;
  /** The name of the cluster that the operation is about, if the request names one. */
  readonly cluster?: string;
}

/** How far a request had come when it failed. */
export interface SentState {
  readonly request: RequestSummary;
  /** How many times Atlas may have acted on the request. */
  readonly sent: number;
  /** Whether Atlas sent any response, such as a 429. */
  readonly responded?: boolean;
  /** Whether the request was sent by an {@link AtlasAuth}, and is not the operation itself. */
  readonly isAuthRequest?: boolean;
}

/**
 * The base class of errors for a request that got no usable response. Thrown itself if a function of the caller, such
 * as `retry.sleep`, failed between two attempts.
 *
 * @example
 * ```ts
 * if (error instanceof AtlasTransportError && error.maybeSent) console.error("look at the cluster first");
 * ```
 */
export class AtlasTransportError extends AtlasError {
  override get name(): string {
    return "AtlasTransportError";
  }

  readonly request: RequestSummary;

  constructor(problem: string, state: SentState, { cause }: ErrorOptions = {}) {
    const { request, sent, isAuthRequest } = state;
    const advice = isAuthRequest ? "" : mayHaveActed(state, "received it all the same");
    super(`${request.method} ${request.url} ${problem}${advice || notActedOn(state)}`, { cause, maybeSent: sent > 0 });
    this.request = request;
  }
}

/** The end of a message about a request that Atlas has not acted on; empty if it may have. */
export function notActedOn({ sent, responded }: Pick<SentState, "sent" | "responded">): string {
  if (sent > 0) return "";
  return responded ? "; Atlas has not acted on it" : "; nothing was sent";
}

/** Whether a method only reads, so that the request may always be sent again. */
export function isSafe(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

/** The end of a message about a request that Atlas may have acted on; empty if it has not, or if it only reads. */
export function mayHaveActed({ request, sent }: Pick<SentState, "request" | "sent">, done = "acted on it"): string {
  if (sent === 0 || isSafe(request.method)) return "";
  const cluster = request.cluster === undefined ? "" : ` ${request.cluster}`;
  const times = sent > 1 ? ` (${sent} requests have an unknown outcome)` : "";
  return `; Atlas may have ${done}, so look at the cluster${cluster} before sending it again${times}`;
}

/**
 * The connection failed before or during the exchange; `cause` is a copy of the platform's error.
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
 * No complete response arrived within `timeoutMs`, or the call did not end within `deadlineMs`.
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

  /** Which limit was reached. */
  readonly limit: "timeoutMs" | "deadlineMs";

  constructor(limit: "timeoutMs" | "deadlineMs", problem: string, state: SentState, options?: ErrorOptions) {
    super(problem, state, options);
    this.limit = limit;
  }
}

/**
 * The caller's signal aborted the call; `cause` is the signal's reason.
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
 * The response is neither a readable success nor an error status: HTML with a 200, broken JSON, a redirect, a body
 * larger than `maxResponseBytes`, JSON nested more than 500 levels deep, or something that a custom `fetch` returned
 * and that is not a response.
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

  /** The status of the response, if it could be read. */
  declare readonly status?: number;
  /** The response's deprecation headers, if it has any. */
  declare readonly deprecation?: ResponseDeprecation;
  /** The response's rate limit headers, if it has any. */
  declare readonly rateLimit?: RateLimit;
  /** The response's `X-Request-Id`, if it has one. */
  declare readonly requestId?: string;

  constructor(
    status: number | undefined,
    problem: string,
    state: SentState,
    options: ErrorOptions & ResponseMetadata = {},
  ) {
    const { cause, ...metadata } = options;
    super(`${status === undefined ? "failed:" : `got status ${status}, but`} ${problem}`, state, { cause });
    if (status !== undefined) this.status = status;
    Object.assign(this, metadata);
  }
}
