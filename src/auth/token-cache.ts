import { race } from "../support/race.js";
import { createIssuedTokens } from "./issued-tokens.js";
import { createSharedCall } from "./shared-call.js";
import type { ClientCredentials, TokenContext } from "./token-endpoint.js";
import { isTimeLimit } from "./token-error.js";
import { requestToken } from "./token-request.js";

/** The access token of one client at one server. */
export interface TokenCache {
  /** Returns the token in use, or requests a new one; concurrent callers share the request. */
  get(context: TokenContext): Promise<string>;
  /** Drops a rejected token, unless it has already been replaced. */
  forget(token: string): void;
  /** Revokes the token in use and the ones that it replaced. */
  revoke(signal: AbortSignal): Promise<void>;
}

interface KeptToken {
  readonly value: string;
  readonly requestedAt: number;
  readonly usableUntil: number;
}

/** Makes an empty cache. */
export function createTokenCache(client: ClientCredentials, refreshBeforeMs: number): TokenCache {
  let kept: KeptToken | undefined;
  const issued = createIssuedTokens(client);
  const asking = new Set<Promise<string>>();
  // The latest token that each client redacts.
  const redacted = new WeakMap<TokenContext["keepSecret"], string>();

  const renew = createSharedCall(async (context: TokenContext) => {
    // Read before the request: the token's lifetime starts at the server, not when the response arrives.
    const requestedAt = context.now();
    const { value, lifetimeMs } = await requestToken(client, context);
    const usableUntil = requestedAt + lifetimeMs - Math.min(refreshBeforeMs, lifetimeMs / 10);
    kept = { value, requestedAt, usableUntil };
    issued.add(value, requestedAt + lifetimeMs, context);
    return value;
  }, isTimeLimit);
  const ask = async (context: TokenContext): Promise<string> => {
    const renewal = renew(context);
    asking.add(renewal);
    try {
      return await renewal;
    } finally {
      asking.delete(renewal);
    }
  };
  // If the clock was set back, the token's age is unknown.
  const isUsable = ({ requestedAt, usableUntil }: KeptToken, now: number) => requestedAt <= now && now < usableUntil;

  return {
    get: async (context) => {
      const token = kept && isUsable(kept, context.now()) ? kept.value : await ask(context);
      const { keepSecret } = context;
      if (redacted.get(keepSecret) !== token) {
        // Both, since a client redacts only the latest secrets, and another client may have requested the token.
        keepSecret(client.clientSecret);
        keepSecret(token);
        redacted.set(keepSecret, token);
      }
      return token;
    },
    forget: (token) => {
      issued.delete(token);
      if (kept?.value === token) kept = undefined;
    },
    revoke: async (signal) => {
      // Calls in flight still get their token, which is then revoked as well.
      await race(signal, Promise.allSettled(asking));
      kept = undefined;
      await issued.revoke(signal);
    },
  };
}
