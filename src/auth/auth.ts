import type { FetchLike } from "../transport/send.js";

/** The request that credentials are wanted for. */
export interface AuthContext {
  readonly method: string;
  /** The whole URL, query included. */
  readonly url: string;
  /** Ends with the call: by the caller's own signal, or because the time is up. */
  readonly signal: AbortSignal;
  /** The client's base URL, without a slash at its end. */
  readonly baseUrl: string;
  /**
   * The client's own way to send: under its hooks, with its limit for responses, never along a redirect, and with typed
   * errors. It adds no credentials. Pass it the `signal`.
   */
  readonly fetch: FetchLike;
  /** Names a string that no error, warning or event of the client may show from now on; of many, the latest count. */
  readonly keepSecret: (secret: string) => void;
  /** The client's clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

/** A 401, which a way to authenticate may meet with other credentials. */
export interface AuthChallenge {
  /** The headers of the response, `WWW-Authenticate` among them. */
  readonly headers: Headers;
  /** The `Authorization` header that was rejected; `null` if there was none. */
  readonly authorization: string | null;
  /** The number of this 401 in the attempt, from 1. */
  readonly count: number;
}

/**
 * A way to authenticate. Keep secrets in closures, not in properties, so that no log can show them.
 *
 * @example
 * ```ts
 * const fromVault: AtlasAuth = {
 *   authorize: async ({ signal }) => `Bearer ${await readTokenFromVault({ signal })}`,
 * };
 * ```
 */
export interface AtlasAuth {
  /**
   * Where the credentials are for: the client's base URL, unless its own option says another. `authFromEnv` and
   * `authFromProfile` take it from where the credentials are.
   *
   * @default none
   */
  readonly baseUrl?: string | undefined;
  /**
   * The value of the `Authorization` header for one request. `null`, which is allowed together with `reauthorize` only,
   * sends it without credentials, so that the server responds with a challenge. What it throws reaches the caller as the
   * `cause` of an {@link AtlasAuthError}, and nothing is sent.
   */
  authorize(context: AuthContext): string | null | Promise<string | null>;
  /**
   * What to send after a 401 instead; `undefined` if the 401 is final. Asked at most twice for an attempt.
   *
   * @default every 401 is final
   */
  reauthorize?(challenge: AuthChallenge, context: AuthContext): string | undefined | Promise<string | undefined>;
}
