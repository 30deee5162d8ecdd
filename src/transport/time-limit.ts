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

/**
 * Does work within a time limit: its call has a signal that is aborted by the caller's own or by the limit. If the
 * signal is aborted, what the work throws becomes the error that says so.
 */
export async function withinLimit<LimitedCall extends Call, Value>(
  limit: Limit,
  call: LimitedCall,
  work: (call: LimitedCall) => Promise<Value>,
): Promise<Value> {
  const ms = call.limits[limit];
  const signal = new Ending();
  // AbortSignal.any() would be shorter, but leaves a listener for each call on a long-lived signal.
  const unsubscribe = onAbort(call.signal, () => signal.abort(call.signal.reason));
  const timer = ms === Number.POSITIVE_INFINITY ? undefined : setTimeout(reach, ms, signal, limit, ms);
  try {
    return await work({ ...call, signal });
  } catch (error) {
    throw signal.aborted ? endOf(signal, error, call) : error;
  } finally {
    clearTimeout(timer);
    unsubscribe();
  }
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
