import { race } from "../support/race.js";

/** A caller: its signal and its clock. */
interface Caller {
  readonly signal: AbortSignal;
  readonly now: () => number;
}

interface Running<Value> {
  readonly promise: Promise<Value>;
  readonly controller: AbortController;
  readonly startedAt: number;
  waiting: number;
}

/**
 * Shares one piece of work among concurrent callers: whoever calls while it runs waits for the same result. A caller
 * whose signal is aborted leaves without affecting the others; the last one to leave aborts the work. Neither a value
 * nor a failure is cached.
 *
 * @param isTimeLimit - whether a failure means that the work reached its time limit. The limit started with the first
 * caller, so callers that joined later share one more attempt
 */
export function createSharedCall<Value, Context extends Caller>(
  work: (context: Context) => Promise<Value>,
  isTimeLimit: (error: unknown) => boolean,
): (context: Context) => Promise<Value> {
  let running: Running<Value> | undefined;

  const start = (context: Context): Running<Value> => {
    const controller = new AbortController();
    const startedAt = context.now();
    const promise = work({ ...context, signal: controller.signal });
    const started = { promise, controller, startedAt, waiting: 0 };
    const forget = () => {
      if (running === started) running = undefined;
    };
    promise.then(forget, forget);
    return started;
  };

  const waitFor = async (context: Context): Promise<Value> => {
    context.signal.throwIfAborted();
    running ??= start(context);
    const mine = running;
    mine.waiting += 1;
    try {
      return await race(context.signal, mine.promise);
    } finally {
      mine.waiting -= 1;
      if (mine.waiting === 0) {
        if (running === mine) running = undefined;
        mine.controller.abort();
      }
    }
  };

  return async (context) => {
    const isLate = running !== undefined && running.startedAt < context.now();
    try {
      return await waitFor(context);
    } catch (error) {
      if (isLate && isTimeLimit(error)) return waitFor(context);
      throw error;
    }
  };
}
