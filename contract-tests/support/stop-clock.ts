import { channel } from "node:diagnostics_channel";
import { jest } from "@jest/globals";

/** A clock that stands still until the test moves it. */
export interface StoppedClock extends Disposable {
  /** Lets time pass in ten parts, before and after which connections go on. */
  pass(ms: number): Promise<void>;
  /** Lets time pass whenever the head of a response has reached the platform's `fetch`, and its body is being read. */
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
 * Stops `setTimeout` and `Date` for the SDK, so that a time limit is up when the test says so, however slow the machine.
 * Use it with `using`.
 */
export function stopClock(): StoppedClock {
  jest.useFakeTimers({ doNotFake: [...REAL] });
  let stopped = true;
  const listeners: (() => void)[] = [];
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const pass = async (ms: number) => {
    for (let part = 0; part < PARTS; part += 1) {
      await turn();
      // What goes on after a call has ended can outlast the test.
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
