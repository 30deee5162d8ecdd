import { setImmediate } from "node:timers/promises";
import { race } from "../../src/support/race.js";

/** A clock that advances when all its users are asleep. */
export interface VirtualClock {
  /** In milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Advances the clock until the work is done. */
  run<Value>(work: Promise<Value>): Promise<Value>;
}

// The work between two waits takes a few turns of the event loop; it may take any number, as long as it never pauses
// for three.
const QUIET_TURNS = 3;

/** Makes a clock that stands still until all its users sleep, and then jumps to the first wake-up. */
export function virtualClock(start: number): VirtualClock {
  let ms = start;
  let changes = 0;
  const sleepers = new Map<number, (() => void)[]>();
  const wakeFirst = () => {
    const first = Math.min(...sleepers.keys());
    ms = Math.max(ms, first);
    for (const wake of sleepers.get(first) ?? []) wake();
    sleepers.delete(first);
  };
  const untilQuiet = async () => {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
      const before = changes;
      await setImmediate();
      if (changes !== before) quiet = 0;
    }
  };
  return {
    now: () => {
      changes += 1;
      return ms;
    },
    sleep: (duration, signal) => {
      changes += 1;
      const at = ms + duration;
      const slept = new Promise<void>((resolve) => sleepers.set(at, [...(sleepers.get(at) ?? []), resolve]));
      return signal ? race(signal, slept) : slept;
    },
    async run(work) {
      let isOver = false;
      const end = () => {
        isOver = true;
      };
      work.then(end, end);
      for (;;) {
        await untilQuiet();
        if (isOver) return work;
        if (sleepers.size === 0) throw new Error("The work waits for something other than the clock");
        wakeFirst();
      }
    },
  };
}
