import type { AtlasAuth, AuthContext } from "../auth/auth.js";
import { AtlasAuthError, isAtlasError } from "../errors.js";
import { toAbortSignal } from "../support/ending.js";
import { isPromise, race } from "../support/race.js";
import type { Layer, RequestCall } from "./call.js";

// One for a token or a nonce that has run out, one for a nonce that ran out between two requests.
const MOST_CHALLENGES = 2;
// By name, since they can be of another copy of the package.
const AUTH_ERRORS = ["AtlasAuthError", "AtlasTokenError", "AtlasConfigurationError"];

/** Adds credentials, and meets a 401 with other ones where the way to authenticate has any. */
export function withAuth(next: Layer, auth: AtlasAuth, shared: Omit<AuthContext, "method" | "url" | "signal">): Layer {
  return async (call) => {
    const { progress, signal, request } = call;
    const context: AuthContext = {
      baseUrl: shared.baseUrl,
      fetch: shared.fetch,
      keepSecret: shared.keepSecret,
      now: shared.now,
      method: request.method,
      url: request.url,
      // The one that fetch will be given. A getter would be worse: each object that has one is a class of its own to V8.
      signal: toAbortSignal(signal),
    };
    const before = progress.maybeSent;
    signal.throwIfAborted();
    const asked = ask("authorize", () => auth.authorize(context), call);
    const given = isPromise(asked) ? await asked : asked;
    let authorization = given === null && auth.reauthorize ? null : usable("authorize", given, call);
    for (let count = 1; ; count += 1) {
      const response = await next({ ...call, authorization });
      if (response.status !== 401) return response;
      // Rejected for want of credentials, so Atlas did not act on it.
      progress.maybeSent = before;
      if (!auth.reauthorize || count > MOST_CHALLENGES) return response;
      progress.waitingFor = "the credentials";
      const challenge = { headers: response.headers, authorization, count };
      const renewed = await ask("reauthorize", () => auth.reauthorize?.(challenge, context), call);
      if (renewed === undefined) return response;
      authorization = usable("reauthorize", renewed, call);
    }
  };
}

function ask<Value>(
  name: keyof AtlasAuth,
  question: () => Value | Promise<Value>,
  call: RequestCall,
): Value | Promise<Value> {
  try {
    const given = question();
    if (!isPromise(given)) return given;
    return race(call.signal, given).catch((error) => {
      throw toAuthError(error, name, call);
    });
  } catch (error) {
    throw toAuthError(error, name, call);
  }
}

function toAuthError(error: unknown, name: keyof AtlasAuth, call: RequestCall): unknown {
  // An error of another call that was made for it says nothing of this one.
  const isOfAuth = isAtlasError(error) && AUTH_ERRORS.includes(error.name);
  if (call.signal.aborted || isOfAuth) return error;
  return new AtlasAuthError(`Could not obtain credentials: ${name}() failed${outcome(call)}`, { cause: error });
}

// Checked for those who write their own in plain JavaScript: "undefined" must not go out as a credential.
function usable(name: keyof AtlasAuth, value: unknown, call: RequestCall): string {
  if (typeof value !== "string" || !/^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/.test(value)) {
    throw new AtlasAuthError(`${name}() did not return a usable Authorization header${outcome(call)}`);
  }
  return value;
}

function outcome({ progress }: RequestCall): string {
  if (progress.maybeSent) return "";
  return progress.responded ? "; Atlas has not acted on it" : "; nothing was sent";
}
