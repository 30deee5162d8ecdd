import { Ending, type EndSignal } from "../support/ending.js";
import { onAbort } from "../support/on-abort.js";
import { type Call, stateOf } from "./call.js";
import { AtlasAbortError, AtlasTimeoutError } from "./transport-errors.js";

type Limit = "timeoutMs" | "deadlineMs";

// The abort reason of our time limits. It distinguishes them from the caller's own signal, at any depth.
class TimeLimitReached extends Error {
  readonly limit: Limit;
  readonly ms: number;

  constructor(limit: Limit, ms: number) {
    super(`The time limit of ${ms} ms is up`);
    this.limit = limit;
    this.ms = ms;
  }
}

/** A running time limit. */
export interface RunningLimit<LimitedCall> {
  /** The call, with a signal that is aborted by the caller's own or by the time limit. */
  readonly call: LimitedCall;
  /** Makes the error to report for a value thrown within the limit. */
  toError(thrown: unknown): unknown;
  /** Clears the timer and unsubscribes from the caller's signal. */
  stop(): void;
}

/** Starts a time limit for the layers below. */
export function startLimit<LimitedCall extends Call>(limit: Limit, call: LimitedCall): RunningLimit<LimitedCall> {
  const ms = call.limits[limit];
  const signal = new Ending();
  // AbortSignal.any() would be shorter, but leaves a listener for each call on a long-lived signal.
  const unsubscribe = onAbort(call.signal, () => signal.abort(call.signal.reason));
  const timer = ms === Number.POSITIVE_INFINITY ? undefined : setTimeout(reach, ms, signal, limit, ms);
  return {
    call: { ...call, signal },
    toError: (thrown) => (signal.aborted ? endOf(signal, thrown, call) : thrown),
    stop: () => {
      clearTimeout(timer);
      unsubscribe();
    },
  };
}

/** Gives a layer a time limit. */
export function withTimeLimit<LimitedCall extends Call, Value>(
  limit: Limit,
  next: (call: LimitedCall) => Promise<Value>,
): (call: LimitedCall) => Promise<Value> {
  return async (call) => {
    const running = startLimit(limit, call);
    try {
      return await next(running.call);
    } catch (error) {
      throw running.toError(error);
    } finally {
      running.stop();
    }
  };
}

function reach(signal: Ending, limit: Limit, ms: number): void {
  signal.abort(new TimeLimitReached(limit, ms));
}

function endOf({ reason }: EndSignal, error: unknown, call: Call): Error {
  // The inner limit has already thrown, with the state at that time. If the error is the signal's reason, it belongs to
  // another call.
  const isThrown = error instanceof AtlasAbortError || error instanceof AtlasTimeoutError;
  if (isThrown && error !== reason) return error;
  const waiting = `while waiting for ${call.progress.waitingFor}`;
  if (reason instanceof TimeLimitReached) {
    const problem = `took longer than ${reason.ms} ms (${reason.limit}), ${waiting}`;
    return new AtlasTimeoutError(reason.limit, problem, stateOf(call), { cause: reason });
  }
  return new AtlasAbortError(`was aborted ${waiting}`, stateOf(call), { cause: reason });
}
