import { oneLine } from "../redaction/one-line.js";
import { safeCause } from "../redaction/safe-cause.js";
import type { Secrets } from "../redaction/secrets.js";
import { readRequestId } from "../response/metadata.js";
import { readRateLimit } from "../response/rate-limit.js";
import { toAbortSignal } from "../support/ending.js";
import { ignoreFailure, race } from "../support/race.js";
import { type Layer, type ReadResponse, type RequestCall, stateOf, summarize, unexpected } from "./call.js";
import { readConnectionFailure } from "./connection-failure.js";
import type { Notify } from "./hooks.js";
import { toOutgoing } from "./platform-fetch.js";
import { type ResponseHead, readBody, readHead, UnusableResponse } from "./response-like.js";
import { AtlasConnectionError } from "./transport-errors.js";

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

/** The options of the last layer. */
export interface SendOptions {
  fetch?: FetchLike | undefined;
  userAgent: string;
  maxResponseBytes: number;
  now: () => number;
  notify: Notify;
  secrets: Secrets;
}

/** The last layer: sends a request once, and reads the response to its end. */
export function createSend(options: SendOptions): Layer {
  const { userAgent, maxResponseBytes, now, notify, secrets } = options;
  return async (call) => {
    const { request, signal, progress, purpose, authorization } = call;
    const { method, url, headers, body } = request;
    // Looked up late, so that a global fetch that was replaced after the client was made is used.
    const fetch = options.fetch ?? globalThis.fetch;
    const { init, length, withhold } = toOutgoing(method, body, fetch);
    if (authorization) secrets.remember(authorization);
    const sent: RequestInit = {
      method,
      // The given headers come last: V8 takes twenty times as long to add properties after a spread.
      headers: {
        "user-agent": userAgent,
        ...(authorization && { authorization }),
        ...(length !== undefined && { "content-length": length }),
        ...headers,
      },
      signal: toAbortSignal(signal),
      // A redirect would carry the credentials to an unchecked URL.
      redirect: "manual",
      ...init,
    };

    signal.throwIfAborted();
    const event = () => ({ ...summarize(call), purpose });
    notify("onRequest", event);
    // Checked again: the hook may have aborted it, and a custom fetch may ignore the signal.
    signal.throwIfAborted();
    progress.sent += 1;
    progress.waitingFor = "the response";
    const start = now();
    let head: ResponseHead | undefined;
    let bytes: ReadResponse["bytes"];
    let receiving: unknown;
    try {
      receiving = fetch(url, sent);
      const response: unknown = await race(signal, receiving);
      head = readHead(response);
      // Read here, inside the time limit: a stalled body must not hang the caller.
      bytes = await readBody(Object(response), maxResponseBytes, signal);
    } catch (error) {
      // Whatever failed, even a time limit: a body that was not read was not sent.
      const withheld = !head && withhold();
      const { code, neverConnected } = readConnectionFailure(error, fetch);
      if (withheld || (!head && !signal.aborted && neverConnected)) progress.sent -= 1;
      // A fetch that ignores the signal may still respond. Unread, its body would keep the connection and the process
      // alive; with an aborted signal, it is cancelled.
      if (!head && signal.aborted) {
        ignoreFailure(async () => readBody(Object(await receiving), 0, signal));
      }
      throw signal.aborted ? error : toFailure(error, code, head, call, options);
    }
    progress.responded = true;
    const durationMs = now() - start;
    const response = { bytes, ...head };
    notify("onResponse", () => ({
      ...event(),
      status: response.status,
      durationMs,
      ...shownRequestId(response, call, secrets),
      ...readRateLimit(response.headers, now),
    }));
    return response;
  };
}

function toFailure(
  error: unknown,
  code: string | undefined,
  head: ResponseHead | undefined,
  call: RequestCall,
  { secrets }: SendOptions,
): Error {
  if (error instanceof UnusableResponse) {
    return unexpected(call, head?.status ?? error.status, error.message);
  }
  const problem = head
    ? `got status ${head.status}, but the connection failed before the end of the body`
    : "got no response: the connection failed";
  const why = code ? oneLine(secrets.redact(code)) : "see the cause";
  return new AtlasConnectionError(`${problem} (${why})`, stateOf(call), { cause: safeCause(error, secrets) });
}

// A token response can repeat the new token in this header, encoded in some way, before it can be redacted.
function shownRequestId({ headers, status, bytes }: ReadResponse, { purpose }: RequestCall, secrets: Secrets) {
  const { requestId } = readRequestId(headers);
  const mayBeToken = purpose === "auth" && status < 400 && bytes.byteLength > 0;
  return requestId === undefined || mayBeToken ? {} : { requestId: secrets.redact(requestId) };
}
