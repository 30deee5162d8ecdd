import type { RateLimit } from "../response/rate-limit.js";
import { ignoreFailure } from "../support/race.js";
import type { RequestSummary } from "./transport-errors.js";

/** A request that is about to be sent. Events contain no headers, body or query, and so no secrets. */
export interface RequestEvent extends RequestSummary {
  /**
   * Whether the request is the operation itself, or one that an {@link AtlasAuth} sends for it, such as a token
   * request.
   */
  readonly purpose: "operation" | "auth";
}

/** A response whose body has been read. */
export interface ResponseEvent extends RequestEvent {
  readonly status: number;
  /** From sending to the last byte, in milliseconds. */
  readonly durationMs: number;
  /**
   * The response's `X-Request-Id`, if it has one. Left out of a success with a body and the purpose `auth`, since the
   * header could contain the new token.
   */
  readonly requestId?: string;
  /** The response's rate limit headers, if it has any. */
  readonly rateLimit?: RateLimit;
}

/** A failed attempt, and the wait before the next one. */
export interface RetryEvent extends RequestSummary {
  /** How long the wait is, in milliseconds. */
  readonly delayMs: number;
  /** The status, if the attempt got a response. */
  readonly status?: number;
  /** The error, if the attempt got no response. */
  readonly error?: unknown;
}

/**
 * Functions that are called with events. They are not awaited, and their errors are ignored: observing a call must not
 * change it.
 *
 * @example
 * ```ts
 * const atlas = createAtlasClient({
 *   auth,
 *   onResponse: ({ method, url, status, durationMs }) => console.error(method, url, status, `${durationMs} ms`),
 *   onRetry: ({ delayMs }) => console.error(`trying again in ${delayMs} ms`),
 * });
 * ```
 */
export interface AtlasHooks {
  /** Called before each request is sent, including retries and token requests. */
  onRequest?: ((event: RequestEvent) => void) | undefined;
  /** Called after each response. */
  onResponse?: ((event: ResponseEvent) => void) | undefined;
  /** Called before each wait for another attempt. */
  onRetry?: ((event: RetryEvent) => void) | undefined;
}

/** The names of the hooks. */
export const HOOKS = ["onRequest", "onResponse", "onRetry"] as const;

/** Calls a hook with an event. The event is created only if the hook is set. */
export type Notify = <Name extends (typeof HOOKS)[number]>(
  name: Name,
  event: () => Parameters<NonNullable<AtlasHooks[Name]>>[0],
) => void;

/** Makes the function that calls hooks and ignores what they throw. */
export function createNotify(hooks: AtlasHooks): Notify {
  return (name, event) => {
    const hook: ((event: never) => unknown) | undefined = hooks[name];
    if (!hook) return;
    // Events are frozen, since those of one request share data.
    ignoreFailure(() => hook(Object.freeze(event()) as never));
  };
}
