import type { AtlasAuth, AuthContext } from "../auth/auth.js";
import { AtlasAuthError, isAtlasError } from "../errors.js";
import { race } from "../race.js";
import type { Layer } from "./call.js";

// One for a token or a nonce that has run out, one for a nonce that ran out between two requests.
const MOST_CHALLENGES = 2;

/** Adds credentials, and meets a 401 with other ones where the way to authenticate has any. */
export function withAuth(next: Layer, auth: AtlasAuth, shared: Pick<AuthContext, "baseUrl" | "fetch" | "now">): Layer {
  return async (call) => {
    const { progress, signal, request } = call;
    const context: AuthContext = { ...shared, method: request.method, url: request.url, signal };
    const before = progress.maybeSent;
    let authorization = await authorize(auth, context);
    for (;;) {
      const answer = await next({ ...call, authorization });
      if (answer.status !== 401) return answer;
      // Refused for want of credentials, so Atlas did not act on it.
      progress.maybeSent = before;
      if (!auth.reauthorize || progress.challenges === MOST_CHALLENGES) return answer;
      progress.challenges += 1;
      progress.waitingFor = "the credentials";
      const challenge = { headers: answer.headers, authorization, count: progress.challenges };
      const renewed = await ask(
        async () => auth.reauthorize?.(challenge, context),
        signal,
        "Atlas has not acted on it",
      );
      if (renewed === undefined) return answer;
      authorization = usable(renewed, "reauthorize");
    }
  };
}

async function authorize(auth: AtlasAuth, context: AuthContext): Promise<string | null> {
  context.signal.throwIfAborted();
  const value = await ask(async () => auth.authorize(context), context.signal, "nothing was sent");
  return value === null && auth.reauthorize ? null : usable(value, "authorize");
}

async function ask<Value>(question: () => Promise<Value>, signal: AbortSignal, rest: string): Promise<Value> {
  try {
    return await race(signal, question());
  } catch (error) {
    if (signal.aborted || isAtlasError(error)) throw error;
    throw new AtlasAuthError(`The credentials could not be had; ${rest}`, { cause: error });
  }
}

// Checked for those who write their own in plain JavaScript: "undefined" must not go out as a credential.
function usable(value: unknown, source: string): string {
  if (typeof value !== "string" || !/^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/.test(value)) {
    throw new AtlasAuthError(`${source}() did not return a usable Authorization header; nothing was sent`);
  }
  return value;
}
