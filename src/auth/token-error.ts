import { AtlasAuthError, type AtlasErrorOptions, isAtlasError } from "../errors.js";
import type { RateLimit } from "../response/rate-limit.js";

/** The options of an {@link AtlasTokenError}. */
export interface TokenErrorOptions extends AtlasErrorOptions {
  status?: number;
  errorCode?: string;
  detail?: string;
  rateLimit?: RateLimit;
  requestId?: string;
}

/**
 * No access token could be obtained for the service account, so the call was not sent. From `revoke()`: a token could
 * not be revoked.
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
   * - `connection`: the token endpoint did not respond;
   * - `rejection`: it responded with an error status or a redirect;
   * - `response`: its response has no usable token.
   */
  readonly step: "connection" | "rejection" | "response";
  /** The status of the response, if there was one. */
  declare readonly status?: number;
  /** The response's `error`, such as `invalid_client`, or Atlas's own code, such as `RATE_LIMITED`. */
  declare readonly errorCode?: string;
  /** The response's `error_description`, or Atlas's own `detail`, at full length; the message has one line of it. */
  declare readonly detail?: string;
  /** The response's rate limit headers, if it has any. */
  declare readonly rateLimit?: RateLimit;
  /** The response's `X-Request-Id`, if it has one. */
  declare readonly requestId?: string;

  constructor(step: AtlasTokenError["step"], message: string, options: TokenErrorOptions = {}) {
    const { cause, maybeSent, ...known } = options;
    super(message, { cause, maybeSent });
    this.step = step;
    Object.assign(this, known);
  }
}

/** Whether a value is an {@link AtlasTokenError} of any copy of the package. */
export function isTokenError(error: unknown): error is AtlasTokenError {
  return isAtlasError(error) && error.name === "AtlasTokenError";
}

/** Whether a request to the token endpoint failed because it took too long. */
export function isTimeLimit(error: unknown): boolean {
  return isTokenError(error) && isAtlasError(error.cause) && error.cause.name === "AtlasTimeoutError";
}
