import type { AtlasClient } from "../client.js";
import { AtlasAuthError } from "../errors.js";
import type { FollowSettings } from "./follow-settings.js";
import { whatRemains } from "./phases.js";
import { RunContext } from "./run-context.js";
import type { AtlasUpgradeError } from "./upgrade-error.js";
import type { UpgradeProgress, UpgradeResult, UpgradeRun } from "./upgrade-progress.js";
import type { UpgradeToken } from "./upgrade-token.js";

/** Starts a run on a cluster, and makes its handle. Whatever `work` throws becomes an {@link AtlasUpgradeError}. */
export function startRun(
  atlas: AtlasClient,
  token: UpgradeToken,
  settings: FollowSettings,
  work: (context: RunContext) => Promise<UpgradeResult>,
): UpgradeRun {
  const context = new RunContext(atlas, token, settings);
  // All states, for iterators that start late.
  const states = [context.state];
  let wake: () => void = () => {};
  let changed = new Promise<void>((resolve) => (wake = resolve));
  const signalChange = () => {
    const wakeAll = wake;
    changed = new Promise((resolve) => (wake = resolve));
    wakeAll();
  };
  context.onState = (state) => {
    states.push(state);
    signalChange();
  };
  // In a microtask, so that the caller has the handle before the work starts.
  const result = Promise.resolve()
    .then(() => {
      settings.signal.throwIfAborted();
      return work(context);
    })
    .catch((error: unknown) => {
      throw toUpgradeError(error, context);
    });
  let over = false;
  const end = () => {
    over = true;
    signalChange();
  };
  // The iteration throws the rejection too. Without this handler, an unhandled rejection could end the process.
  result.then(end, end);
  return {
    result,
    get state(): UpgradeProgress {
      return context.state;
    },
    toJSON: () => context.token,
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

function toUpgradeError(error: unknown, context: RunContext): AtlasUpgradeError {
  if (context.isOwn(error)) return error;
  if (context.settings.signal.aborted) {
    const message = `the signal stopped the waiting; ${whatRemains(context.token, context.state)}`;
    return context.failure("aborted", message, { cause: error });
  }
  const reason = error instanceof AtlasAuthError ? "rejected" : "failed";
  return context.failure(reason, error instanceof Error ? error.message : "failed (see the cause)", {
    cause: error,
  });
}
