import type { ResponseMetadata } from "../response/metadata.js";
import type { EndSignal } from "../support/ending.js";
import type { RetrySettings } from "./retry-options.js";
import { AtlasUnexpectedResponseError, type RequestSummary, type SentState } from "./transport-errors.js";

/** A body that `fetch` accepts, whichever type library the program uses. */
export type WireBody = NonNullable<RequestInit["body"]>;

/** The parts of a request, from which every attempt is made. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  /** By lower-case name; without those that the transport itself sets. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: WireBody | undefined;
}

/** The headers of a request, without those that the transport itself sets. */
export function toWireHeaders(headers: Headers): WireRequest["headers"] {
  const { authorization: _, "content-length": __, "user-agent": ___, ...others } = Object.fromEntries(headers);
  return others;
}

/** A response whose body has been read. */
export interface ReadResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The headers by lower-case name. */
  readonly fields?: ReadonlyMap<string, string>;
  /** The Response that `fetch` returned, if it is the platform's own. */
  readonly original?: Response | undefined;
}

/** The progress of a call, shared by all layers. */
export interface Progress {
  method: string;
  /** The URL of the request, without secrets; until the request is made, its path template. */
  url: string;
  /** The number of attempts, including the current one. */
  attempts: number;
  /** How many times the request was sent without a response that shows that Atlas has not acted on it. */
  sent: number;
  /** Whether any response was received. */
  responded: boolean;
  /** The status of the final response, once it has been read. */
  status?: number;
  /** What the call is waiting for, for error messages. */
  waitingFor:
    | "its start"
    | "onDeprecation"
    | "the request's body"
    | "the credentials"
    | "the response"
    | "the next attempt"
    | "what is done with the response";
  /** The metadata in the response's headers; empty if a middleware responded instead of the server. */
  metadata: ResponseMetadata;
  /** The errors that this call has made. An error of another call says nothing about this one. */
  readonly errors: unknown[];
}

/** The limits of one call, checked and complete. */
export interface CallLimits {
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly retry: RetrySettings;
  readonly retryUnsafe: boolean;
}

/** One call on its way through the layers. */
export interface Call {
  readonly limits: CallLimits;
  readonly signal: EndSignal;
  readonly progress: Progress;
  /** Whether this request is the operation itself, or one that an `AtlasAuth` sends for it. */
  readonly purpose: "operation" | "auth";
  /** When the call's deadline ends, by the injected clock. */
  readonly endsAt?: number | undefined;
  /** The cluster that the call is about. */
  readonly cluster?: string | undefined;
  /** The request, once it has been made. */
  readonly request?: WireRequest | undefined;
  /** The `Authorization` header; `null` to send none and be challenged. */
  readonly authorization?: string | null | undefined;
}

/** A call whose request has been made. */
export interface RequestCall extends Call {
  readonly request: WireRequest;
}

/** One layer of the transport. */
export type Layer = (call: RequestCall) => Promise<ReadResponse>;

/** The progress of a call that has not begun. */
export function createProgress(method: string, url: string): Progress {
  return {
    method,
    url,
    attempts: 0,
    sent: 0,
    responded: false,
    waitingFor: "its start",
    metadata: {},
    errors: [],
  };
}

/** Summarizes a request for errors and events, without secrets. */
export function summarize({ progress, cluster }: Call): RequestSummary {
  return {
    method: progress.method,
    url: progress.url.replace(/[?#].*/s, ""),
    attempts: progress.attempts,
    ...(cluster !== undefined && { cluster }),
  };
}

/** The state of the call, for an error. */
export function stateOf(call: Call): SentState {
  const { responded, sent } = call.progress;
  return { request: summarize(call), sent, responded, isAuthRequest: call.purpose === "auth" };
}

/** The error for a response that can't be used, with the metadata in its headers. */
export function unexpected(
  call: Call,
  status: number | undefined,
  problem: string,
  options?: ErrorOptions,
): AtlasUnexpectedResponseError {
  return new AtlasUnexpectedResponseError(status, problem, stateOf(call), { ...call.progress.metadata, ...options });
}
