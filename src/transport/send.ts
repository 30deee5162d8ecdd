import { isAtlasError } from "../errors.js";
import { race } from "../race.js";
import { readRateLimit } from "../rate-limit.js";
import { readRequestId } from "../request-id.js";
import { type Answer, type Call, type Layer, stateOf, summarize } from "./call.js";
import { readConnectionFailure } from "./connection-failure.js";
import type { Notify } from "./hooks.js";
import { BodyTooLarge, readBody } from "./read-body.js";
import { safeCause } from "./safe-cause.js";
import { secretsOfAuthorization, secretsOfDigest } from "./secrets.js";
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

/** What the last layer is made of. */
export interface SendOptions {
  fetch?: FetchLike | undefined;
  userAgent: string;
  maxResponseBytes: number;
  now: () => number;
  notify: Notify;
}

/** The last layer: sends a request once, and reads the answer to its end. */
export function createSend({ fetch, userAgent, maxResponseBytes, now, notify }: SendOptions): Layer {
  return async (call) => {
    const { request, signal, progress, purpose, authorization } = call;
    const init = createInit(call, userAgent);
    if (authorization) for (const secret of secretsOfAuthorization(authorization)) progress.secrets.add(secret);

    signal.throwIfAborted();
    const event = { ...summarize(call), purpose };
    notify("onRequest", event);
    // Again, as the hook may have ended it, and a fetch of the caller's own may not look at it.
    signal.throwIfAborted();
    const before = progress.maybeSent;
    progress.maybeSent = true;
    progress.waitingFor = "the answer";
    const start = now();
    let response: Response | undefined;
    let bytes: Answer["bytes"];
    try {
      // Looked up late, so that a global fetch which is replaced after the client was made is used.
      response = await race(signal, (fetch ?? globalThis.fetch)(request.url, init));
      // Read here, inside the time limit: a stalled body must not hang the caller.
      bytes = await readBody(response, maxResponseBytes, signal);
    } catch (error) {
      if (signal.aborted || isAtlasError(error)) throw error;
      if (response && error instanceof BodyTooLarge) {
        const problem = `its body is larger than ${maxResponseBytes} bytes (maxResponseBytes)`;
        throw new AtlasUnexpectedResponseError(response.status, problem, stateOf(call));
      }
      const { code, neverSent } = readConnectionFailure(error);
      if (neverSent) progress.maybeSent = before;
      const problem = `got no answer: the connection failed${code ? ` (${code})` : ""}`;
      const cause = safeCause(error, progress.secrets);
      throw new AtlasConnectionError(problem, stateOf(call), { cause });
    }
    const { status, statusText, headers } = response;
    progress.answered = true;
    for (const name of ["WWW-Authenticate", "Authentication-Info"]) {
      for (const secret of secretsOfDigest(headers.get(name) ?? "")) progress.secrets.add(secret);
    }
    notify("onResponse", {
      ...event,
      status,
      durationMs: now() - start,
      ...readRequestId(headers, progress.secrets),
      ...readRateLimit(headers, now),
    });
    return { status, statusText, headers, bytes };
  };
}

function createInit(
  { request: { method, headers, body }, authorization, signal }: Call,
  userAgent: string,
): RequestInit {
  const sent = new Headers(headers);
  sent.set("User-Agent", userAgent);
  if (authorization) sent.set("Authorization", authorization);
  else if (authorization === null) sent.delete("Authorization");
  return {
    method,
    headers: sent,
    signal,
    // A redirect would carry the credentials to a place that nobody checked.
    redirect: "manual",
    ...(body !== undefined && { body }),
  };
}
