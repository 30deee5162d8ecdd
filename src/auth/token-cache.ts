import { createSharedCall } from "./shared-call.js";
import type { ClientCredentials, TokenContext } from "./token-endpoint.js";
import { requestToken, revokeToken } from "./token-request.js";

/** The access token of one client at one server. */
export interface TokenCache {
  /** The token in use, or a new one; callers at the same time share the request for it. */
  get(context: TokenContext): Promise<string>;
  /** Lets go of a token that was refused, unless another one has taken its place. */
  forget(token: string): void;
  /** Gives the token in use back. */
  revoke(signal: AbortSignal): Promise<void>;
}

interface KeptToken {
  readonly value: string;
  readonly usableUntil: number;
  readonly context: TokenContext;
}

/** Makes an empty cache. */
export function createTokenCache(client: ClientCredentials, refreshBeforeMs: number): TokenCache {
  let kept: KeptToken | undefined;

  const renew = createSharedCall(async (context: TokenContext) => {
    // Before the request: the token's life begins at the server, not when its answer arrives.
    const asked = context.now();
    const { value, lifetimeMs } = await requestToken(client, context);
    const usableUntil = asked + lifetimeMs - Math.min(refreshBeforeMs, lifetimeMs / 10);
    kept = { value, usableUntil, context };
    return value;
  });

  return {
    get: async (context) => {
      return kept && context.now() < kept.usableUntil ? kept.value : renew(context);
    },
    forget: (token) => {
      if (kept?.value === token) kept = undefined;
    },
    revoke: async (signal) => {
      if (!kept) return;
      const { value, context } = kept;
      kept = undefined;
      await revokeToken(client, value, { ...context, signal });
    },
  };
}
