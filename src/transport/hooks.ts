import type { RateLimit } from "../response/rate-limit.js";
import type { RequestSummary } from "./transport-errors.js";

/** A request that is about to be sent. No event has headers, a body or a query: there is nothing secret in it. */
export interface RequestEvent extends RequestSummary {
  /** Whether it is the operation itself, or what a way to authenticate sends for it, such as for a token. */
  readonly purpose: "operation" | "auth";
}

/** A response that has been read to its end. */
export interface ResponseEvent extends RequestEvent {
  readonly status: number;
  /** From sending to the last byte, in milliseconds. */
  readonly durationMs: number;
  /**
   * The server's own name for the request (`X-Request-Id`), where the response has one; left out of a success of purpose
   * `auth` that has a body, as it could be the new token.
   */
  readonly requestId?: string;
  /** What the response says about rate limits, where it says anything. */
  readonly rateLimit?: RateLimit;
}

/** An attempt that failed, and the wait before the next. */
export interface RetryEvent extends RequestSummary {
  /** How long the wait is, in milliseconds. */
  readonly delayMs: number;
  /** The status, if the attempt got a response. */
  readonly status?: number;
  /** The error, if it was not. */
  readonly error?: unknown;
}

/**
 * Functions that are called with what happens. They are not waited for, and what they throw is dropped: to look at a call must
 * not change it.
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
  /** Before each request that goes out, those for tokens and repeated ones included. */
  onRequest?: ((event: RequestEvent) => void) | undefined;
  /** After each response. */
  onResponse?: ((event: ResponseEvent) => void) | undefined;
  /** Before each wait for another attempt. */
  onRetry?: ((event: RetryEvent) => void) | undefined;
}

/** The names of the hooks. */
export const HOOKS = ["onRequest", "onResponse", "onRetry"] as const;

/** Calls a hook with an event, which is made only if there is a hook. */
export type Notify = <Name extends (typeof HOOKS)[number]>(
  name: Name,
  event: () => Parameters<NonNullable<AtlasHooks[Name]>>[0],
) => void;

/** Makes the function that calls hooks and ignores what they throw. */
export function createNotify(hooks: AtlasHooks): Notify {
  return (name, event) => {
    const hook: ((event: never) => unknown) | undefined = hooks[name];
    if (!hook) return;
    // A promise of ours, that takes over whatever the hook gives or throws: an async hook fails later, and Node would end
    // the process for that. Frozen, since the events of one request are reported one after the other.
    new Promise((resolve) => resolve(hook(Object.freeze(event()) as never))).catch(() => {});
  };
}
