import type { UpgradeProgress, UpgradeResult, UpgradeRun } from "./upgrade-progress.js";
import type { UpgradeToken } from "./upgrade-token.js";

/** What a run is made of. */
export interface RunInit {
  readonly state: UpgradeProgress;
  readonly token: () => UpgradeToken;
  /** Does the work asynchronously, and reports each step. */
  readonly work: (report: (state: UpgradeProgress) => void) => Promise<UpgradeResult>;
}

/** Makes the handle of a run. */
export function createRun({ state: first, token, work }: RunInit): UpgradeRun {
  let state = first;
  // All states, for iterators that start late.
  const states = [first];
  let wake: () => void = () => {};
  let changed = new Promise<void>((resolve) => (wake = resolve));
  const signalChange = () => {
    const wakeAll = wake;
    changed = new Promise((resolve) => (wake = resolve));
    wakeAll();
  };
  // In a microtask, so that the caller has the handle before the work starts.
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
  // The iteration throws the rejection too. Without this handler, an unhandled rejection could end the process.
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
