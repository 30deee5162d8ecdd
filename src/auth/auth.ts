import type { FetchLike } from "../transport/send.js";

/** The request that needs credentials. */
export interface AuthContext {
  readonly method: string;
  /** The whole URL, query included. */
  readonly url: string;
  /** Aborted when the call ends: by the caller's own signal, or because a time limit is reached. */
  readonly signal: AbortSignal;
  /** The client's base URL, without a slash at its end. */
  readonly baseUrl: string;
  /**
   * Sends a request the way the client does: it calls the hooks, applies the response size limit, follows no redirect
   * and throws typed errors. It adds no credentials. Pass it the `signal`.
   */
  readonly fetch: FetchLike;
  /** Registers a string to redact from the client's errors, warnings and events. Only the latest strings are kept. */
  readonly keepSecret: (secret: string) => void;
  /** The client's clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

/** A 401 response, after which an `AtlasAuth` may provide other credentials. */
export interface AuthChallenge {
  /** The headers of the response, including `WWW-Authenticate`. */
  readonly headers: Headers;
  /** The `Authorization` header that was rejected; `null` if there was none. */
  readonly authorization: string | null;
  /** How many 401 responses this attempt has received, including this one. */
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
   * The base URL that the credentials belong to. The client uses it unless its own `baseUrl` option is set.
   * `authFromEnv` and `authFromProfile` read it from the same source as the credentials.
   *
   * @default none
   */
  readonly baseUrl?: string | undefined;
  /**
   * Returns the value of the `Authorization` header for one request. `null` sends the request without credentials, so
   * that the server responds with a challenge; it is allowed only if there is a `reauthorize`. If this throws, nothing
   * is sent, and the call rejects with an {@link AtlasAuthError} whose `cause` is the error.
   */
  authorize(context: AuthContext): string | null | Promise<string | null>;
  /**
   * Returns the `Authorization` header to send after a 401, or `undefined` if the 401 is final. Called at most twice
   * per attempt.
   *
   * @default every 401 is final
   */
  reauthorize?(challenge: AuthChallenge, context: AuthContext): string | undefined | Promise<string | undefined>;
}
