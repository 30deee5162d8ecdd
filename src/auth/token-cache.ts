import { race } from "../race.js";
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
  readonly boughtAt: number;
  readonly usableUntil: number;
  readonly context: TokenContext;
}

/** Makes an empty cache. */
export function createTokenCache(client: ClientCredentials, refreshBeforeMs: number): TokenCache {
  let kept: KeptToken | undefined;
  let renewing: Promise<unknown> | undefined;
  // Given up, but not given back.
  const unrevoked = new Set<KeptToken>();

  const renew = createSharedCall(async (context: TokenContext) => {
    // Before the request: the token's life begins at the server, not when its answer arrives.
    const boughtAt = context.now();
    const request = requestToken(client, context);
    renewing = request.catch(() => {});
    const { value, lifetimeMs } = await request;
    const usableUntil = boughtAt + lifetimeMs - Math.min(refreshBeforeMs, lifetimeMs / 10);
    kept = { value, boughtAt, usableUntil, context };
    return value;
  });
  // A clock that was set back says nothing of how old the token is.
  const isUsable = ({ boughtAt, usableUntil }: KeptToken, now: number) => boughtAt <= now && now < usableUntil;

  return {
    get: async (context) => (kept && isUsable(kept, context.now()) ? kept.value : renew(context)),
    forget: (token) => {
      if (kept?.value === token) kept = undefined;
    },
    revoke: async (signal) => {
      await race(signal, Promise.resolve(renewing));
      if (kept) unrevoked.add(kept);
      kept = undefined;
      for (const token of unrevoked) {
        await revokeToken(client, token.value, { ...token.context, signal });
        unrevoked.delete(token);
      }
    },
  };
}
