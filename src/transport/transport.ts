import type { AtlasAuth } from "../auth/auth.js";
import { AtlasAuthError, AtlasInvalidRequestError } from "../errors.js";
import { createSecrets } from "../redaction/secrets.js";
import { toResponse } from "./answer.js";
import { withAuth } from "./authenticate.js";
import {
  type Call,
  type CallLimits,
  createProgress,
  type Layer,
  type Progress,
  summarize,
  type WireRequest,
} from "./call.js";
import { type AtlasHooks, createNotify } from "./hooks.js";
import { withRetry } from "./retry.js";
import { createSend, type FetchLike } from "./send.js";
import { withTimeLimit } from "./time-limit.js";
import { isSafe, lookAtTheCluster } from "./transport-errors.js";

/** What a transport is made of. */
export interface TransportOptions {
  auth: AtlasAuth;
  /** The checked base URL: requests to another origin are refused. */
  baseUrl: string;
  fetch?: FetchLike | undefined;
  userAgent: string;
  limits: CallLimits;
  maxResponseBytes: number;
  hooks: AtlasHooks;
  now: () => number;
}

/** Sends one request, with credentials, and gives back an answer that has been read to its end. */
export type Transport = (request: Request, options?: TransportCallOptions) => Promise<Response>;

/** What one call can set. */
export interface TransportCallOptions extends Partial<CallLimits> {
  signal?: AbortSignal | undefined;
  /** The cluster that the call is about, for errors to name. */
  cluster?: string | undefined;
  /** Told how far the call came. */
  progress?: Progress | undefined;
}

/** Makes the fetch layer under openapi-fetch: deadline, retries, time limit of an attempt, credentials, fetch. */
export function createTransport(options: TransportOptions): Transport {
  const { auth, baseUrl, fetch, userAgent, maxResponseBytes, now } = options;
  const { origin } = new URL(baseUrl);
  const notify = createNotify(options.hooks);
  const send = createSend({ fetch, userAgent, maxResponseBytes, now, notify });
  const secrets = createSecrets();
  const authenticated = withAuth(send, auth, {
    baseUrl,
    now,
    keepSecret: secrets.keep,
    // With a limit of its own: callers who come and go must not keep a request alive that never ends.
    fetch: fetchForAuth(withTimeLimit("timeoutMs", send, now), options.limits),
  });
  const retried = withRetry(withTimeLimit("timeoutMs", authenticated, now), now, notify);
  const limited = withTimeLimit("deadlineMs", retried, now);

  return async (request, { signal = request.signal, cluster, progress = createProgress(), ...limits } = {}) => {
    if (new URL(request.url).origin !== origin) {
      throw new AtlasInvalidRequestError("baseUrl", `leads away from ${origin}, and credentials go nowhere else`);
    }
    const call: Call = {
      request: await takeApart(request),
      limits: { ...options.limits, ...limits },
      signal,
      progress,
      purpose: "operation",
      cluster,
    };
    return toResponse(await limited(call).catch((error: unknown) => fail(error, call)), call);
  };
}

// Without credentials for another attempt, there is still the one before, of which nobody knows what became.
function fail(error: unknown, call: Call): never {
  const { maybeSent } = call.progress;
  if (!(error instanceof AtlasAuthError) || !maybeSent || isSafe(call.request.method)) throw error;
  const advice = `Atlas may have acted on the attempt before, so ${lookAtTheCluster(summarize(call))}`;
  throw new AtlasAuthError(`${error.message}; ${advice}`, { cause: error });
}

function fetchForAuth(send: Layer, limits: CallLimits): FetchLike {
  return async (url, { method = "GET", headers, body, signal }) => {
    const request: WireRequest = { method, url, headers: new Headers(headers), body: body ?? undefined };
    const progress = { ...createProgress(), attempts: 1 };
    const call: Call = {
      request,
      limits,
      signal: signal ?? new AbortController().signal,
      progress,
      purpose: "auth",
      authorization: request.headers.get("Authorization"),
    };
    return toResponse(await send(call), call);
  };
}

// Once, for all attempts. JSON stays a string, which is what a fetch of the caller's own, or a mock, can look at.
async function takeApart(request: Request): Promise<WireRequest> {
  const { method, url, headers } = request;
  const isText = /[/+]json\b/.test(headers.get("Content-Type") ?? "");
  const body = request.body === null ? undefined : await (isText ? request.text() : request.arrayBuffer());
  return { method, url, headers, body };
}
