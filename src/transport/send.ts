import { oneLine } from "../redaction/one-line.js";
import { safeCause } from "../redaction/safe-cause.js";
import type { Secrets } from "../redaction/secrets.js";
import { readRequestId } from "../response/metadata.js";
import { readRateLimit } from "../response/rate-limit.js";
import { toAbortSignal } from "../support/ending.js";
import { race } from "../support/race.js";
import { type Layer, type ReadResponse, type RequestCall, stateOf, summarize } from "./call.js";
import { readConnectionFailure } from "./connection-failure.js";
import type { Notify } from "./hooks.js";
import { toOutgoing } from "./platform-fetch.js";
import { type ResponseHead, readBody, readHead, UnusableResponse } from "./response-like.js";
import { AtlasConnectionError, AtlasUnexpectedResponseError } from "./transport-errors.js";

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
    // Looked up late, so that a global fetch that was replaced after the client was made is used.
    const fetch = options.fetch ?? globalThis.fetch;
    const { init, withhold } = toOutgoing(createInit(call, userAgent), fetch);
    if (authorization) secrets.remember(authorization);

    signal.throwIfAborted();
    const event = () => ({ ...summarize(call), purpose });
    notify("onRequest", event);
    // Checked again: the hook may have aborted it, and a custom fetch may ignore the signal.
    signal.throwIfAborted();
    const before = progress.maybeSent;
    progress.maybeSent = true;
    progress.sent += 1;
    progress.waitingFor = "the response";
    const start = now();
    let head: ResponseHead | undefined;
    let bytes: ReadResponse["bytes"];
    try {
      const response: unknown = await race(signal, Promise.resolve(fetch(request.url, init)));
      head = readHead(response);
      // Read here, inside the time limit: a stalled body must not hang the caller.
      bytes = await readBody(Object(response), maxResponseBytes, signal);
    } catch (error) {
      // Whatever failed, even a time limit: a body that was not read was not sent.
      const withheld = !head && withhold();
      const { code, neverConnected } = readConnectionFailure(error, fetch);
      if (withheld || (!head && !signal.aborted && neverConnected)) {
        progress.maybeSent = before;
        progress.sent -= 1;
      }
      throw signal.aborted ? error : toFailure(error, code, head, call, options);
    }
    progress.responded = true;
    const durationMs = now() - start;
    const { status, statusText, headers, original } = head;
    notify("onResponse", () => ({
      ...event(),
      status,
      durationMs,
      ...shownRequestId(headers, status, bytes, call, secrets),
      ...readRateLimit(headers, now),
    }));
    return { status, statusText, headers, bytes, original };
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
    return new AtlasUnexpectedResponseError(head?.status ?? error.status, error.message, stateOf(call));
  }
  const problem = head
    ? `got status ${head.status}, but the connection failed before the end of the body`
    : "got no response: the connection failed";
  const shownCode = code ? ` (${oneLine(secrets.redact(code))})` : "";
  return new AtlasConnectionError(problem + shownCode, stateOf(call), { cause: safeCause(error, secrets) });
}

// A token response can repeat the new token in this header, encoded in some way, before it can be redacted.
function shownRequestId(
  headers: Headers,
  status: number,
  bytes: ReadResponse["bytes"],
  { purpose }: RequestCall,
  secrets: Secrets,
) {
  const { requestId } = readRequestId(headers);
  const mayBeToken = purpose === "auth" && status < 400 && bytes.byteLength > 0;
  return requestId === undefined || mayBeToken ? {} : { requestId: secrets.redact(requestId) };
}

function createInit({ request: { method, headers, body }, authorization, signal }: RequestCall, userAgent: string) {
  return {
    method,
    headers:
      headers instanceof Headers
        ? addToHeaders(headers, userAgent, authorization)
        : addToPlain(headers, userAgent, authorization),
    signal: toAbortSignal(signal),
    // A redirect would carry the credentials to an unchecked URL.
    redirect: "manual" as const,
    ...(body !== undefined && { body }),
  };
}

// A plain object, unless the headers come from a Request: fetch makes Headers from it anyway.
function addToPlain(headers: Readonly<Record<string, string>>, userAgent: string, authorization?: string | null) {
  // The given headers never include these two. They come first: V8 takes twenty times as long to add properties after a
  // spread.
  return authorization
    ? { "User-Agent": userAgent, Authorization: authorization, ...headers }
    : { "User-Agent": userAgent, ...headers };
}

function addToHeaders(headers: Headers, userAgent: string, authorization?: string | null): Headers {
  const sent = new Headers(headers);
  sent.set("User-Agent", userAgent);
  if (authorization) sent.set("Authorization", authorization);
  else if (authorization === null) sent.delete("Authorization");
  return sent;
}
