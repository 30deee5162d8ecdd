import { settleAll } from "./settle-all.js";
import { createSharedCall } from "./shared-call.js";
import type { ClientCredentials, TokenContext } from "./token-endpoint.js";
import { AtlasTokenError, isTimeLimit } from "./token-error.js";
import { revokeToken } from "./token-request.js";

/** The access tokens of one client that may still be alive at one server. */
export interface IssuedTokens {
  /** Adds a token, with the time at which it expires, in milliseconds since the epoch, and what it was requested with. */
  add(value: string, expiresAt: number, context: TokenContext): void;
  /** Lets go of a token that the server no longer accepts. */
  delete(value: string): void;
  /**
   * Revokes all that have not expired. Callers at the same time share the request for a token.
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

// The server does not take the client, takes no more requests, or took too long: nothing is said of the token.
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
          if (!isFinal(error)) throw error;
          issued.delete(value);
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

// Asked again, the server would reject the token again.
function isFinal(error: unknown): boolean {
  const status = error instanceof AtlasTokenError ? (error.status ?? 0) : 0;
  return status >= 400 && status < 500 && !NOT_ABOUT_THE_TOKEN.includes(status);
}
