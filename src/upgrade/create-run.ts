import type { UpgradeProgress, UpgradeResult, UpgradeRun } from "./upgrade-progress.js";
import type { UpgradeToken } from "./upgrade-token.js";

/** The parts of a run. */
export interface RunInit {
  readonly state: UpgradeProgress;
  readonly token: () => UpgradeToken;
  /** Does the work, in its own time, and reports each step. */
  readonly work: (report: (state: UpgradeProgress) => void) => Promise<UpgradeResult>;
}

/** Makes the handle of work that has begun. */
export function createRun({ state: first, token, work }: RunInit): UpgradeRun {
  let state = first;
  // Everything there was, for those who begin to iterate late.
  const states = [first];
  let wake: () => void = () => {};
  let changed = new Promise<void>((resolve) => (wake = resolve));
  const signalChange = () => {
    const wakeAll = wake;
    changed = new Promise((resolve) => (wake = resolve));
    wakeAll();
  };
  // In a microtask, so that the caller has the handle before anything happens.
  const result = Promise.resolve().then(() =>
    work((next) => {
      state = next;
      states.push(next);
      signalChange();
    }),
  );
  let over = false;
  const end = () => {
    over = true;
    signalChange();
  };
  // Iterating throws the rejection; without a handler it must not end the process.
  result.then(end, end);
  return {
    result,
    get state() {
      return state;
    },
    toJSON: token,
    async *[Symbol.asyncIterator]() {
      for (let index = 0; ; ) {
        const next = states[index];
        if (next) {
          index += 1;
          yield next;
        } else if (over) break;
        else await changed;
      }
      await result;
    },
  };
}
