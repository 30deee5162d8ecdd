import { channel } from "node:diagnostics_channel";
import { jest } from "@jest/globals";

/** A clock that stands still until the test advances it. */
export interface StoppedClock extends Disposable {
  /** Advances the clock in ten steps, letting connections proceed before and after each. */
  pass(ms: number): Promise<void>;
  /**
   * Advances the clock whenever the head of a response has reached the platform's `fetch`, while the body is being
   * read.
   */
  passAfterHead(ms: number): void;
}

// Everything else stays real. The timers of servers and connections are Node's own, which Jest never replaces.
const REAL = [
  "hrtime",
  "nextTick",
  "performance",
  "queueMicrotask",
  "setImmediate",
  "clearImmediate",
  "setInterval",
  "clearInterval",
] as const;

const heads = channel("undici:request:headers");
const PARTS = 10;

/**
 * Stops `setTimeout` and `Date` for the SDK, so that the test decides when a time limit is reached, however slow the
 * machine. Use it with `using`.
 */
export function stopClock(): StoppedClock {
  jest.useFakeTimers({ doNotFake: [...REAL] });
  let stopped = true;
  const listeners: (() => void)[] = [];
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const pass = async (ms: number) => {
    for (let part = 0; part < PARTS; part += 1) {
      await turn();
      // Work that continues after the end of a call can outlast the test.
      if (stopped) jest.advanceTimersByTime(ms / PARTS);
    }
    await turn();
  };
  return {
    pass,
    passAfterHead: (ms) => {
      const listener = () => void pass(ms);
      heads.subscribe(listener);
      listeners.push(listener);
    },
    [Symbol.dispose]: () => {
      stopped = false;
      for (const listener of listeners) heads.unsubscribe(listener);
      jest.useRealTimers();
    },
  };
}
