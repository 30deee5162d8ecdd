import type { RetrySettings } from "./retry-options.js";
import type { RequestSummary, SentState } from "./transport-errors.js";

/** A request taken apart, so that every attempt can be made of it. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: BodyInit | undefined;
}

/** An answer that has been read to its end. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** How far a call has come; every layer sees the same one. */
export interface Progress {
  /** How many attempts there were, the one under way included. */
  attempts: number;
  /** Whether something may have been sent of which no answer says what became of it. */
  maybeSent: boolean;
  /** Whether there was any answer. */
  answered: boolean;
  /** What the call is waiting for, in words. */
  waitingFor: "the credentials" | "the answer" | "the next attempt";
  /** What must not be shown: the credentials that were sent, and the nonces that came. */
  readonly secrets: Set<string>;
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
  readonly request: WireRequest;
  readonly limits: CallLimits;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Whether this is the operation itself, or what a way to authenticate sends for it. */
  readonly purpose: "operation" | "auth";
  /** The `Authorization` header; `null` to go without, so as to be challenged. */
  readonly authorization?: string | null;
  /** When the whole call must be over, by the injected clock. */
  readonly endsAt?: number;
  /** The cluster that the call is about. */
  readonly cluster?: string | undefined;
}

/** One layer of the transport. */
export type Layer = (call: Call) => Promise<Answer>;

/** The progress of a call that has not begun. */
export function createProgress(): Progress {
  return {
    attempts: 0,
    maybeSent: false,
    answered: false,
    waitingFor: "the credentials",
    secrets: new Set(),
  };
}

/** What errors and events say about the request; nothing in it is secret. */
export function summarize({ request, progress, cluster }: Call): RequestSummary {
  const { origin, pathname } = new URL(request.url);
  return {
    method: request.method,
    url: origin + pathname,
    attempts: progress.attempts,
    ...(cluster !== undefined && { cluster }),
  };
}

/** How far the call has come, for an error. */
export function stateOf(call: Call): SentState {
  const { maybeSent, answered } = call.progress;
  return { request: summarize(call), maybeSent, answered, auxiliary: call.purpose === "auth" };
}
