/** The request that credentials are wanted for. */
export interface AuthContext {
  readonly method: string;
  readonly url: string;
  /** Ends with the call: by the caller's own signal, or because the time is up. */
  readonly signal: AbortSignal;
}

/**
 * A way to authenticate. Keep secrets in closures, not in members, so that no log can show them.
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
   * The value of the `Authorization` header for one request. What it throws reaches the caller as the `cause` of an
   * {@link AtlasAuthError}, and nothing is sent.
   */
  authorize(context: AuthContext): string | Promise<string>;
}
