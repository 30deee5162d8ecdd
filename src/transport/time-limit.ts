import { Ending, type EndSignal } from "../support/ending.js";
import { onAbort } from "../support/on-abort.js";
import { type Call, stateOf } from "./call.js";
import { AtlasAbortError, AtlasTimeoutError } from "./transport-errors.js";

type Limit = "timeoutMs" | "deadlineMs";

// The abort reasons that are our time limits, and not the caller's own. Compared by identity, at any depth: a caller's
// reason may be a proxy that throws when it is read.
const reached = new WeakSet();

interface TimeLimitReached extends Error {
  readonly limit: Limit;
  readonly ms: number;
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
  const reason: TimeLimitReached = Object.assign(new Error(`The time limit of ${ms} ms is up`), { limit, ms });
  reached.add(reason);
  signal.abort(reason);
}

function endOf({ reason }: EndSignal, error: unknown, call: Call): Error {
  // The inner limit has already thrown, with the state at that time. If the error is the signal's reason, it belongs to
  // another call.
  const isThrown = error instanceof AtlasAbortError || error instanceof AtlasTimeoutError;
  if (isThrown && error !== reason) return error;
  const { waitingFor } = call.progress;
  const waiting = waitingFor === "its start" ? "before it was started" : `while waiting for ${waitingFor}`;
  if (reached.has(reason as object)) {
    const { limit, ms } = reason as TimeLimitReached;
    const problem = `took longer than ${ms} ms (${limit}), ${waiting}`;
    return new AtlasTimeoutError(limit, problem, stateOf(call), { cause: reason });
  }
  return new AtlasAbortError(`was aborted ${waiting}`, stateOf(call), { cause: reason });
}
