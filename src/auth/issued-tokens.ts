import { settleAll } from "./settle-all.js";
import { createSharedCall } from "./shared-call.js";
import type { ClientCredentials, TokenContext } from "./token-endpoint.js";
import { AtlasTokenError, isTimeLimit } from "./token-error.js";
import { revokeToken } from "./token-request.js";

/** One client's access tokens that may still be valid at one server. */
export interface IssuedTokens {
  /** Adds a token with its expiry, in milliseconds since the epoch, and the context that it was requested with. */
  add(value: string, expiresAt: number, context: TokenContext): void;
  /** Removes a token that the server no longer accepts. */
  delete(value: string): void;
  /**
   * Revokes all tokens that have not expired. Concurrent callers share one request per token.
   *
   * @throws {@link AtlasTokenError} the first failure, after all have been tried
   */
  revoke(signal: AbortSignal): Promise<void>;
}

interface IssuedToken {
  readonly expiresAt: number;
  readonly context: TokenContext;
  readonly revoke: (context: TokenContext) => Promise<void>;
}

// The server rejected the client, limited its rate or took too long. None of these says anything about the token.
const NOT_ABOUT_THE_TOKEN = [401, 403, 408, 429];

/** Makes an empty collection. */
export function createIssuedTokens(client: ClientCredentials): IssuedTokens {
  const issued = new Map<string, IssuedToken>();
  const dropExpired = () => {
    for (const [value, { expiresAt, context }] of issued) if (context.now() >= expiresAt) issued.delete(value);
  };
  return {
    add: (value, expiresAt, context) => {
      dropExpired();
      const revoke = async (current: TokenContext) => {
        try {
          await revokeToken(client, value, current);
        } catch (error) {
          if (isFinal(error)) issued.delete(value);
          throw error;
        }
        issued.delete(value);
      };
      issued.set(value, { expiresAt, context, revoke: createSharedCall(revoke, isTimeLimit) });
    },
    delete: (value) => void issued.delete(value),
    revoke: async (signal) => {
      dropExpired();
      await settleAll([...issued.values()].map(({ context, revoke }) => revoke({ ...context, signal })));
    },
  };
}

// The server would reject the same request again.
function isFinal(error: unknown): boolean {
  const status = error instanceof AtlasTokenError ? (error.status ?? 0) : 0;
  return status >= 400 && status < 500 && !NOT_ABOUT_THE_TOKEN.includes(status);
}
