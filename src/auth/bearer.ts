import { AtlasAuthError, AtlasConfigurationError } from "../errors.js";
import type { AtlasAuth } from "./auth.js";
import { credentialProblem } from "./credential.js";

// RFC 6750, section 2.1. The usual mistakes are a whole header value, and a token that was read from a file together
// with its line break.
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;
const FORM =
  'not a bearer token: only letters, digits and -._~+/ are allowed, with = at the end (no "Bearer", no white space, no line break)';

/**
 * Authenticates with an access token that you have, or that your function returns.
 *
 * @param token - the token, or a function that returns one and is called before every request
 * @throws {@link AtlasConfigurationError} if `token` is neither a usable token nor a function
 * @throws {@link AtlasAuthError} from a call, if the function fails or does not return a usable token
 * @example
 * ```ts
 * const atlas = createAtlasClient({ auth: bearer(process.env.ACCESS_TOKEN ?? "") });
 * ```
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 */
export function bearer(token: string | (() => string | Promise<string>)): AtlasAuth {
  if (typeof token === "function") {
    return {
      authorize: async () => {
        const value: unknown = await token();
        const problem = credentialProblem(value, TOKEN, FORM);
        if (problem) throw new AtlasAuthError(`The token function returned ${problem}; nothing was sent`);
        return `Bearer ${value}`;
      },
    };
  }
  const problem = credentialProblem(token, TOKEN, FORM);
  if (problem) throw new AtlasConfigurationError("token", `of bearer() is ${problem}`);
  return { authorize: () => `Bearer ${token}` };
}

/** Whether a value can be a bearer token. */
export function isBearerToken(value: string): boolean {
  return TOKEN.test(value);
}
