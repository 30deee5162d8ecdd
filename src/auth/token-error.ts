import { AtlasAuthError } from "../errors.js";
import type { RateLimit } from "../rate-limit.js";

/** What is known of an answer that was no token. */
export interface TokenErrorOptions extends ErrorOptions {
  status?: number;
  errorCode?: string;
  rateLimit?: RateLimit;
  requestId?: string;
}

/**
 * The token endpoint gave no access token for the service account, so the call was not sent; or, from `revoke()`, it did
 * not take one back.
 *
 * @example
 * ```ts
 * if (error instanceof AtlasTokenError && error.errorCode === "invalid_client") console.error("wrong secret?");
 * ```
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
export class AtlasTokenError extends AtlasAuthError {
  override get name() {
    return "AtlasTokenError";
  }

  /**
   * Which step failed:
   *
   * - `connection`: the token endpoint gave no answer;
   * - `refusal`: it answered with a status that is no success;
   * - `answer`: it answered with something that is no token.
   */
  readonly step: "connection" | "refusal" | "answer";
  /** The status of the answer, if there was one. */
  declare readonly status?: number;
  /** The answer's `error`, such as `invalid_client`, or Atlas's own code, such as `RATE_LIMITED`. */
  declare readonly errorCode?: string;
  /** What the answer says about rate limits, where it says anything. */
  declare readonly rateLimit?: RateLimit;
  /** The server's own name for the request (`X-Request-Id`), where the answer has one. */
  declare readonly requestId?: string;

  constructor(step: AtlasTokenError["step"], message: string, { cause, ...known }: TokenErrorOptions = {}) {
    super(message, cause === undefined ? {} : { cause });
    this.step = step;
    Object.assign(this, known);
  }
}
