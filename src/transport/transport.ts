import type { AtlasAuth } from "../auth/auth.js";
import { AtlasTokenError } from "../auth/token-error.js";
import { AtlasAuthError, type AtlasError, AtlasInvalidRequestError, isAtlasError } from "../errors.js";
import { safeCause } from "../redaction/safe-cause.js";
import { createSecrets, type Secrets } from "../redaction/secrets.js";
import { type ResponseMetadata, readMetadata } from "../response/metadata.js";
import { NEVER } from "../support/ending.js";
import { readSafely } from "../support/properties.js";
import { race } from "../support/race.js";
import { withAuth } from "./authenticate.js";
import {
  type Call,
  type CallLimits,
  createProgress,
  type Layer,
  type ReadResponse,
  type RequestCall,
  stateOf,
  toWireHeaders,
  unexpected,
  type WireRequest,
} from "./call.js";
import { type AtlasHooks, createNotify } from "./hooks.js";
import { OutsideFailure } from "./outside.js";
import { redactResponse, toResponse } from "./read-response.js";
import { withRetry } from "./retry.js";
import { createSend, type FetchLike } from "./send.js";
import { withinLimit } from "./time-limit.js";
import { AtlasTransportError, mayHaveActed } from "./transport-errors.js";

/** The options of a transport. */
export interface TransportOptions {
  auth: AtlasAuth;
  /** The checked base URL: requests to another origin are rejected. */
  baseUrl: string;
  fetch?: FetchLike | undefined;
  userAgent: string;
  limits: CallLimits;
  maxResponseBytes: number;
  hooks: AtlasHooks;
  now: () => number;
}

/** A call before its request is made. */
export interface CallStart {
  readonly method: string;
  /** The path template. */
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
  readonly limits?: CallLimits | undefined;
  /** The cluster that the call is about, for error messages. */
  readonly cluster?: string | undefined;
}

/** What is done before and after a call. */
export interface Notices {
  /** Runs within the call's limits. It is the caller's own function, so its errors are passed on unchanged. */
  readonly before?: (() => unknown) | undefined;
  /** Called with the response's metadata; must not throw. */
  readonly after?: ((metadata: ResponseMetadata) => void) | undefined;
}

/** Sends a request with credentials and retries, and returns a response whose body has been read. */
export type SendRequest = (request: WireRequest | Request) => Promise<ReadResponse>;

/**
 * Carries out a call within its deadline: `work` makes the request, sends it and reads the response. It must end when
 * the call's signal is aborted.
 *
 * Once a request may have been sent, every failure becomes an `AtlasError`.
 */
export type Transport = <Value>(
  start: CallStart,
  work: (send: SendRequest, call: Call) => Promise<Value>,
  notices?: Notices,
) => Promise<Value>;

