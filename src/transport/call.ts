import type { ResponseMetadata } from "../response/metadata.js";
import type { EndSignal } from "../support/ending.js";
import type { RetrySettings } from "./retry-options.js";
import type { RequestSummary, SentState } from "./transport-errors.js";

/** A body as `fetch` takes it, in whichever library of types the program has. */
export type WireBody = NonNullable<RequestInit["body"]>;

/** A request taken apart, so that every attempt can be made of it. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers | Readonly<Record<string, string>>;
  readonly body: WireBody | undefined;
}

/** A response that has been read to its end. */
export interface ReadResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The headers by their names in lower case. */
  readonly fields?: ReadonlyMap<string, string>;
  /** The Response that `fetch` gave, where it is the platform's own. */
  readonly original?: Response | undefined;
}

/** How far a call has come; every layer sees the same one. */
export interface Progress {
  method: string;
  /** The URL of the request, without secrets; its template until the request is made. */
  url: string;
  /** How many attempts there were, the one under way included. */
  attempts: number;
  /** How many of them Atlas may have received. */
  sent: number;
  /** Whether something may have been sent of which no response says what became of it. */
  maybeSent: boolean;
  /** Whether there was any response. */
  responded: boolean;
  /** The status of the response that the call ends with, once that has been read. */
  status?: number;
  /** What the call is waiting for, in words. */
  waitingFor:
    | "onDeprecation"
    | "the request's body"
    | "the credentials"
    | "the response"
    | "the next attempt"
    | "what is done with the response";
  /** What the response says besides; nothing, if a middleware responded instead of the server. */
  metadata: ResponseMetadata;
  /** The errors that this call has made: another one's say nothing of what became of it. */
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
  /** Whether this is the operation itself, or what a way to authenticate sends for it. */
  readonly purpose: "operation" | "auth";
  /** When the whole call must be over, by the injected clock. */
  readonly endsAt?: number | undefined;
  /** The cluster that the call is about. */
  readonly cluster?: string | undefined;
  /** The request, once it has been made. */
  readonly request?: WireRequest | undefined;
  /** The `Authorization` header; `null` to go without, so as to be challenged. */
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
    maybeSent: false,
    responded: false,
    waitingFor: "the credentials",
    metadata: {},
    errors: [],
  };
}

/** The summary of a request for errors and events; nothing in it is secret. */
export function summarize({ progress, cluster }: Call): RequestSummary {
  return {
    method: progress.method,
    url: withoutQuery(progress.url),
    attempts: progress.attempts,
    ...(cluster !== undefined && { cluster }),
  };
}

function withoutQuery(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

/** How far the call has come, for an error. */
export function stateOf(call: Call): SentState {
  const { maybeSent, responded, sent } = call.progress;
  return { request: summarize(call), maybeSent, responded, sent, isAuthRequest: call.purpose === "auth" };
}
