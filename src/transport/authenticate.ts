import type { AtlasAuth, AuthContext } from "../auth/auth.js";
import { AtlasAuthError, isAtlasError } from "../errors.js";
import { toAbortSignal } from "../support/ending.js";
import { race } from "../support/race.js";
import type { Layer, RequestCall } from "./call.js";

// One for a token or a nonce that has run out, one for a nonce that ran out between two requests.
const MOST_CHALLENGES = 2;
// By name, since they can be of another copy of the package.
const AUTH_ERRORS = ["AtlasAuthError", "AtlasTokenError", "AtlasConfigurationError"];

/** Adds credentials, and meets a 401 with other ones where the way to authenticate has any. */
export function withAuth(next: Layer, auth: AtlasAuth, shared: Omit<AuthContext, "method" | "url" | "signal">): Layer {
  return async (call) => {
    const { progress, signal, request } = call;
    const { method, url } = request;
    const context: AuthContext = {
      ...shared,
      method,
      url,
      get signal() {
        return toAbortSignal(signal);
      },
    };
    const before = progress.maybeSent;
    signal.throwIfAborted();
    const given = await ask("authorize", async () => auth.authorize(context), call);
    let authorization = given === null && auth.reauthorize ? null : usable("authorize", given, call);
    for (let count = 1; ; count += 1) {
      const answer = await next({ ...call, authorization });
      if (answer.status !== 401) return answer;
      // Refused for want of credentials, so Atlas did not act on it.
      progress.maybeSent = before;
      if (!auth.reauthorize || count > MOST_CHALLENGES) return answer;
      progress.waitingFor = "the credentials";
      const challenge = { headers: answer.headers, authorization, count };
      const renewed = await ask("reauthorize", async () => auth.reauthorize?.(challenge, context), call);
      if (renewed === undefined) return answer;
      authorization = usable("reauthorize", renewed, call);
    }
  };
}

async function ask<Value>(name: keyof AtlasAuth, question: () => Promise<Value>, call: RequestCall): Promise<Value> {
  try {
    return await race(call.signal, question());
  } catch (error) {
    // An error of another call that was made for it says nothing of this one.
    const isOfAuth = isAtlasError(error) && AUTH_ERRORS.includes(error.name);
    if (call.signal.aborted || isOfAuth) throw error;
    throw new AtlasAuthError(`Could not obtain credentials: ${name}() failed${outcome(call)}`, { cause: error });
  }
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
  return progress.answered ? "; Atlas has not acted on it" : "; nothing was sent";
}
