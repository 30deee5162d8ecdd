import { AtlasInvalidRequestError } from "../errors.js";
import { Ending, type EndSignal, NEVER } from "./ending.js";

interface Listening {
  readonly callbacks: Set<() => void>;
  /** Removes the listener from the signal. */
  stop(): void;
}

// One listener serves all calls with the same signal: Node warns of a leak at the eleventh listener.
const listening = new WeakMap<EndSignal, Listening>();

/**
 * Calls `callback` when the signal is aborted; at once, if it is already.
 *
 * @returns a function that unsubscribes from the signal
 */
export function onAbort(signal: EndSignal, callback: () => void): () => void {
  if (signal.aborted) {
    callback();
    return () => {};
  }
  if (signal === NEVER) return () => {};
  if (signal instanceof Ending) {
    signal.add(callback);
    return () => signal.remove(callback);
  }
  const { callbacks, stop } = listening.get(signal) ?? listen(signal as AbortSignal);
  // Wrapped, since two callers may pass the same function.
  const entry = () => callback();
  callbacks.add(entry);
  return () => {
    if (callbacks.delete(entry) && callbacks.size === 0) stop();
  };
}

function listen(signal: AbortSignal): Listening {
  const callbacks = new Set<() => void>();
  const stop = () => {
    listening.delete(signal);
    try {
      signal.removeEventListener("abort", run);
    } catch {
      // A foreign signal may throw here; that must not fail the call.
    }
  };
  const run = () => {
    stop();
    for (const callback of callbacks) callback();
    callbacks.clear();
  };
  try {
    signal.addEventListener("abort", run);
  } catch (error) {
    throw new AtlasInvalidRequestError("signal", "can't be listened to", { cause: error });
  }
  const started = { callbacks, stop };
  listening.set(signal, started);
  return started;
}