/** Makes the layers below openapi-fetch: deadline, retries, time limit per attempt, credentials, fetch. */
export function createTransport(options: TransportOptions): Transport {
  const { auth, baseUrl, now } = options;
  const { origin } = new URL(baseUrl);
  const secrets = createSecrets();
  const notify = createNotify(options.hooks);
  const sendOnce = createSend({ ...options, notify, secrets });
  const authenticated = withAuth(sendOnce, auth, {
    baseUrl,
    now,
    keepSecret: secrets.keep,
    // It has its own time limit: a request that never ends must not be kept alive by ever new callers.
    fetch: fetchForAuth((call) => withinLimit("timeoutMs", call, sendOnce), options.limits, secrets),
  });
  const retried = withRetry(authenticated, now, notify);

  const sendWith = async (
    request: WireRequest | Request,
    call: Call,
    after: Notices["after"],
  ): Promise<ReadResponse> => {
    if (!request.url.startsWith(`${baseUrl}/`) && new URL(request.url).origin !== origin) {
      throw new AtlasInvalidRequestError("baseUrl", `leads away from ${origin}, and credentials go nowhere else`);
    }
    const { progress, signal } = call;
    // The request as sent: a middleware may have replaced it.
    progress.method = request.method;
    progress.url = secrets.redact(request.url);
    progress.waitingFor = "the request's body";
    const wire = "bodyUsed" in request ? await race(signal, toWireRequest(request)) : request;
    progress.waitingFor = "the credentials";
    const response = await retried({ ...call, request: wire });
    progress.status = response.status;
    progress.waitingFor = "what is done with the response";
    const redacted = redactResponse(response, call, secrets);
    progress.metadata = readMetadata(redacted.fields, now);
    after?.(progress.metadata);
    return redacted;
  };

  return ({ method, path, signal = NEVER, limits = options.limits, cluster }, work, { before, after } = {}) => {
    const progress = createProgress(method, baseUrl + path);
    const start: Call = {
      limits,
      signal,
      progress,
      purpose: "operation",
      endsAt: now() + limits.deadlineMs,
      cluster,
      // Set later. Declared here, since copying an object is fast if it only changes existing properties.
      request: undefined,
      authorization: undefined,
    };
    return withinLimit("deadlineMs", start, async (call) => {
      call.signal.throwIfAborted();
      if (before) {
        progress.waitingFor = "onDeprecation";
        await race(call.signal, before());
        progress.waitingFor = "its start";
      }
      try {
        return await work((request) => sendWith(request, call, after), call);
      } catch (error) {
        throw call.signal.aborted ? error : toAtlasError(error, call, secrets);
      }
    });
  };
}

function toAtlasError(error: unknown, call: Call, secrets: Secrets): AtlasError {
  const { status, responded, attempts, waitingFor } = call.progress;
  if (isAtlasError(error)) return error instanceof AtlasAuthError ? withAdvice(error, call) : error;
  const thrown = error instanceof OutsideFailure ? error.thrown : error;
  const cause = safeCause(thrown, secrets);
  if (status !== undefined) {
    // Without a cause: the parser's error quotes the body.
    const parsing = readSafely(Object(thrown), "name") === "SyntaxError";
    const problem = parsing ? "its body is not JSON" : "it could not be handed on (see the cause)";
    return unexpected(call, status, problem, parsing ? {} : { cause });
  }
  if (attempts > 0 || responded) {
    return new AtlasTransportError(`failed while waiting for ${waitingFor} (see the cause)`, stateOf(call), { cause });
  }
  return new AtlasInvalidRequestError("The request", "could not be made (see the cause)", { cause });
}

// If a retry can't obtain credentials, the outcome of the attempt before is still unknown.
function withAdvice(error: AtlasError, call: Call): AtlasError {
  const advice = mayHaveActed(stateOf(call), "acted on the attempt before");
  if (!advice) return error;
  const message = error.message + advice;
  if (!(error instanceof AtlasTokenError)) return new AtlasAuthError(message, { cause: error, maybeSent: true });
  return new AtlasTokenError(error.step, message, { ...error, cause: error, maybeSent: true });
}

function fetchForAuth(send: Layer, limits: CallLimits, secrets: Secrets): FetchLike {
  // A scheme in plain JavaScript may leave out the init.
  return async (target, { method = "GET", headers, body, signal } = {}) => {
    const url = String(target);
    const sent = new Headers(headers);
    const request: WireRequest = { method, url, headers: toWireHeaders(sent), body: body ?? undefined };
    const call: RequestCall = {
      request,
      limits,
      signal: signal ?? NEVER,
      progress: { ...createProgress(method, secrets.redact(url)), attempts: 1 },
      purpose: "auth",
      authorization: sent.get("Authorization"),
    };
    return toResponse(redactResponse(await send(call), call, secrets), call);
  };
}

// Read once for all attempts. JSON stays a string, so that a custom fetch or a mock can inspect it.
async function toWireRequest(request: Request): Promise<WireRequest> {
  const { method, url, headers } = request;
  const isText = /[/+]json\b/.test(headers.get("Content-Type") ?? "");
  const body = request.body === null ? undefined : await (isText ? request.text() : request.arrayBuffer());
  return { method, url, headers: toWireHeaders(headers), body };
}
