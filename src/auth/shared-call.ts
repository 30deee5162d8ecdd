import { race } from "../race.js";

interface Running<Value> {
  readonly promise: Promise<Value>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * Makes one piece of work serve any number of callers: who comes while it is under way waits for the same. A caller whose
 * signal ends leaves the others waiting; the last one to leave ends the work. Neither a value nor a failure is kept.
 */
export function createSharedCall<Value, Context extends { readonly signal: AbortSignal }>(
  work: (context: Context) => Promise<Value>,
): (context: Context) => Promise<Value> {
  let running: Running<Value> | undefined;

  const start = (context: Context): Running<Value> => {
    const controller = new AbortController();
    const promise = work({ ...context, signal: controller.signal });
    const started = { promise, controller, waiting: 0 };
    const forget = () => {
      if (running === started) running = undefined;
    };
    promise.then(forget, forget);
    return started;
  };

  return async (context) => {
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
}
