import type { EndSignal } from "./ending.js";
import { onAbort } from "./on-abort.js";

/** Whether a value is a promise. */
export function isPromise<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "then") === "function";
}

/**
 * Settles as `work` does, or rejects with the signal's reason as soon as it is aborted, even if the work ignores it.
 * Leaves no listener on the signal.
 */
export function race<Value>(signal: EndSignal, work: PromiseLike<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const unsubscribe = onAbort(signal, () => reject(signal.reason));
    work.then(
      (value) => {
        unsubscribe();
        resolve(value);
      },
      (error: unknown) => {
        unsubscribe();
        reject(error);
      },
    );
  });
}
