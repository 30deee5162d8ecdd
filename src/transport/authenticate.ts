import type { AtlasAuth, AuthContext } from "../auth/auth.js";
import { AtlasAuthError, AtlasConfigurationError } from "../errors.js";
import { toAbortSignal } from "../support/ending.js";
import { race } from "../support/race.js";
import { type Layer, type RequestCall, stateOf } from "./call.js";
import { notActedOn } from "./transport-errors.js";

// One for an expired token or nonce, and one more for a nonce that expires between two requests.
const MAX_CHALLENGES = 2;

/** Adds credentials, and after a 401 retries with the ones that `reauthorize` returns. */
export function withAuth(next: Layer, auth: AtlasAuth, shared: Omit<AuthContext, "method" | "url" | "signal">): Layer {
  return async (call) => {
    const { progress, signal, request } = call;
    const context: AuthContext = {
      // Not a spread, which costs a call half a kilobyte here.
      baseUrl: shared.baseUrl,
      fetch: shared.fetch,
      keepSecret: shared.keepSecret,
      now: shared.now,
      method: request.method,
      url: request.url,
      // The same signal that fetch gets. Not a getter: V8 gives each object with a getter a hidden class of its own.
      signal: toAbortSignal(signal),
    };
    const before = progress.sent;
    signal.throwIfAborted();
    const given = await ask("authorize", () => auth.authorize(context), call);
    let authorization = given === null && auth.reauthorize ? null : usable("authorize", given, call);
    for (let count = 1; ; count += 1) {
      const response = await next({ ...call, authorization });
      if (response.status !== 401) return response;
      // Rejected for lack of valid credentials, so Atlas has not acted on it.
      progress.sent = before;
      if (!auth.reauthorize || count > MAX_CHALLENGES) return response;
      progress.waitingFor = "the credentials";
      const challenge = { headers: response.headers, authorization, count };
      const renewed = await ask("reauthorize", () => auth.reauthorize?.(challenge, context), call);
      if (renewed === undefined) return response;
      authorization = usable("reauthorize", renewed, call);
    }
  };
}

async function ask<Value>(
  name: keyof AtlasAuth,
  question: () => Value | Promise<Value>,
  call: RequestCall,
): Promise<Value> {
  try {
    return await race(call.signal, question());
  } catch (error) {
    // Any other error may be one of another call, made to obtain the credentials, and says nothing about this one.
    const isOfAuth = error instanceof AtlasAuthError || error instanceof AtlasConfigurationError;
    if (call.signal.aborted || isOfAuth) throw error;
    throw new AtlasAuthError(`Could not obtain credentials: ${name}() failed${notActedOn(stateOf(call))}`, {
      cause: error,
    });
  }
}

// A custom AtlasAuth can be plain JavaScript: "undefined" must not be sent as a credential.
function usable(name: keyof AtlasAuth, value: unknown, call: RequestCall): string {
  if (typeof value !== "string" || !/^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/.test(value)) {
    throw new AtlasAuthError(`${name}() did not return a usable Authorization header${notActedOn(stateOf(call))}`);
  }
  return value;
}
