import { Ending, type EndSignal, NEVER } from "../support/ending.js";
import { onAbort } from "../support/on-abort.js";
import { type Call, stateOf } from "./call.js";
import { AtlasAbortError, AtlasTimeoutError } from "./transport-errors.js";

type Limit = "timeoutMs" | "deadlineMs";

// What a signal of ours is aborted with, which distinguishes a time limit from the caller's own signal, at whatever depth.
class TimeLimitReached extends Error {
  readonly limit: Limit;
  readonly ms: number;

  constructor(limit: Limit, ms: number) {
    super(`The time limit of ${ms} ms is up`);
    this.limit = limit;
    this.ms = ms;
  }
}

/** Gives what lies beneath a signal that ends with the caller's own, or when the time is up. */
export function withTimeLimit<LimitedCall extends Call, Value>(
  limit: Limit,
  next: (call: LimitedCall) => Promise<Value>,
  now: () => number,
): (call: LimitedCall) => Promise<Value> {
  return async (call) => {
    const ms = call.limits[limit];
    const signal = new Ending();
    // AbortSignal.any() would be shorter, but keeps a listener for each call on a signal that outlives them all.
    const unsubscribe =
      call.signal === NEVER ? undefined : onAbort(call.signal, () => signal.abort(call.signal.reason));
    const timer = ms === Number.POSITIVE_INFINITY ? undefined : setTimeout(stop, ms, signal, limit, ms);
    try {
      return await next({ ...call, signal, endsAt: limit === "deadlineMs" ? now() + ms : call.endsAt });
    } catch (error) {
      throw signal.aborted ? endOf(signal, error, call) : error;
    } finally {
      clearTimeout(timer);
      unsubscribe?.();
    }
  };
}

function stop(signal: Ending, limit: Limit, ms: number): void {
  signal.abort(new TimeLimitReached(limit, ms));
}

function endOf({ reason }: EndSignal, error: unknown, call: Call): Error {
  // The inner limit has thrown already, with the state at that time. As a reason, it is the error of another call.
  const isThrown = error instanceof AtlasAbortError || error instanceof AtlasTimeoutError;
  if (isThrown && error !== reason) return error;
  const waiting = `while waiting for ${call.progress.waitingFor}`;
  if (reason instanceof TimeLimitReached) {
    const problem = `took longer than ${reason.ms} ms (${reason.limit}), ${waiting}`;
    return new AtlasTimeoutError(reason.limit, problem, stateOf(call), { cause: reason });
  }
  return new AtlasAbortError(`was aborted ${waiting}`, stateOf(call), { cause: reason });
}
