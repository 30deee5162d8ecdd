import { type Attempt, startAttempt } from "./attempt.js";
import type { AtlasAuth } from "./auth/auth.js";
import { connectionFailure } from "./connection-failure.js";
import { AtlasAuthError, AtlasInvalidRequestError, isAtlasError } from "./errors.js";
import {
  AtlasAbortError,
  AtlasTimeoutError,
  AtlasUnexpectedResponseError,
  type RequestSummary,
} from "./transport-errors.js";

/**
 * The part of `fetch` that this package uses: a URL and an init, never a `Request`.
 *
 * @example
 * ```ts
 * const logged: FetchLike = (url, init) => {
 *   console.log(init.method, url);
 *   return fetch(url, init);
 * };
 * ```
 */
export type FetchLike = (url: string, init: RequestInit) => Promise<Response>;

/** What a transport is made of. */
export interface TransportOptions {
  auth: AtlasAuth;
  /** The checked base URL: requests to another origin are refused. */
  baseUrl: string;
  fetch?: FetchLike | undefined;
  userAgent: string;
  timeoutMs: number;
}

/** Sends one request, with credentials, and gives back an answer that has been read to its end. */
export type Transport = (request: Request, options?: TransportCallOptions) => Promise<Response>;

/** What one call can set. */
export interface TransportCallOptions {
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
}

// Fetch does not allow a Response of these to have a body.
const NULL_BODY_STATUSES = new Set([204, 205, 304]);

/** Makes the fetch layer under openapi-fetch: time limit, then credentials, then fetch. */
export function createTransport(options: TransportOptions): Transport {
  const { origin } = new URL(options.baseUrl);
  return async (request, { signal = request.signal, timeoutMs = options.timeoutMs } = {}) => {
    const summary = summarize(request);
    if (new URL(request.url).origin !== origin) {
      throw new AtlasInvalidRequestError("baseUrl", `leads away from ${origin}, and credentials go nowhere else`);
    }
    const attempt = startAttempt(signal, timeoutMs);
    try {
      return await exchange(request, summary, attempt, options);
    } catch (error) {
      throw classify(error, summary, attempt, timeoutMs);
    } finally {
      attempt.end();
    }
  };
}

async function exchange(
  request: Request,
  summary: RequestSummary,
  attempt: Attempt,
  { auth, userAgent, fetch }: TransportOptions,
): Promise<Response> {
  const { method, url } = request;
  attempt.signal.throwIfAborted();
  const headers = new Headers(request.headers);
  headers.set("User-Agent", userAgent);
  headers.set("Authorization", await attempt.race(authorize(auth, { method, url, signal: attempt.signal })));
  const body = await attempt.race(readRequestBody(request));
  const init: RequestInit = {
    method,
    headers,
    signal: attempt.signal,
    // A redirect would carry the credentials to a place that nobody checked.
    redirect: "manual",
    ...(body !== undefined && { body }),
  };

  // A fetch of the caller's own may not look at a signal that is aborted already.
  attempt.signal.throwIfAborted();
  attempt.maybeSent = true;
  // Looked up late, so that a global fetch which is replaced after the client was made is used.
  const response = await attempt.race((fetch ?? globalThis.fetch)(url, init));
  // Read here, inside the time limit: a stalled body must not hang the caller.
  const bytes = await attempt.race(response.arrayBuffer());
  return rebuild(response, bytes, url, summary);
}

async function authorize(auth: AtlasAuth, context: Parameters<AtlasAuth["authorize"]>[0]): Promise<string> {
  let value: string;
  try {
    value = await auth.authorize(context);
  } catch (error) {
    if (isAtlasError(error)) throw error;
    throw new AtlasAuthError("The credentials could not be had; nothing was sent", { cause: error });
  }
  // Checked for those who write their own in plain JavaScript: "undefined" must not go out as a credential.
  if (typeof value !== "string" || !/^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/.test(value)) {
    throw new AtlasAuthError("authorize() did not return a usable Authorization header; nothing was sent");
  }
  return value;
}

// JSON stays a string, which is what a fetch of the caller's own, or a mock, can look at.
async function readRequestBody(request: Request): Promise<BodyInit | undefined> {
  if (request.body === null) return undefined;
  return /[/+]json\b/.test(request.headers.get("Content-Type") ?? "") ? request.text() : request.arrayBuffer();
}

function rebuild(response: Response, bytes: ArrayBuffer, url: string, summary: RequestSummary): Response {
  const { status, headers } = response;
  // The words beside the status may be of any bytes, and Response refuses some: they are not worth the answer.
  const statusText = /^[\t\x20-\x7e]*$/.test(response.statusText) ? response.statusText : "";
  try {
    const rebuilt = new Response(NULL_BODY_STATUSES.has(status) ? null : bytes, { status, statusText, headers });
    Object.defineProperty(rebuilt, "url", { value: url });
    return rebuilt;
  } catch (error) {
    throw new AtlasUnexpectedResponseError(status, "no HTTP answer has that status", summary, { cause: error });
  }
}

function summarize({ method, url }: Request): RequestSummary {
  const { origin, pathname } = new URL(url);
  return { method, url: origin + pathname };
}

function classify(error: unknown, summary: RequestSummary, attempt: Attempt, timeoutMs: number): unknown {
  if (attempt.ended === "abort") {
    return new AtlasAbortError("was aborted", summary, attempt.maybeSent, { cause: attempt.signal.reason });
  }
  if (attempt.ended === "timeout") {
    return new AtlasTimeoutError(`took longer than ${timeoutMs} ms`, summary, attempt.maybeSent, { cause: error });
  }
  return isAtlasError(error) ? error : connectionFailure(error, summary);
}
