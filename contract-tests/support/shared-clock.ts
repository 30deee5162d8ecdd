import { onAbort } from "../../src/support/on-abort.js";

/** A clock that many share: time passes when all of them sleep. */
export interface SharedClock {
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How many sleep at the moment. */
  readonly sleepers: number;
  /** Lets time pass until all work is over; each piece of work sleeps once at a time. */
  run<Result>(work: readonly Promise<Result>[]): Promise<PromiseSettledResult<Result>[]>;
}

/** Makes a clock that starts at a time, in milliseconds since the epoch. */
export function createSharedClock(start: number): SharedClock {
  let ms = start;
  const asleep = new Set<{ readonly until: number; readonly wake: () => void }>();
  return {
    now: () => ms,
    get sleepers() {
      return asleep.size;
    },
    sleep: (duration, signal) =>
      new Promise((resolve, reject) => {
        const wake = () => {
          letGo();
          resolve();
        };
        const sleeper = { until: ms + duration, wake };
        asleep.add(sleeper);
        const letGo = onAbort(signal, () => {
          asleep.delete(sleeper);
          reject(signal.reason);
        });
      }),
    async run(work) {
      let open = work.length;
      const close = () => {
        open -= 1;
      };
      for (const one of work) one.then(close, close);
      while (open > 0) {
        // Until everybody sleeps or is done.
        for (let rounds = 0; asleep.size < open && rounds < 10_000; rounds++) await new Promise(setImmediate);
        const until = Math.min(...[...asleep].map((sleeper) => sleeper.until));
        if (open > 0 && until === Number.POSITIVE_INFINITY) throw new Error("somebody neither sleeps nor ends");
        ms = Math.max(ms, until);
        for (const sleeper of [...asleep]) {
          if (sleeper.until > ms) continue;
          asleep.delete(sleeper);
          sleeper.wake();
        }
      }
      return Promise.allSettled(work);
    },
  };
}
