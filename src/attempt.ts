/** One attempt at a request, which the caller's signal or the time limit can end. */
export interface Attempt {
  readonly signal: AbortSignal;
  /** What ended the attempt before it was done. */
  readonly ended: "abort" | "timeout" | undefined;
  /** Whether the request may have left this machine. */
  maybeSent: boolean;
  /** Settles as `work` does, or rejects as soon as the attempt is ended, for work that does not listen to the signal. */
  race<Value>(work: Promise<Value>): Promise<Value>;
  /** Lets go of the timer and of the caller's signal. */
  end(): void;
}

/**
 * Starts an attempt.
 *
 * @param outer - the caller's signal
 * @param timeoutMs - the time limit in milliseconds; `Infinity` for none
 */
export function startAttempt(outer: AbortSignal, timeoutMs: number): Attempt {
  const controller = new AbortController();
  const { signal } = controller;
  let ended: Attempt["ended"];

  const stop = (how: "abort" | "timeout", reason: unknown) => {
    ended ??= how;
    controller.abort(reason);
  };
  const onAbort = () => stop("abort", outer.reason);
  const timer =
    timeoutMs === Number.POSITIVE_INFINITY
      ? undefined
      : setTimeout(() => stop("timeout", new Error("The time limit is up")), timeoutMs);

  // AbortSignal.any() would be shorter, but keeps a listener for each call on a signal that outlives them all.
  if (outer.aborted) onAbort();
  else outer.addEventListener("abort", onAbort);

  return {
    signal,
    get ended() {
      return ended;
    },
    maybeSent: false,
    race: (work) =>
      new Promise((resolve, reject) => {
        const onEnd = () => reject(signal.reason);
        if (signal.aborted) onEnd();
        else signal.addEventListener("abort", onEnd, { once: true });
        work.then(resolve, reject);
      }),
    end() {
      clearTimeout(timer);
      outer.removeEventListener("abort", onAbort);
    },
  };
}
